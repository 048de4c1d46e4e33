import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../peers/decode-message.js';
import { encodeMessage } from '../../peers/encode-message.js';
import { type Hello, NOT_FED, type PeerMessage } from '../../peers/messages.js';
import { Neighbour, type NeighbourListener } from '../../peers/neighbour.js';
import { NO_SEQ } from '../../peers/packet.js';
import { PeerTable } from '../../peers/peer-table.js';
import type { PeerLinkListener } from '../../transport/links.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';
import { encodedOf, goldenPackets } from './golden-packets.js';

const OWN = 'AAAAAAAAAAAAAAAAAAAAAA';
const OTHER = 'BBBBBBBBBBBBBBBBBBBBBA';

function hello(more: Partial<Hello> = {}): Hello {
  return { type: 'hello', version: 1, peerId: OTHER, epoch: 5, capacityKbps: 900, group: 'news', ...more };
}

/** A neighbour on a recorded link, and what it told its listener. */
function setUp() {
  const time = new VirtualTime();
  const sent: PeerMessage[] = [];
  const events: string[] = [];
  let closed = 0;
  let link: PeerLinkListener | undefined;
  const note =
    (name: string) =>
    (_neighbour: Neighbour, detail?: unknown): void => {
      events.push(typeof detail === 'string' || typeof detail === 'number' ? `${name} ${detail}` : name);
    };
  const listener: NeighbourListener = {
    onSignal: note('signal'),
    onReady: note('ready'),
    onChanged: note('changed'),
    onPacket: note('packet'),
    onSubscribe: note('subscribe'),
    onAccept: note('accept'),
    onRefuse: note('refuse'),
    onUnsubscribe: note('unsubscribe'),
    onPull: note('pull'),
    onAbsent: note('absent'),
    onEnd: note('end'),
  };
  const neighbour = new Neighbour(
    (_options, opened) => {
      link = opened;
      return {
        accept: () => undefined,
        sendControl: (bytes) => sent.push(decodeMessage(bytes)),
        sendData: () => undefined,
        bufferedBytes: () => 0,
        close: () => closed++,
      };
    },
    {
      peerId: OTHER,
      initiate: true,
      near: true,
      stun: [],
      helloTimeoutMillis: 5_000,
      hello: () => hello({ peerId: OWN }),
    },
    { clock: time, timers: time, random: { next: () => 0 } },
    listener,
  );
  if (link === undefined) throw new Error('no link was opened');
  const opened = link;
  const control = (message: PeerMessage) => {
    opened.onControl(encodeMessage(message));
  };
  return { time, sent, events, neighbour, link: opened, control, closedTimes: () => closed };
}

const packetMessage = () => {
  const [, vector] = goldenPackets.packets;
  if (vector === undefined) throw new Error('no vector');
  return Uint8Array.of(10, ...encodedOf(vector));
};

describe('a neighbour', () => {
  it('says HELLO when the channels are open and is ready when the other side has', () => {
    const { sent, events, neighbour, link, control } = setUp();
    expect(sent).toEqual([]);
    link.onOpen('srflx');
    expect(sent).toEqual([hello({ peerId: OWN })]);
    expect([neighbour.isOpen, neighbour.isReady]).toEqual([true, false]);
    control(hello());
    expect(events).toEqual(['ready']);
    expect(neighbour).toMatchObject({ isReady: true, path: 'srflx', epoch: 5, capacityKbps: 900, peerId: OTHER });
  });

  it.each([
    ['another version', hello({ version: 2 }), 'version'],
    ['another group', hello({ group: 'sports' }), 'protocol'],
    ['another name than the tracker said', hello({ peerId: OWN }), 'protocol'],
    ['something before HELLO', { type: 'accept', substream: 1 } as const, 'protocol'],
  ])('is sent away with BYE for %s', async (_name, message, reason) => {
    const { time, sent, events, link, control, closedTimes } = setUp();
    link.onOpen('host');
    control(message);
    expect(sent.at(-1)).toEqual({ type: 'bye', reason });
    expect(events).toEqual(['end expelled']);
    await time.run(1_000);
    expect(closedTimes()).toBe(1);
  });

  it('is given up when it does not say HELLO within 5 s', async () => {
    const { time, events, link } = setUp();
    link.onOpen('host');
    await time.run(4_999);
    expect(events).toEqual([]);
    await time.run(2);
    expect(events).toEqual(['end failed']);
  });

  it.each([
    ['an unknown message', (link: PeerLinkListener) => link.onControl(Uint8Array.of(99))],
    ['an empty message', (link: PeerLinkListener) => link.onControl(new Uint8Array(0))],
    ['a control message on data', (link: PeerLinkListener) => link.onData(Uint8Array.of(5, 1))],
    [
      'a message about pieces',
      (link: PeerLinkListener) => link.onControl(encodeMessage({ type: 'have', ranges: [{ first: 1, last: 1 }] })),
    ],
    ['a piece', (link: PeerLinkListener) => link.onData(Uint8Array.of(13, 0, 0, 0, 1, 1))],
    ['a packet that is cut off', (link: PeerLinkListener) => link.onData(packetMessage().slice(0, 50))],
    [
      'a prelude',
      (link: PeerLinkListener) => {
        const [prelude] = goldenPackets.packets;
        if (prelude !== undefined) link.onData(Uint8Array.of(10, ...encodedOf(prelude)));
      },
    ],
  ])('is sent away for %s', (_name, send) => {
    const { sent, events, link, control } = setUp();
    link.onOpen('host');
    control(hello());
    send(link);
    expect(events).toEqual(['ready', 'end expelled']);
    expect(sent.at(-1)).toEqual({ type: 'bye', reason: 'protocol' });
  });

  it('hands on each message, and nothing after its end', () => {
    const { events, neighbour, link, control } = setUp();
    link.onOpen('host');
    control(hello());
    const messages: PeerMessage[] = [
      { type: 'subscribe', epoch: 5, substream: 1, fromSeq: 9 },
      { type: 'accept', substream: 2 },
      { type: 'refuse', substream: 3, reason: 'capacity' },
      { type: 'unsubscribe', substream: 4 },
      { type: 'pull', epoch: 5, seqs: [1] },
      { type: 'absent', epoch: 5, seqs: [1] },
    ];
    messages.forEach(control);
    link.onData(packetMessage());
    control({ type: 'bye', reason: 'leaving' });
    messages.forEach(control);
    link.onData(packetMessage());
    link.onClose('later');
    neighbour.expel('idle');
    expect(events).toEqual([
      'ready',
      'subscribe',
      'accept 2',
      'refuse 3',
      'unsubscribe 4',
      'pull',
      'absent',
      'packet',
      'end left',
    ]);
  });

  it('may tell a new name later', () => {
    const { events, neighbour, link, control } = setUp();
    link.onOpen('host');
    control(hello());
    const renamed = 'CCCCCCCCCCCCCCCCCCCCCA';
    control(hello({ peerId: renamed }));
    expect(events).toEqual(['ready', `changed ${OTHER}`]);
    expect([neighbour.peerId, neighbour.introducedAs]).toEqual([renamed, OTHER]);
    const table = new PeerTable<Neighbour>();
    table.add(neighbour);
    expect(table.find(renamed)).toBe(neighbour);
  });

  it('tells "failed" for what never opened and "lost" for what was open', () => {
    const never = setUp();
    never.link.onClose('no way');
    expect(never.events).toEqual(['end failed']);
    const open = setUp();
    open.link.onOpen('host');
    open.link.onClose('gone');
    expect(open.events).toEqual(['end lost']);
  });
});

describe('what a neighbour holds', () => {
  it('is known from HEADS, MAP and its packets, of the newest epoch only', () => {
    const { neighbour, link, control } = setUp();
    link.onOpen('host');
    control(hello());
    const { holdings } = neighbour;
    const newest = [NO_SEQ, 97, NO_SEQ, NO_SEQ, NO_SEQ, NO_SEQ, NO_SEQ, NO_SEQ];
    const hops = [255, 2, 255, 255, 255, 255, 255, 255];
    const ranks = [0, 201, 0, 0, 0, 0, 0, 0];
    control({ type: 'heads', epoch: 5, newest, hops, ranks });
    expect([holdings.head, holdings.hops[1], holdings.ranks[1], holdings.newest[0]]).toEqual([97, 2, 201, -1]);
    expect([89, 97, 105, 96].map((seq) => holdings.mayHold(5, seq, 50))).toEqual([true, true, false, false]);
    expect(holdings.mayHold(5, 33, 50)).toBe(false);
    control({ type: 'map', epoch: 5, base: 30, count: 4, bits: Uint8Array.of(0b0101_0000) });
    expect([30, 31, 32, 33, 34].map((seq) => holdings.mayHold(5, seq, 50))).toEqual([false, true, false, true, false]);
    holdings.onPacket(5, 112);
    expect(holdings.head).toBe(112);
    control({ type: 'heads', epoch: 4, newest, hops: new Array<number>(8).fill(1), ranks });
    expect(holdings.hops[1]).toBe(2);
    control({ type: 'heads', epoch: 6, newest: new Array<number>(8).fill(NO_SEQ), hops, ranks: hops });
    expect([holdings.head, holdings.mayHold(5, 97, 50), holdings.hops[0]]).toEqual([-1, false, NOT_FED]);
  });
});
