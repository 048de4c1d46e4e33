import { describe, expect, it } from 'vitest';
import { SignalBatch } from '../../transport/signal-batch.js';
import type { Signal } from '../../transport/tracker-messages.js';
import { ManualTime } from './manual-time.js';

const MDNS = 'candidate:1 1 udp 2122252543 2f8b1c5e-8b1f-4b7e-9d63-0f3d5a1c2b4e.local 50123 typ host';
const PRIVATE = 'candidate:2 1 udp 2122260223 192.168.0.196 46243 typ host';
const REFLEXIVE = 'candidate:3 1 udp 1677729535 203.0.113.7 46243 typ srflx raddr 0.0.0.0 rport 0';
const REFLEXIVE_6 = 'candidate:4 1 udp 1677729534 2001:db8::7 46243 typ srflx raddr :: rport 0';
const PUBLIC = 'candidate:5 1 udp 2122260222 198.51.100.9 46243 typ host';
const MDNS_SENT = 'h 2f8b1c5e-8b1f-4b7e-9d63-0f3d5a1c2b4e.local 50123';
const PRIVATE_SENT = 'h 192.168.0.196 46243';
const REFLEXIVE_SENT = 's 203.0.113.7 46243';
const REFLEXIVE_6_SENT = 's 2001:db8::7 46243';
const PUBLIC_SENT = 'h 198.51.100.9 46243';
const HEX = Array.from({ length: 32 }, () => '00').join(':');

function local(...candidates: string[]): RTCSessionDescriptionInit {
  const lines = ['a=ice-ufrag:8hhY', 'a=ice-pwd:asd88fgpdd777uzjYhagZg', `a=fingerprint:sha-256 ${HEX}`];
  const sdp = ['v=0', ...lines, 'a=setup:actpass', ...candidates.map((line) => `a=${line}`), ''].join('\r\n');
  return { type: 'offer', sdp };
}

/** What is sent, in few words: the candidates of the description as a list, those that come alone as they are. */
function begin(near: boolean) {
  const time = new ManualTime();
  const sent: (readonly string[] | string)[] = [];
  const unusable: string[] = [];
  const onSignal = (signal: Signal): void => {
    sent.push(signal.kind === 'candidate' ? signal.candidate : signal.description.candidates);
  };
  const batch = new SignalBatch(time, near, onSignal, () => unusable.push('unusable'));
  return { time, sent, unusable, batch };
}

describe('SignalBatch for a partner that is near', () => {
  it('sends all that is found within 30 ms of the first candidate, and the rest alone', () => {
    const { time, sent, batch } = begin(true);
    batch.describe(local());
    batch.add(MDNS);
    time.advance(29);
    batch.add(PRIVATE);
    expect(sent).toEqual([]);
    time.advance(1);
    batch.add(REFLEXIVE);
    expect(sent).toEqual([[PRIVATE_SENT, MDNS_SENT], REFLEXIVE_SENT]);
  });

  it('has no patience beyond 150 ms', () => {
    const { time, sent, batch } = begin(true);
    batch.describe(local());
    time.advance(149);
    expect(sent).toEqual([]);
    time.advance(1);
    expect(sent).toEqual([[]]);
  });
});

describe('SignalBatch for a partner elsewhere', () => {
  it('waits for an address that the partner can reach, and sends no other, not even later', () => {
    const { time, sent, batch } = begin(false);
    batch.add(PRIVATE);
    batch.describe(local(PRIVATE, MDNS));
    time.advance(120);
    batch.add(REFLEXIVE);
    time.advance(29);
    expect(sent).toEqual([]);
    time.advance(1);
    expect(sent).toEqual([[REFLEXIVE_SENT]]);
    batch.add(PRIVATE.replace('46243', '46244'));
    batch.add(REFLEXIVE_6);
    batch.flush();
    time.advance(1_000);
    expect(sent).toEqual([[REFLEXIVE_SENT], REFLEXIVE_6_SENT]);
  });

  it('takes candidates out of the description, too', () => {
    const { time, sent, batch } = begin(false);
    batch.describe(local(MDNS, REFLEXIVE));
    time.advance(30);
    expect(sent).toEqual([[REFLEXIVE_SENT]]);
  });

  it('sends a host candidate that the internet routes', () => {
    const { time, sent, batch } = begin(false);
    batch.describe(local(PRIVATE));
    batch.add(PUBLIC);
    time.advance(30);
    expect(sent).toEqual([[PUBLIC_SENT]]);
  });

  it('sends what it held back when gathering is over and there is nothing else', () => {
    const { sent, batch } = begin(false);
    batch.describe(local());
    batch.add(MDNS);
    batch.flush();
    expect(sent).toEqual([[MDNS_SENT]]);
  });

  it('sends what it held back when nothing else came in 250 ms, and more of it until something else does', () => {
    const { time, sent, batch } = begin(false);
    batch.describe(local());
    batch.add(MDNS);
    time.advance(249);
    expect(sent).toEqual([]);
    time.advance(1);
    expect(sent).toEqual([[MDNS_SENT]]);
    batch.add(MDNS);
    batch.add(PRIVATE);
    batch.add(REFLEXIVE);
    batch.add(PRIVATE.replace('46243', '46244'));
    expect(sent).toEqual([[MDNS_SENT], PRIVATE_SENT, REFLEXIVE_SENT]);
  });

  it('finds room for an address that can be reached behind however many that cannot', () => {
    const { time, sent, batch } = begin(false);
    batch.describe(local());
    for (let port = 1; port <= 30; port++) batch.add(PRIVATE.replace('46243', String(port)));
    batch.add(REFLEXIVE);
    time.advance(30);
    expect(sent).toEqual([[REFLEXIVE_SENT]]);
  });

  it('sends twenty candidates at most', () => {
    const { time, sent, batch } = begin(false);
    batch.describe(local());
    for (let port = 1; port <= 15; port++) batch.add(PRIVATE.replace('46243', String(port)));
    time.advance(250);
    for (let port = 16; port <= 30; port++) batch.add(PRIVATE.replace('46243', String(port)));
    expect(sent).toHaveLength(1 + 5);
  });
});

describe('SignalBatch', () => {
  it('says so when the description lacks a field', () => {
    const { time, sent, unusable, batch } = begin(false);
    batch.describe({ type: 'offer', sdp: 'v=0\r\n' });
    time.advance(250);
    expect(sent).toEqual([]);
    expect(unusable).toEqual(['unusable']);
  });

  it('sends nothing after close, and leaves no timer', () => {
    const { time, sent, batch } = begin(false);
    batch.describe(local());
    batch.close();
    batch.add(REFLEXIVE);
    expect(time.pending).toBe(0);
    expect(sent).toEqual([]);
  });
});
