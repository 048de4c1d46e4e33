import { asCount, asGroup, asKey, asList, asObject, asPeerId, isPresent, parseObject } from './json-fields.js';
import type { JsonObject } from './json-fields.js';
import { JSON_BYTES } from './limits.js';
import { decodeSignal, signalFields } from './signal-fields.js';
import type { Introduction, TrackerEvent, TrackerRequest, TurnAccess, ViewerStats } from './tracker-messages.js';

const VERSION = 1;
const MAX_INTRODUCED = 20;
const ERROR_CODES = [
  'bad-message',
  'unknown-group',
  'unknown-peer',
  'version',
  'group-full',
  'too-many-groups',
  'rate',
  'not-joined',
  'denied',
] as const;
const MAX_STUN_SERVERS = 8;
const MAX_TURN_SERVERS = 8;
const MAX_GATEWAYS = 16;
const MAX_CAPACITY_KBIT = 1_000_000;
const MAX_PEERS = 10_000_000;
const MIN_INTERVAL_MILLIS = 1_000;
const MAX_INTERVAL_MILLIS = 3_600_000;

/** The text of a message to the tracker (docs/protocol.md section 5). */
export function encodeTrackerRequest(request: TrackerRequest): string {
  return JSON.stringify(wireForm(request));
}

function wireForm(request: TrackerRequest): object {
  switch (request.type) {
    case 'join': {
      const { type, group, capacity, device, nat, want, token } = request;
      const offered = Math.min(wholeNumber(capacity), MAX_CAPACITY_KBIT);
      const join = { type, version: VERSION, group, capacity: offered, device, nat, want };
      return token === undefined ? join : { ...join, token };
    }
    case 'signal': {
      const { type, group, to, signal } = request;
      return { type, group, to, ...signalFields(signal) };
    }
    case 'more': {
      const { type, group, want, exclude } = request;
      return { type, group, want, exclude };
    }
    case 'report': {
      const { type, group, peer, outcome, path } = request;
      return { type, group, peer, outcome, path: path === 'unknown' ? undefined : path };
    }
    case 'stats':
      return { type: request.type, group: request.group, ...statsFields(request.stats) };
    case 'leave':
      return { type: request.type, group: request.group };
  }
}

/** Counts that are zero are left out. */
function statsFields(stats: ViewerStats): object {
  const count = (value: number): number | undefined => wholeNumber(value) || undefined;
  return {
    fromPeersBytes: count(stats.fromPeersBytes),
    fromFeedBytes: count(stats.fromFeedBytes),
    fromHttpBytes: count(stats.fromHttpBytes),
    toPeersBytes: count(stats.toPeersBytes),
    lagMillis: count(stats.lagMillis),
    stalls: count(stats.stalls),
    stalledMillis: count(stats.stalledMillis),
    neighbours: count(stats.neighbours),
    playing: stats.playing,
    startMillis: stats.startMillis === undefined ? undefined : wholeNumber(stats.startMillis),
  };
}

/** The tracker takes integers only; clocks and sums of the browser have fractions. */
function wholeNumber(value: number): number {
  return Math.max(0, Math.round(value));
}

/** What the tracker said, or undefined when the text is no message of section 5: unknown type, a field missing or out of range. */
export function decodeTrackerEvent(text: string): TrackerEvent | undefined {
  if (text.length > JSON_BYTES) {
    return undefined;
  }
  const fields = parseObject(text);
  switch (fields?.['type']) {
    case 'welcome':
      return welcome(fields);
    case 'introduce':
      return introduce(fields);
    case 'signal':
      return signalEvent(fields);
    case 'gone':
      return gone(fields);
    case 'interval':
      return interval(fields);
    case 'reconnect':
      return reconnect(fields);
    case 'error':
      return errorEvent(fields);
    default:
      return undefined;
  }
}

function welcome(fields: JsonObject): TrackerEvent | undefined {
  const group = asGroup(fields['group']);
  const peerId = asPeerId(fields['peerId']);
  const publicKey = asKey(fields['publicKey']);
  const gateways = asList(fields['gateways'] ?? [], MAX_GATEWAYS, asGatewayUrl);
  const stun = asList(fields['stun'] ?? [], MAX_STUN_SERVERS, asStunUrl);
  const intervalMillis = asInterval(fields['intervalMillis']);
  const peers = asCount(fields['peers'], MAX_PEERS);
  if (group === undefined || peerId === undefined || gateways === undefined || stun === undefined) {
    return undefined;
  }
  const turn = asTurn(fields['turn']);
  if (turn === undefined && isPresent(fields['turn'])) {
    return undefined;
  }
  if (publicKey === undefined && isPresent(fields['publicKey'])) {
    return undefined;
  }
  if (intervalMillis === undefined || peers === undefined || peers < 1) {
    return undefined;
  }
  return { type: 'welcome', group, peerId, publicKey, gateways, stun, turn, intervalMillis, peers };
}

function asGatewayUrl(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\/[\x21-\x7e]{1,2000}$/.test(value) ? value : undefined;
}

function asStunUrl(value: unknown): string | undefined {
  return typeof value === 'string' && /^stuns?:[0-9A-Za-z.:[\]_-]{1,260}$/.test(value) ? value : undefined;
}

function asTurn(value: unknown): TurnAccess | undefined {
  const fields = asObject(value);
  const urls = asList(fields?.['urls'], MAX_TURN_SERVERS, asTurnUrl);
  const { username, credential } = fields ?? {};
  const complete = urls !== undefined && urls.length > 0 && isShortText(username) && isShortText(credential);
  return complete ? { urls, username, credential } : undefined;
}

function asTurnUrl(value: unknown): string | undefined {
  return typeof value === 'string' && /^turns?:[0-9A-Za-z.:[\]_-]{1,260}(\?transport=(udp|tcp))?$/.test(value)
    ? value
    : undefined;
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,256}$/.test(value);
}

function introduce(fields: JsonObject): TrackerEvent | undefined {
  const group = asGroup(fields['group']);
  const peers = asList(fields['peers'], MAX_INTRODUCED, introduction);
  return group === undefined || peers === undefined || peers.length === 0
    ? undefined
    : { type: 'introduce', group, peers };
}

function introduction(value: unknown): Introduction | undefined {
  const fields = asObject(value);
  const peerId = asPeerId(fields?.['peerId']);
  const initiate = fields?.['initiate'] ?? false;
  const near = fields?.['near'] ?? false;
  const capacity = asCount(fields?.['capacity'] ?? 0, MAX_CAPACITY_KBIT);
  if (peerId === undefined || typeof initiate !== 'boolean' || typeof near !== 'boolean' || capacity === undefined) {
    return undefined;
  }
  return { peerId, initiate, near, capacity };
}

function signalEvent(fields: JsonObject): TrackerEvent | undefined {
  const group = asGroup(fields['group']);
  const from = asPeerId(fields['from']);
  const signal = decodeSignal(fields);
  return group === undefined || from === undefined || signal === undefined
    ? undefined
    : { type: 'signal', group, from, signal };
}

function gone(fields: JsonObject): TrackerEvent | undefined {
  const group = asGroup(fields['group']);
  const peerId = asPeerId(fields['peerId']);
  return group === undefined || peerId === undefined ? undefined : { type: 'gone', group, peerId };
}

function interval(fields: JsonObject): TrackerEvent | undefined {
  const group = asGroup(fields['group']);
  const intervalMillis = asInterval(fields['intervalMillis']);
  return group === undefined || intervalMillis === undefined ? undefined : { type: 'interval', group, intervalMillis };
}

function asInterval(value: unknown): number | undefined {
  const millis = asCount(value, MAX_INTERVAL_MILLIS);
  return millis === undefined || millis < MIN_INTERVAL_MILLIS ? undefined : millis;
}

function reconnect(fields: JsonObject): TrackerEvent | undefined {
  const afterMillis = asCount(fields['afterMillis'], MAX_INTERVAL_MILLIS);
  return afterMillis === undefined ? undefined : { type: 'reconnect', afterMillis };
}

function errorEvent(fields: JsonObject): TrackerEvent | undefined {
  const code = ERROR_CODES.find((known) => known === fields['code']);
  const { message, fatal } = fields;
  const group = asGroup(fields['group']);
  if (code === undefined || typeof message !== 'string' || !/^[^\p{Cc}]{0,1024}$/u.test(message)) {
    return undefined;
  }
  if (typeof fatal !== 'boolean' || (group === undefined && isPresent(fields['group']))) {
    return undefined;
  }
  return { type: 'error', code, message, group, fatal };
}
