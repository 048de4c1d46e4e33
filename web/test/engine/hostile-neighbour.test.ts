import { describe, expect, it, vi } from 'vitest';
import { encodeMessage } from '../../peers/encode-message.js';
import { decodeMessage } from '../../peers/decode-message.js';
import type { PeerMessage } from '../../peers/messages.js';
import type { PeerLink } from '../../transport/links.js';
import { expectAtLiveEdge } from './expectations.js';
import { uplink } from './fake-peers.js';
import { makePacket } from './fake-stream.js';
import { GROUP, World } from './world.js';

vi.setConfig({ testTimeout: 60_000 });

/** A member of the swarm that is no engine: it says what the test tells it to. */
async function intrude(world: World) {
  const heard: PeerMessage[] = [];
  let peerId = '';
  let link: PeerLink | undefined;
  let open = false;
  const tracker = world.tracker.open(
    {
      onOpen: () =>
        tracker.send({ type: 'join', group: GROUP, capacity: 0, device: 'desktop', nat: 'unknown', want: 1 }),
      onEvent: (event) => {
        if (event.type === 'welcome') peerId = event.peerId;
        if (event.type === 'signal') link?.accept(event.signal);
        if (event.type !== 'introduce') return;
        const to = event.peers[0]?.peerId ?? '';
        link = world.peers.open(
          { initiate: true, near: true, stun: [] },
          {
            onSignal: (signal) => tracker.send({ type: 'signal', group: GROUP, to, signal }),
            onOpen: () => (open = true),
            onControl: (bytes) => heard.push(decodeMessage(bytes)),
            onData: () => undefined,
            onClose: () => (open = false),
          },
          uplink(),
        );
      },
      onClose: () => undefined,
    },
    () => true,
  );
  await world.run(1_000);
  const say = (message: PeerMessage) => link?.sendControl(encodeMessage(message));
  const greet = () =>
    say({ type: 'hello', version: 1, peerId, epoch: world.gateway.epoch, capacityKbps: 0, group: GROUP });
  const { epoch } = world.gateway;
  const push = (seq: number) => link?.sendData(makePacket(GROUP, epoch, seq).message);
  return { heard, say, greet, push, isOpen: () => open };
}

async function viewerAndIntruder(seed: number) {
  const world = new World(seed);
  await world.run(4_000);
  const viewer = world.join();
  await world.run(3_000);
  const intruder = await intrude(world);
  return { world, viewer, intruder };
}

describe('a neighbour', () => {
  it('that pushes packets nobody asked for is dropped after 32 of them, and none is taken', async () => {
    const { world, viewer, intruder } = await viewerAndIntruder(81);
    intruder.greet();
    await world.run(100);
    const ahead = world.gateway.head + 500;
    for (let i = 0; i < 32; i++) intruder.push(ahead + i);
    await world.run(300);
    expect(intruder.isOpen()).toBe(true);
    for (let i = 0; i < 10; i++) intruder.push(ahead + i);
    await world.run(500);
    expect(intruder.heard.at(-1)).toEqual({ type: 'bye', reason: 'protocol' });
    expect(intruder.isOpen()).toBe(false);
    expect(viewer.engine.recentPackets().every(({ seq }) => seq < ahead)).toBe(true);
    expectAtLiveEdge(world, [viewer]);
  });

  it('that floods the control channel is dropped', async () => {
    const { world, viewer, intruder } = await viewerAndIntruder(82);
    intruder.greet();
    await world.run(100);
    for (let i = 0; i < 400; i++) intruder.say({ type: 'accept', substream: i % 8 });
    await world.run(500);
    expect(intruder.heard.at(-1)).toEqual({ type: 'bye', reason: 'protocol' });
    expect(viewer.engine.stats().neighbours).toBe(0);
  });

  it('that claims heads from the future costs a few requests and no picture', async () => {
    const { world, viewer, intruder } = await viewerAndIntruder(83);
    intruder.greet();
    const newest = Array.from({ length: 8 }, (_, s) => 4_000_000_000 + s);
    intruder.say({
      type: 'heads',
      epoch: world.gateway.epoch,
      newest,
      hops: new Array<number>(8).fill(0),
      ranks: new Array<number>(8).fill(255),
    });
    const before = world.gateway.httpRequests;
    await world.run(10_000);
    expect(viewer.engine.stats().stalls).toBe(0);
    expect(world.gateway.httpRequests - before).toBeLessThan(20);
    expectAtLiveEdge(world, [viewer]);
  });

  it('that pulls all the time gets no more than a stream`s worth', async () => {
    const { world, viewer, intruder } = await viewerAndIntruder(84);
    intruder.greet();
    await world.run(100);
    const seqs = Array.from({ length: 64 }, (_, i) => world.gateway.head - 70 + i);
    for (let i = 0; i < 50; i++) {
      intruder.say({ type: 'pull', epoch: world.gateway.epoch, seqs });
      await world.run(100);
    }
    expect(viewer.engine.stats().toPeersBytes).toBeLessThan((200 + 5 * 100 + 20) * 3_086);
    expect(intruder.heard.some(({ type }) => type === 'absent')).toBe(true);
  });
});
