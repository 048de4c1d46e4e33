import { describe, expect, it } from 'vitest';
import {
  checkedDescription,
  compactDescription,
  mediaSectionName,
  sessionDescription,
} from '../../transport/compact-description.js';

const HOST = 'candidate:1467250027 1 udp 2122260223 192.168.0.196 46243 typ host generation 0 network-id 1';
const MDNS = 'candidate:1 1 UDP 2122252543 2f8b1c5e-8b1f-4b7e-9d63-0f3d5a1c2b4e.local 50123 typ host';
const SRFLX =
  'candidate:842163049 1 udp 1677729535 203.0.113.7 46243 typ srflx raddr 192.168.0.196 rport 46243 generation 0 ufrag 8hhY network-cost 999';
const HOST_SENT = 'h 192.168.0.196 46243';
const MDNS_SENT = 'h 2f8b1c5e-8b1f-4b7e-9d63-0f3d5a1c2b4e.local 50123';
const SRFLX_SENT = 's 203.0.113.7 46243';
const HEX = Array.from({ length: 32 }, (_, i) => (i * 7).toString(16).padStart(2, '0').toUpperCase()).join(':');

/** As the browsers write them, shortened to what differs. */
const chromium = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 0.0.0.0',
  `a=${HOST}`,
  'a=ice-ufrag:8hhY',
  'a=ice-pwd:asd88fgpdd777uzjYhagZg+/',
  'a=ice-options:trickle',
  `a=fingerprint:sha-256 ${HEX}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sctp-port:5000',
  'a=max-message-size:262144',
  '',
].join('\r\n');
const firefox = [
  'v=0',
  'o=mozilla...THIS_IS_SDPARTA-99.0 5566778899 0 IN IP4 0.0.0.0',
  's=-',
  't=0 0',
  `a=fingerprint:sha-256 ${HEX}`,
  'a=group:BUNDLE 0',
  'a=ice-options:trickle',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 0.0.0.0',
  'a=sendrecv',
  'a=ice-pwd:0123456789abcdef0123456789abcdef',
  'a=ice-ufrag:9a8b7c6d',
  'a=mid:0',
  'a=setup:actpass',
  'a=sctp-port:5000',
  'a=max-message-size:1073741823',
  '',
].join('\r\n');

const valid = {
  type: 'answer',
  ufrag: '8hhY',
  pwd: 'asd88fgpdd777uzjYhagZg+/',
  fingerprint: 'A'.repeat(43),
  setup: 'active',
  candidates: [HOST_SENT],
} as const;

describe('compactDescription', () => {
  it('takes what matters out of a description of Chromium', () => {
    const compact = compactDescription('offer', chromium, [SRFLX, HOST]);
    expect(compact).toMatchObject({
      type: 'offer',
      ufrag: '8hhY',
      pwd: 'asd88fgpdd777uzjYhagZg+/',
      setup: 'actpass',
      candidates: [HOST_SENT, SRFLX_SENT],
    });
    expect(compact?.fingerprint).toHaveLength(43);
  });

  it('finds a fingerprint that stands before the media section, as in Firefox', () => {
    expect(compactDescription('offer', firefox)).toMatchObject({ ufrag: '9a8b7c6d', candidates: [] });
  });

  it('comes back the same from a rebuilt description', () => {
    for (const sdp of [chromium, firefox]) {
      const compact = compactDescription('offer', sdp, [MDNS]);
      expect(compact).toBeDefined();
      const rebuilt = compact === undefined ? undefined : sessionDescription(compact);
      expect(rebuilt).toContain(`a=fingerprint:sha-256 ${HEX}\r\n`);
      expect(rebuilt).toContain('m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n');
      expect(rebuilt).toContain('a=sctp-port:5000\r\na=max-message-size:262144\r\n');
      expect(compactDescription('offer', rebuilt ?? '')).toEqual(compact);
    }
  });

  it('is undefined when a field is missing', () => {
    for (const line of ['a=ice-ufrag', 'a=ice-pwd', 'a=fingerprint', 'a=setup']) {
      const without = chromium
        .split('\r\n')
        .filter((each) => !each.startsWith(line))
        .join('\r\n');
      expect(compactDescription('offer', without), line).toBeUndefined();
    }
  });

  it('puts the favourites of the browser first, and each once', () => {
    const second = HOST.replace('2122260223', '2122194687').replace('192.168.0.196', '10.0.0.7');
    const compact = compactDescription('offer', firefox, [
      SRFLX,
      second,
      HOST,
      SRFLX.replace('rport 46243', 'rport 9'),
    ]);
    expect(compact?.candidates).toEqual([HOST_SENT, 'h 10.0.0.7 46243', SRFLX_SENT]);
  });

  it('keeps twenty candidates at most', () => {
    const many = Array.from({ length: 30 }, (_, i) => MDNS.replace('50123', String(40_000 + i)));
    expect(compactDescription('offer', firefox, many)?.candidates).toHaveLength(20);
  });
});

describe('checkedDescription', () => {
  it('takes host, mDNS and server-reflexive candidates', () => {
    expect(checkedDescription({ ...valid, candidates: [HOST_SENT, MDNS_SENT, SRFLX_SENT], more: 'ignored' })).toEqual({
      ...valid,
      candidates: [HOST_SENT, MDNS_SENT, SRFLX_SENT],
    });
  });

  it('takes the usual role in the handshake where none is named', () => {
    const { setup, ...unnamed } = valid;
    expect(checkedDescription(unnamed)?.setup).toBe(setup);
    expect(checkedDescription({ ...unnamed, setup: null })?.setup).toBe(setup);
    expect(checkedDescription({ ...unnamed, type: 'offer' })?.setup).toBe('actpass');
  });

  const injected = 'x\r\na=candidate:1 1 udp 1 203.0.113.9 9 typ host';
  const bad: Record<string, unknown>[] = [
    { ufrag: `8hh${injected}` },
    { ufrag: '8hh' },
    { ufrag: 'a'.repeat(257) },
    { pwd: `asd88fgpdd777uzjYhagZg\n` },
    { pwd: 'short' },
    { pwd: `asd88fgpdd777uzjYhagZg ${injected}` },
    { fingerprint: 'A'.repeat(42) },
    { fingerprint: `${'A'.repeat(42)}B` },
    { fingerprint: 7 },
    { setup: 'actpass' },
    { setup: 'holdconn' },
    { type: 'pranswer' },
    { type: 'rollback' },
    { candidates: undefined },
    { candidates: Array.from({ length: 21 }, () => HOST_SENT) },
    { candidates: [HOST] },
    { candidates: [`${HOST_SENT}\r\na=fingerprint:sha-256 00`] },
    { candidates: [`${HOST_SENT}\n`] },
    { candidates: [1] },
    { candidates: [''] },
  ];
  it.each(bad)('refuses %j', (change) => {
    expect(checkedDescription({ ...valid, ...change })).toBeUndefined();
    expect(sessionDescription({ ...valid, ...change })).toBeUndefined();
  });

  it.each([undefined, null, 'offer', [], 3])('refuses %j', (value) => {
    expect(checkedDescription(value)).toBeUndefined();
  });
});

describe('mediaSectionName', () => {
  it('is that of the first media section, or the usual one', () => {
    expect(mediaSectionName(chromium.replace('a=mid:0', 'a=mid:data_1'))).toBe('data_1');
    expect(mediaSectionName('')).toBe('0');
  });
});
