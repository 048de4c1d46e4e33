import { decodeBase64Url, encodeBase64Url } from './base64url.js';
import { candidateLine, candidatePriority, compactCandidate, isCompactCandidate } from './ice-candidate.js';
import { asKey, asList, asObject } from './json-fields.js';
import { CANDIDATES } from './limits.js';
import type { CompactDescription } from './tracker-messages.js';

const MID = '0';

/**
 * What a full session description says that the other side cannot know by itself (docs/protocol.md section 5); undefined
 * when something is missing. Candidates that the other side has no use for are left out, and those past the twentieth; the
 * browser's favourites stand first.
 *
 * @param candidates candidate-attributes to send, those in `sdp` where none are named
 */
export function compactDescription(
  type: 'offer' | 'answer',
  sdp: string,
  candidates: readonly string[] = candidateAttributes(sdp),
): CompactDescription | undefined {
  const lines = sdp.split(/\r\n|\n/);
  const value = (prefix: string): string | undefined =>
    lines.find((line) => line.startsWith(prefix))?.slice(prefix.length);
  const hexPairs = value('a=fingerprint:sha-256 ')?.split(':') ?? [];
  return checkedDescription({
    type,
    ufrag: value('a=ice-ufrag:'),
    pwd: value('a=ice-pwd:'),
    fingerprint: encodeBase64Url(Uint8Array.from(hexPairs, (pair) => Number.parseInt(pair, 16))),
    // Only on the wire does its absence mean the usual one.
    setup: value('a=setup:') ?? 'absent',
    candidates: inCompactForm(candidates),
  });
}

/** The candidate-attributes (RFC 8839 section 5.1) of a full session description. */
export function candidateAttributes(sdp: string): readonly string[] {
  return sdp
    .split(/\r\n|\n/)
    .filter((line) => line.startsWith('a=candidate:'))
    .map((line) => line.slice('a='.length));
}

function inCompactForm(candidates: readonly string[]): readonly string[] {
  const compact = [...candidates]
    .sort((one, other) => candidatePriority(other) - candidatePriority(one))
    .map(compactCandidate)
    .filter((candidate) => candidate !== undefined);
  return [...new Set(compact)].slice(0, CANDIDATES);
}

/**
 * The description that an untrusted value holds, or undefined when any of its fields is missing, too long or has a
 * character that its grammar does not know (RFC 8839 section 5.4, RFC 8842 section 5). A `setup` that is absent is the usual one.
 */
export function checkedDescription(value: unknown): CompactDescription | undefined {
  const fields = asObject(value);
  if (fields === undefined) {
    return undefined;
  }
  const { type } = fields;
  if (type !== 'offer' && type !== 'answer') {
    return undefined;
  }
  const setup = fields['setup'] ?? usualSetup(type);
  const ufrag = iceCharacters(fields['ufrag'], 4);
  const pwd = iceCharacters(fields['pwd'], 22);
  const fingerprint = asKey(fields['fingerprint']);
  const candidates = asList(fields['candidates'], CANDIDATES, (item) => (isCompactCandidate(item) ? item : undefined));
  if (ufrag === undefined || pwd === undefined || fingerprint === undefined || candidates === undefined) {
    return undefined;
  }
  if (type === 'offer' && setup === 'actpass') {
    return { type, ufrag, pwd, fingerprint, setup, candidates };
  }
  // An offer may also insist on a role, an answer has to choose one.
  if (setup === 'active' || setup === 'passive') {
    return { type, ufrag, pwd, fingerprint, setup, candidates };
  }
  return undefined;
}

/** The role in the DTLS handshake that nearly every description takes (RFC 8842 section 5): it is not sent. */
export function usualSetup(type: CompactDescription['type']): CompactDescription['setup'] {
  return type === 'offer' ? 'actpass' : 'active';
}

function iceCharacters(value: unknown, minLength: number): string | undefined {
  return typeof value === 'string' && value.length >= minLength && /^[A-Za-z0-9+/]{1,256}$/.test(value)
    ? value
    : undefined;
}

/**
 * A session description for one connection with data channels only, as the browsers take it (RFC 8841); undefined when
 * the compact one is not well-formed.
 *
 * @param mid name of the media section: an answer has to repeat that of the offer
 */
export function sessionDescription(compact: CompactDescription, mid = MID): string | undefined {
  const checked = checkedDescription(compact);
  const fingerprint = checked === undefined ? undefined : decodeBase64Url(checked.fingerprint);
  if (checked === undefined || fingerprint === undefined) {
    return undefined;
  }
  const hexPairs = [...fingerprint].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${mid}`,
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    `a=mid:${mid}`,
    `a=ice-ufrag:${checked.ufrag}`,
    `a=ice-pwd:${checked.pwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${hexPairs.join(':')}`,
    `a=setup:${checked.setup}`,
    'a=sctp-port:5000',
    'a=max-message-size:262144',
    ...checked.candidates.map((candidate, number) => `a=${candidateLine(candidate, number) ?? ''}`),
    '',
  ].join('\r\n');
}

/** The name of the first media section of a description that the browser made. */
export function mediaSectionName(sdp: string): string {
  return /^a=mid:([A-Za-z0-9_-]{1,32})\r?$/m.exec(sdp)?.[1] ?? MID;
}
