import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../peers/decode-message.js';
import { encodeMessage } from '../../peers/encode-message.js';
import type { PeerMessage } from '../../peers/messages.js';
import { encodePiece } from '../../peers/piece-message.js';
import { PieceNeighbour, type PieceNeighbourListener } from '../../peers/piece-neighbour.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';
import type { PeerLinkListener } from '../../transport/links.js';

const OWN = 'AAAAAAAAAAAAAAAAAAAAAA';
const OTHER = 'BBBBBBBBBBBBBBBBBBBBBA';
const GROUP = 'Zs9p0mQ4wF7m5-FhJx3kq1t6v8yB2nD4rG0aC5eH7iU';

function hello(peerId: string): PeerMessage {
  return { type: 'hello', version: 1, peerId, epoch: 0, capacityKbps: 900, group: GROUP };
}

/** A holder of an object of 300 pieces on a recorded link, ready, and what it told its listener. */
function setUp() {
  const time = new VirtualTime();
  const sent: PeerMessage[] = [];
  const data: Uint8Array[] = [];
  const events: string[] = [];
  let link: PeerLinkListener | undefined;
  const listener: PieceNeighbourListener = {
    onSignal: () => events.push('signal'),
    onReady: () => events.push('ready'),
    onChanged: () => events.push('changed'),
    onHoldings: ({ held }) => events.push(`holds ${held.count}`),
    onRequest: (_neighbour, pieces) => events.push(`wants ${pieces.join(' ')}`),
    onPiece: (_neighbour, { piece, bytes }) => events.push(`piece ${piece} of ${bytes.length}`),
    onNotHeld: (_neighbour, pieces) => events.push(`not held ${pieces.join(' ')}`),
    onEnd: (_neighbour, end) => events.push(`end ${end}`),
  };
  const neighbour = new PieceNeighbour(
    (_options, opened) => {
      link = opened;
      return {
        accept: () => undefined,
        sendControl: (bytes) => sent.push(decodeMessage(bytes)),
        sendData: (bytes) => data.push(bytes),
        bufferedBytes: () => 0,
        close: () => undefined,
      };
    },
    {
      peerId: OTHER,
      initiate: true,
      near: true,
      stun: [],
      helloTimeoutMillis: 5_000,
      hello: () => ({ type: 'hello', version: 1, peerId: OWN, epoch: 0, capacityKbps: 0, group: GROUP }),
    },
    { clock: time, timers: time, random: { next: () => 0 } },
    300,
    listener,
  );
  if (link === undefined) throw new Error('no link was opened');
  const opened = link;
  const control = (message: PeerMessage): void => opened.onControl(encodeMessage(message));
  opened.onOpen('host');
  control(hello(OTHER));
  return { time, sent, data, events, neighbour, link: opened, control };
}

const bytes = (length: number) => new Uint8Array(length).fill(1);

describe('a holder of an object', () => {
  it('is known to hold what HAVE says and DROPPED does not take back', () => {
    const { events, neighbour, control } = setUp();
    control({
      type: 'have',
      ranges: [
        { first: 1, last: 9 },
        { first: 300, last: 300 },
      ],
    });
    control({ type: 'dropped', ranges: [{ first: 3, last: 4 }] });
    expect(events).toEqual(['ready', 'holds 10', 'holds 8']);
    expect([2, 3, 4, 5, 299, 300].map((piece) => neighbour.held.has(piece))).toEqual([
      true,
      false,
      false,
      true,
      false,
      true,
    ]);
  });

  it('hands on what it is asked for and asks for, and nothing after its end', () => {
    const { sent, events, neighbour, link, control } = setUp();
    control({ type: 'request', pieces: [4, 2] });
    neighbour.request([8, 7, 6]);
    expect(sent.at(-1)).toEqual({ type: 'request', pieces: [8, 7, 6] });
    expect([neighbour.outstanding, neighbour.hasBeenAsked(7)]).toEqual([3, true]);
    link.onData(encodePiece(7, bytes(65_536)));
    control({ type: 'notHeld', pieces: [6, 5] });
    control({ type: 'bye', reason: 'leaving' });
    control({ type: 'request', pieces: [1] });
    link.onData(encodePiece(8, bytes(10)));
    expect(events).toEqual(['ready', 'wants 4 2', 'piece 7 of 65536', 'not held 6', 'end left']);
  });

  it('learns how long a piece takes, behind others too', async () => {
    const { time, neighbour, link } = setUp();
    expect(neighbour.expectedMillis).toBe(350);
    neighbour.request([1, 2]);
    await time.run(550);
    link.onData(encodePiece(1, bytes(65_536)));
    expect(neighbour.pieceMillis).toBe(400);
    await time.run(400);
    link.onData(encodePiece(2, bytes(65_536)));
    expect([neighbour.pieceMillis, neighbour.expectedMillis]).toEqual([400, 400]);
  });

  it('is told holdings in messages of at most 128 ranges', () => {
    const { sent, neighbour } = setUp();
    const ranges = Array.from({ length: 150 }, (_, i) => ({ first: 2 * i + 1, last: 2 * i + 1 }));
    neighbour.tellHeld(ranges);
    neighbour.tellDropped(ranges.slice(0, 1));
    neighbour.tellHeld([]);
    expect(sent.slice(1)).toEqual([
      { type: 'have', ranges: ranges.slice(0, 128) },
      { type: 'have', ranges: ranges.slice(128) },
      { type: 'dropped', ranges: ranges.slice(0, 1) },
    ]);
  });

  it.each([
    [
      'pieces past the end',
      (control: (message: PeerMessage) => void) => control({ type: 'have', ranges: [{ first: 300, last: 301 }] }),
    ],
    [
      'what belongs into a channel',
      (control: (message: PeerMessage) => void) => control({ type: 'accept', substream: 1 }),
    ],
    ['a packet', (_: unknown, link: PeerLinkListener) => link.onData(Uint8Array.of(10, 0, 0, 0, 1, 1))],
    [
      'pieces that nobody asked for',
      (_: unknown, link: PeerLinkListener) => {
        for (let i = 0; i < 3; i++) link.onData(encodePiece(1, bytes(5)));
      },
    ],
  ])('is sent away for %s', (_name, send) => {
    const { sent, events, link, control } = setUp();
    send(control, link);
    expect(events).toEqual(['ready', 'end expelled']);
    expect(sent.at(-1)).toEqual({ type: 'bye', reason: 'protocol' });
  });

  it('sends pieces once both have said HELLO', () => {
    const { data, neighbour, control } = setUp();
    expect(neighbour.sendPiece(3, bytes(6))).toBe(6);
    control({ type: 'bye', reason: 'leaving' });
    expect(neighbour.sendPiece(4, bytes(6))).toBe(0);
    expect(data).toEqual([encodePiece(3, bytes(6))]);
  });
});
