import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeTrackerEvent, encodeTrackerRequest } from '../../transport/tracker-codec.js';
import type { CompactDescription, TrackerRequest } from '../../transport/tracker-messages.js';

interface Vector {
  readonly name: string;
  readonly direction: 'request' | 'event';
  readonly text: string;
}
interface Message extends Vector {
  readonly value: Record<string, unknown>;
  /** What the description says in full, where the message has one. */
  readonly describes?: CompactDescription;
}
interface Vectors {
  readonly messages: readonly Message[];
  readonly accepted: readonly (Vector & { readonly canonical: string })[];
  readonly refused: readonly Vector[];
}

const file = new URL('../../../testdata/tracker/messages.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const of = <T extends Vector>(list: readonly T[], direction: Vector['direction']): T[] =>
  list.filter((vector) => vector.direction === direction);

const NO_STATS = {
  fromPeersBytes: 0,
  fromFeedBytes: 0,
  fromHttpBytes: 0,
  toPeersBytes: 0,
  lagMillis: 0,
  stalls: 0,
  stalledMillis: 0,
  neighbours: 0,
};

/** The wire's fields `description` and `candidate` as one signal, as in our types. */
function withSignal({ value, describes }: Message): Record<string, unknown> {
  const { description, candidate, ...fields } = value;
  const signal =
    description === undefined ? { kind: 'candidate', candidate } : { kind: 'description', description: describes };
  return { ...fields, signal };
}

/** Flags and counts of introduced peers that the wire leaves out. */
function spelledOut({ peers }: Record<string, unknown>): Record<string, unknown> {
  const absent = { initiate: false, near: false, capacity: 0 };
  return { peers: (peers as object[]).map((peer) => ({ ...absent, ...peer })) };
}

function requestOf(message: Message): TrackerRequest {
  const { version, ...fields } = message.value;
  if (fields['type'] === 'signal') {
    return withSignal(message) as unknown as TrackerRequest;
  }
  if (fields['type'] === 'stats') {
    const { type, group, ...stats } = fields;
    return { type, group, stats: { ...NO_STATS, ...stats } } as unknown as TrackerRequest;
  }
  expect(version === undefined || version === 1).toBe(true);
  if (fields['type'] === 'report') {
    return { path: 'unknown', ...fields } as unknown as TrackerRequest;
  }
  return fields as unknown as TrackerRequest;
}

describe('encodeTrackerRequest', () => {
  it.each(of(vectors.messages, 'request'))('writes $name', (message) => {
    expect(encodeTrackerRequest(requestOf(message))).toBe(message.text);
  });

  it('sends whole numbers, whatever clocks and sums come to', () => {
    const stats = { ...NO_STATS, fromPeersBytes: 1.4, lagMillis: -3.2, stalledMillis: 10.6, playing: true };
    expect(JSON.parse(encodeTrackerRequest({ type: 'stats', group: 'news', stats }))).toEqual({
      type: 'stats',
      group: 'news',
      fromPeersBytes: 1,
      stalledMillis: 11,
      playing: true,
    });
  });
});

describe('decodeTrackerEvent', () => {
  it.each(of(vectors.messages, 'event'))('reads $name', (message) => {
    const { text, value } = message;
    const absent =
      value['type'] === 'welcome'
        ? { gateways: [], stun: [], publicKey: undefined }
        : value['type'] === 'error'
          ? { group: undefined }
          : {};
    expect(decodeTrackerEvent(text)).toEqual({
      ...absent,
      ...(value['type'] === 'signal' ? withSignal(message) : value),
      ...(value['type'] === 'introduce' ? spelledOut(value) : {}),
    });
  });

  it.each(of(vectors.accepted, 'event'))('reads $name', ({ text, canonical }) => {
    expect(decodeTrackerEvent(text)).toBeDefined();
    expect(decodeTrackerEvent(text)).toEqual(decodeTrackerEvent(canonical));
  });

  it.each(of(vectors.refused, 'event'))('refuses $name', ({ text }) => {
    expect(decodeTrackerEvent(text)).toBeUndefined();
  });

  it('refuses servers that are no STUN servers, and gateways that are no web addresses', () => {
    const welcome = {
      type: 'welcome',
      group: 'news',
      peerId: 'AAECAwQFBgcICQoLDA0ODw',
      intervalMillis: 10_000,
      peers: 1,
    };
    expect(decodeTrackerEvent(JSON.stringify(welcome))).toBeDefined();
    for (const change of [
      { stun: ['turn:tv.example'] },
      { stun: ['stun:a b'] },
      { stun: Array.from({ length: 9 }, () => 'stun:a') },
      { gateways: ['javascript:alert(1)'] },
      { intervalMillis: 999 },
    ]) {
      expect(decodeTrackerEvent(JSON.stringify({ ...welcome, ...change }))).toBeUndefined();
    }
  });

  it('does not parse what is longer than any message', () => {
    const gone = { type: 'gone', group: 'news', peerId: 'AAECAwQFBgcICQoLDA0ODw' };
    expect(decodeTrackerEvent(JSON.stringify(gone) + ' '.repeat(64 * 1024))).toBeUndefined();
  });
});
