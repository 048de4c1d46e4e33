import { describe, expect, it } from 'vitest';
import {
  candidateLine,
  candidatePriority,
  compactCandidate,
  isCompactCandidate,
} from '../../transport/ice-candidate.js';

const MDNS = '2f8b1c5e-8b1f-4b7e-9d63-0f3d5a1c2b4e.local';

/** As Chromium, Firefox and libjuice write them, what travels, and what the other side makes of it as its number 3. */
const cases = [
  [
    `candidate:1467250027 1 udp 2113937151 ${MDNS} 50123 typ host generation 0 ufrag 8hhY network-cost 999`,
    `h ${MDNS} 50123`,
    `candidate:h3 1 udp 2130705663 ${MDNS} 50123 typ host`,
  ],
  [
    'candidate:0 1 UDP 2122252543 2001:db8::7 1 typ host',
    'h 2001:db8::7 1',
    'candidate:h3 1 udp 2130705663 2001:db8::7 1 typ host',
  ],
  [
    'candidate:842163049 1 udp 1677729535 203.0.113.7 46243 typ srflx raddr 192.168.0.196 rport 46243 generation 0',
    's 203.0.113.7 46243',
    'candidate:s3 1 udp 1694498047 203.0.113.7 46243 typ srflx raddr 0.0.0.0 rport 0',
  ],
  [
    'candidate:2 1 udp 1845501695 203.0.113.8 65535 typ prflx raddr 10.0.0.1 rport 5',
    'p 203.0.113.8 65535',
    'candidate:p3 1 udp 1862270207 203.0.113.8 65535 typ prflx raddr 0.0.0.0 rport 0',
  ],
  [
    'candidate:3 1 udp 41885439 203.0.113.9 3478 typ relay raddr 203.0.113.7 rport 46243',
    'r 203.0.113.9 3478',
    'candidate:r3 1 udp 16776447 203.0.113.9 3478 typ relay raddr 0.0.0.0 rport 0',
  ],
] as const;

describe('ICE candidates', () => {
  it.each(cases)('%s travels as %s', (line, compact, rebuilt) => {
    expect(compactCandidate(line)).toBe(compact);
    expect(isCompactCandidate(compact)).toBe(true);
    expect(candidateLine(compact, 3)).toBe(rebuilt);
    expect(compactCandidate(rebuilt)).toBe(compact);
  });

  it('prefers earlier ones within a type, and types as RFC 8445 recommends', () => {
    const lines = ['h', 'p', 's', 'r'].flatMap((letter) =>
      Array.from({ length: 40 }, (_, number) => candidateLine(`${letter} 192.0.2.7 9`, number) ?? ''),
    );
    const priorities = lines.map(candidatePriority);
    expect(priorities.every((priority) => priority > 0)).toBe(true);
    expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
    expect(new Set(lines.map((line) => line.split(' ')[0])).size).toBe(lines.length);
  });

  it.each([
    ['TCP', 'candidate:1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active'],
    ['the second component', 'candidate:1 2 udp 2122260222 192.0.2.7 50001 typ host'],
    ['no port', 'candidate:1 1 udp 2122260223 192.0.2.7 0 typ host'],
    ['another transport', 'candidate:1 1 sctp 1 203.0.113.9 9 typ host'],
    ['another type', 'candidate:1 1 udp 1 203.0.113.9 9 typ hosting'],
    ['a scoped address', 'candidate:1 1 udp 1 fe80::1%eth0 9 typ host'],
    ['no candidate', 'a=setup:active'],
    ['length', `candidate:1 1 udp 1 203.0.113.9 9 typ host ${'x y '.repeat(200)}`],
    ['the end', ''],
  ])('does not send one of %s', (_, line) => {
    expect(compactCandidate(line)).toBeUndefined();
  });

  it.each([
    '',
    'h',
    'h 192.0.2.7',
    'h  50000',
    'h 192.0.2.7 0',
    'h 192.0.2.7 080',
    'h 192.0.2.7 65536',
    'h 192.0.2.7 50000 9',
    'h  192.0.2.7 50000',
    ' h 192.0.2.7 50000',
    'H 192.0.2.7 50000',
    'x 192.0.2.7 50000',
    'h 192.0.2.7 50000\n',
    'h 192.0.2.7 50000\r\na=setup:active',
    'h 192.0.2.7\u2028 50000',
    `h ${'a'.repeat(65)} 50000`,
    cases[0][0],
  ])('takes no %j from the other side', (text) => {
    expect(isCompactCandidate(text)).toBe(false);
    expect(candidateLine(text, 0)).toBeUndefined();
  });

  it.each([undefined, null, 7, ['h 192.0.2.7 50000']])('takes no %j from the other side', (value) => {
    expect(isCompactCandidate(value)).toBe(false);
  });
});
