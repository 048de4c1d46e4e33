/** Host names, mDNS names, IPv4 and IPv6 addresses are made of these. */
const ADDRESS = '[0-9A-Za-z.:_-]{1,253}';
const CANDIDATE = new RegExp(
  `^candidate:[A-Za-z0-9+/]{1,32} [12] (?:udp|tcp) \\d{1,10} ${ADDRESS} \\d{1,5} typ (?:host|srflx|prflx|relay)` +
    `(?: [A-Za-z0-9-]{1,32} [0-9A-Za-z.:_+/-]{1,256}){0,8}$`,
  'i',
);
const MAX_LENGTH = 512;

/**
 * Whether `text` is one candidate-attribute (RFC 8839 section 5.1) and nothing else. It comes from a peer whom nobody knows and ends up
 * in a session description of ours, so it must not be able to carry a line break or a further attribute.
 */
export function isIceCandidate(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_LENGTH && CANDIDATE.test(text);
}
