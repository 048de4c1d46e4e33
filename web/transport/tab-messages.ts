import { asCount, asList, asObject, asText } from './json-fields.js';
import { JOIN_BYTES, JSON_BYTES, PACKET_BYTES, PACKETS_IN_RANGE } from './limits.js';

/** What a follower may ask of the leader, as of a gateway. */
export type TabQuestion =
  | { readonly what: 'info' }
  | { readonly what: 'join' }
  | { readonly what: 'prelude'; readonly epoch: number; readonly number: number }
  | { readonly what: 'packets'; readonly epoch: number; readonly first: number; readonly last: number };

/** `none`: the leader has not got it, ask the gateway. */
export type TabAnswer =
  | { readonly kind: 'info'; readonly json: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly headSeq: number | undefined }
  | { readonly kind: 'early'; readonly headSeq: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'none' };

/** On the channel that all tabs share. */
export type TabCall =
  | { readonly type: 'leader' }
  /** A follower listens on the channel of this name. */
  | { readonly type: 'hello'; readonly id: string };

/** From a follower to the leader, on the follower's own channel. */
export type FollowerMessage =
  | { readonly type: 'subscribe'; readonly substreams: readonly number[]; readonly fromSeq: number }
  | { readonly type: 'unsubscribe'; readonly substreams: readonly number[] }
  | { readonly type: 'ask'; readonly request: number; readonly question: TabQuestion }
  /** Bytes of packets and answers that were read since the welcome. */
  | { readonly type: 'read'; readonly bytes: number }
  | { readonly type: 'bye' };

/** From the leader to one follower. */
export type LeaderMessage =
  | { readonly type: 'welcome' }
  | {
      readonly type: 'subscribed';
      readonly substreams: readonly number[];
      readonly epoch: number;
      readonly fromSeq: number;
    }
  | { readonly type: 'packet'; readonly bytes: Uint8Array }
  | { readonly type: 'answer'; readonly request: number; readonly answer: TabAnswer }
  /** The leader leaves, or this follower did not read. */
  | { readonly type: 'closed' };

const SUBSTREAMS = 8;
const MAX_EPOCH = 2 ** 48 - 1;
const MAX_SEQ = 2 ** 32 - 1;
const MAX_PRELUDE = 0xffff;
const MAX_ID = 64;

/** The message that another tab sent, or undefined when it is none: a page of the same origin may run anything. */
export function readTabCall(message: unknown): TabCall | undefined {
  const fields = asObject(message);
  if (fields?.['type'] === 'leader') {
    return { type: 'leader' };
  }
  const id = asText(fields?.['id'], MAX_ID);
  return fields?.['type'] === 'hello' && id !== undefined ? { type: 'hello', id } : undefined;
}

export function readFollowerMessage(message: unknown): FollowerMessage | undefined {
  const fields = asObject(message);
  const substreams = asSubstreams(fields?.['substreams']);
  switch (fields?.['type']) {
    case 'subscribe': {
      const fromSeq = asCount(fields['fromSeq'], MAX_SEQ);
      return substreams && fromSeq !== undefined ? { type: 'subscribe', substreams, fromSeq } : undefined;
    }
    case 'unsubscribe':
      return substreams && { type: 'unsubscribe', substreams };
    case 'ask': {
      const request = asCount(fields['request'], Number.MAX_SAFE_INTEGER);
      const question = readQuestion(fields['question']);
      return request === undefined || question === undefined ? undefined : { type: 'ask', request, question };
    }
    case 'read': {
      const bytes = asCount(fields['bytes'], Number.MAX_SAFE_INTEGER);
      return bytes === undefined ? undefined : { type: 'read', bytes };
    }
    case 'bye':
      return { type: 'bye' };
    default:
      return undefined;
  }
}

export function readLeaderMessage(message: unknown): LeaderMessage | undefined {
  const fields = asObject(message);
  switch (fields?.['type']) {
    case 'welcome':
    case 'closed':
      return { type: fields['type'] };
    case 'subscribed': {
      const substreams = asSubstreams(fields['substreams']);
      const epoch = asCount(fields['epoch'], MAX_EPOCH);
      const fromSeq = asCount(fields['fromSeq'], MAX_SEQ);
      return substreams === undefined || epoch === undefined || fromSeq === undefined
        ? undefined
        : { type: 'subscribed', substreams, epoch, fromSeq };
    }
    case 'packet': {
      const bytes = asBytes(fields['bytes'], PACKET_BYTES);
      return bytes && { type: 'packet', bytes };
    }
    case 'answer': {
      const request = asCount(fields['request'], Number.MAX_SAFE_INTEGER);
      const answer = readAnswer(fields['answer']);
      return request === undefined || answer === undefined ? undefined : { type: 'answer', request, answer };
    }
    default:
      return undefined;
  }
}

function readQuestion(value: unknown): TabQuestion | undefined {
  const fields = asObject(value);
  const what = fields?.['what'];
  if (what === 'info' || what === 'join') {
    return { what };
  }
  const epoch = asCount(fields?.['epoch'], MAX_EPOCH);
  if (what === 'prelude') {
    const number = asCount(fields?.['number'], MAX_PRELUDE);
    return epoch === undefined || number === undefined ? undefined : { what, epoch, number };
  }
  const first = asCount(fields?.['first'], MAX_SEQ);
  const last = asCount(fields?.['last'], MAX_SEQ);
  if (what !== 'packets' || epoch === undefined || first === undefined || last === undefined) {
    return undefined;
  }
  return last < first || last - first >= PACKETS_IN_RANGE ? undefined : { what, epoch, first, last };
}

function readAnswer(value: unknown): TabAnswer | undefined {
  const fields = asObject(value);
  const headSeq = asCount(fields?.['headSeq'], MAX_SEQ);
  switch (fields?.['kind']) {
    case 'none':
    case 'gone':
      return { kind: fields['kind'] };
    case 'early':
      return headSeq === undefined ? undefined : { kind: 'early', headSeq };
    case 'info': {
      const json = asText(fields['json'], JSON_BYTES);
      return json === undefined ? undefined : { kind: 'info', json };
    }
    case 'bytes': {
      const bytes = asBytes(fields['bytes'], JOIN_BYTES);
      return bytes && { kind: 'bytes', bytes, headSeq };
    }
    default:
      return undefined;
  }
}

function asSubstreams(value: unknown): readonly number[] | undefined {
  return asList(value, SUBSTREAMS, (item) => asCount(item, SUBSTREAMS - 1));
}

function asBytes(value: unknown, maxBytes: number): Uint8Array | undefined {
  return value instanceof Uint8Array && value.length <= maxBytes ? value : undefined;
}
