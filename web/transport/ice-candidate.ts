/** RFC 8445 section 5.1.2.2 recommends these preferences; the letter is the one that names the type on the wire. */
const TYPES = {
  h: { name: 'host', preference: 126 },
  s: { name: 'srflx', preference: 100 },
  p: { name: 'prflx', preference: 110 },
  r: { name: 'relay', preference: 0 },
} as const;
type TypeLetter = keyof typeof TYPES;

/** Host names, mDNS names, IPv4 and IPv6 addresses are made of these. */
const ADDRESS = '[0-9A-Za-z.:-]{1,64}';
const COMPACT = new RegExp(`^([hspr]) (${ADDRESS}) ([1-9]\\d{0,4})$`);
const LINE = new RegExp(
  `^candidate:[A-Za-z0-9+/]{1,32} 1 udp (\\d{1,10}) (${ADDRESS}) (\\d{1,5}) typ (host|srflx|prflx|relay)(?: |$)`,
  'i',
);
const MAX_LINE_LENGTH = 512;
const MAX_PORT = 65_535;
const MAX_LOCAL_PREFERENCE = 65_535;

/**
 * Whether `text` is one candidate as it travels, `<type letter> <address> <port>` (docs/protocol.md section 5), and nothing else. It
 * comes from a peer whom nobody knows and ends up in a session description of ours, so it must not be able to carry a line break or
 * a further attribute.
 */
export function isCompactCandidate(text: unknown): text is string {
  const port = typeof text === 'string' ? COMPACT.exec(text)?.[3] : undefined;
  return port !== undefined && Number(port) <= MAX_PORT;
}

/**
 * A candidate-attribute of the own browser (RFC 8839 section 5.1) as it travels; undefined when the other side has no use
 * for it: a browser never listens on TCP, and data channels have one component.
 */
export function compactCandidate(line: string): string | undefined {
  const match = line.length <= MAX_LINE_LENGTH ? LINE.exec(line) : null;
  if (match === null) {
    return undefined;
  }
  const [, , address, port, name] = match;
  // The four names begin with different letters, which are those of the wire.
  const compact = `${(name ?? '').charAt(0).toLowerCase()} ${address ?? ''} ${Number(port)}`;
  return isCompactCandidate(compact) ? compact : undefined;
}

/** The priority that the browser gave a candidate-attribute; 0 when it is none that travels. */
export function candidatePriority(line: string): number {
  return Number(LINE.exec(line)?.[1] ?? 0);
}

/**
 * The candidate-attribute that a candidate on the wire stands for; undefined when it is malformed.
 *
 * @param number its place among the candidates of its side, from 0: earlier ones are preferred within a type, and no two
 *   have one foundation, so that none of them waits for the check of another (RFC 8445 section 6.1.2.6)
 */
export function candidateLine(compact: string, number: number): string | undefined {
  const match = isCompactCandidate(compact) ? COMPACT.exec(compact) : null;
  if (match === null) {
    return undefined;
  }
  const [, letter, address, port] = match as unknown as [string, TypeLetter, string, string];
  const { name, preference } = TYPES[letter];
  const localPreference = MAX_LOCAL_PREFERENCE - number;
  // RFC 8445 section 5.1.2.1; the last term is 256 less the number of the component.
  const priority = preference * 2 ** 24 + localPreference * 2 ** 8 + 255;
  const related = letter === 'h' ? '' : ' raddr 0.0.0.0 rport 0';
  return `candidate:${letter}${number} 1 udp ${priority} ${address} ${port} typ ${name}${related}`;
}
