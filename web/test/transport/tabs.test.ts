import { describe, expect, it } from 'vitest';
import { SwarmEngine } from '../../engine/swarm-engine.js';
import type { Timers } from '../../transport/environment.js';
import type { Network } from '../../transport/links.js';
import { TabHost } from '../../transport/tab-host.js';
import { TabLink } from '../../transport/tab-link.js';
import { readFollowerMessage, readLeaderMessage, readTabCall } from '../../transport/tab-messages.js';
import { tabNetwork } from '../../transport/tab-network.js';
import { verifyAtOnce } from '../engine/fake-stream.js';
import { RecordingSink } from '../engine/recording-sink.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';
import { GROUP, World } from '../engine/world.js';
import { SeededRandom } from '../peers/random-bytes.js';
import { FakeTabs } from './fake-tabs.js';

const NAME = 'bittube https://tv.example/ news';

/** Timers whose tasks settle promises. */
function settling(time: VirtualTime): Timers {
  return {
    after: (delayMillis, task) => {
      let cancelled = false;
      void time.resolveAfter(delayMillis, () => {
        if (!cancelled) task();
      });
      return () => {
        cancelled = true;
      };
    },
    every: (periodMillis, task) => time.every(periodMillis, task),
  };
}

/** A world in whose gateway's sight several tabs of one viewer play. */
class Tabs {
  readonly world = new World(41);
  readonly tabs = new FakeTabs(this.world.time);
  readonly followerCounts: number[] = [];
  #number = 0;

  lead() {
    const { world } = this;
    const sink = new RecordingSink(world.time);
    const hosts: TabHost[] = [];
    const engine = this.#engine(this.#network(), sink, (substream, bytes) => hosts[0]?.onPacket(substream, bytes));
    const tab = this.tabs.open();
    const host = new TabHost({
      openChannel: tab.openChannel,
      name: NAME,
      stream: engine.held,
      onFollowers: (count) => this.followerCounts.push(count),
    });
    hosts.push(host);
    engine.start();
    /** Without a word, as when the browser kills the page. */
    const crash = (): void => {
      tab.crash();
      engine.close();
    };
    return { engine, sink, host, crash };
  }

  follow(sink = new RecordingSink(this.world.time)) {
    const tab = this.tabs.open();
    const link = new TabLink(tab.openChannel, settling(this.world.time), NAME, `tab ${this.#number++}`);
    const network = tabNetwork(link, this.#network());
    const engine = this.#engine(network.network, sink);
    engine.start();
    return { engine, sink, tab, link };
  }

  #network(): Network {
    const { gateway, tracker } = this.world;
    return {
      http: gateway.http(),
      openTracker: (_url, listener) => tracker.open(listener, () => true),
      openFeed: (_url, listener) => gateway.openFeed(listener, {}),
      openPeer: (peer, listener) => this.world.peers.open(peer, listener, UPLINK),
    };
  }

  #engine(network: Network, sink: RecordingSink, onPacket?: (substream: number, bytes: Uint8Array) => void) {
    const { time, random } = this.world;
    return new SwarmEngine({
      group: GROUP,
      network,
      environment: { clock: time, timers: time, random },
      media: sink,
      verify: verifyAtOnce(),
      onPacket: (packet) => onPacket?.(packet.substream, packet.encoded),
    });
  }
}

const UPLINK = { kbps: 20_000, delayMillis: 20, busyUntilMillis: 0, alter: undefined, dead: false };

describe('a second tab', () => {
  it('plays from the first one and asks nothing of the gateway', async () => {
    const scene = new Tabs();
    const { world } = scene;
    await world.run(3_000);
    scene.lead();
    await world.run(3_000);
    const asked = world.gateway.httpRequests;
    const follower = scene.follow();
    await world.run(20_000);
    expect(world.gateway.httpRequests).toBe(asked);
    expect(world.gateway.fed).toBe(8);
    expect(world.tracker.members).toBe(1);
    expect([follower.sink.faults, follower.sink.stalls]).toEqual([[], 0]);
    expect(follower.sink.lastSeq).toBeGreaterThan(world.gateway.head - 60);
    expect(scene.followerCounts).toEqual([1]);
    follower.link.close();
    await world.run(100);
    expect(scene.followerCounts).toEqual([1, 0]);
  });

  it('goes on without a gap when the first one crashes and it leads itself', async () => {
    const scene = new Tabs();
    const { world } = scene;
    await world.run(3_000);
    const leader = scene.lead();
    await world.run(3_000);
    const follower = scene.follow();
    await world.run(5_000);
    leader.crash();
    await world.run(500);
    expect(follower.sink.faults).toEqual([]);
    follower.engine.close();
    follower.link.close();
    const next = scene.lead();
    await world.run(5_000);
    expect([next.sink.faults, next.sink.epoch]).toEqual([[], world.gateway.epoch]);
    expect(next.sink.lastSeq).toBeGreaterThan(world.gateway.head - 60);
  });

  it('takes the new leader when there is another, and the gateway while there is none', async () => {
    const scene = new Tabs();
    const { world } = scene;
    await world.run(3_000);
    const leader = scene.lead();
    await world.run(3_000);
    const follower = scene.follow();
    await world.run(5_000);
    leader.crash();
    await world.run(10_000);
    // Within the largest lag, 4 s.
    expect(follower.sink.lastSeq).toBeGreaterThan(world.gateway.head - 160);
    scene.lead();
    await world.run(10_000);
    const asked = world.gateway.httpRequests;
    const before = follower.engine.stats().fromFeedBytes;
    await world.run(10_000);
    expect(follower.engine.stats().fromFeedBytes - before).toBeGreaterThan(1_000_000);
    expect(world.gateway.httpRequests).toBe(asked);
    expect(follower.sink.faults).toEqual([]);
  });

  it('that reads nothing, as one that the browser has frozen, costs the first one a bounded amount', async () => {
    const scene = new Tabs();
    const { world } = scene;
    await world.run(3_000);
    const leader = scene.lead();
    await world.run(3_000);
    const frozen = scene.tabs.open();
    const own = frozen.openChannel(`${NAME} frozen`, () => undefined);
    frozen.openChannel(NAME, () => undefined).post({ type: 'hello', id: 'frozen' });
    await world.run(100);
    own.post({ type: 'subscribe', substreams: [0, 1, 2, 3, 4, 5, 6, 7], fromSeq: 0 });
    await world.run(10_000);
    expect(scene.followerCounts).toEqual([1]);
    await world.run(50_000);
    expect(frozen.heardBytes).toBeLessThan(4.5 * 1024 * 1024);
    expect(frozen.heardBytes).toBeGreaterThan(3 * 1024 * 1024);
    expect(scene.followerCounts).toEqual([1, 0]);
    expect([leader.sink.faults, leader.sink.stalls]).toEqual([[], 0]);
  });

  it('that was let go of comes back by itself', async () => {
    const scene = new Tabs();
    const { world } = scene;
    await world.run(3_000);
    scene.lead();
    await world.run(3_000);
    const follower = scene.follow();
    await world.run(5_000);
    scene.tabs
      .open()
      .openChannel(`${NAME} tab 0`, () => undefined)
      .post({ type: 'closed' });
    await world.run(15_000);
    const before = follower.engine.stats().fromFeedBytes;
    await world.run(5_000);
    expect(follower.engine.stats().fromFeedBytes - before).toBeGreaterThan(500_000);
    expect([follower.sink.faults, follower.sink.stalls]).toEqual([[], 0]);
  });

  it('is not harmed by pages of the same origin that say anything', async () => {
    const scene = new Tabs();
    const { world } = scene;
    await world.run(3_000);
    scene.lead();
    await world.run(3_000);
    const follower = scene.follow();
    const seed = 43;
    const random = new SeededRandom(seed);
    const stranger = scene.tabs.open();
    const calls = stranger.openChannel(NAME, () => undefined);
    const own = stranger.openChannel(`${NAME} tab 0`, () => undefined);
    for (let i = 0; i < 200; i++) {
      calls.post(junk(random));
      own.post(junk(random));
      await world.run(20);
    }
    await world.run(5_000);
    expect(follower.sink.faults, `seed ${seed}`).toEqual([]);
    expect(follower.sink.lastSeq, `seed ${seed}`).toBeGreaterThan(world.gateway.head - 100);
  });
});

function junk(random: SeededRandom): unknown {
  const values: unknown[] = [
    null,
    -1,
    1.5,
    'x',
    [],
    {},
    [9],
    [0, 3],
    2 ** 60,
    random.bytes(20),
    NaN,
    'y'.repeat(100_000),
  ];
  const types = ['subscribe', 'ask', 'read', 'packet', 'answer', 'subscribed', 'hello', 'x'];
  const any = (): unknown => values[random.below(values.length)];
  const fields = { substreams: any(), fromSeq: any(), request: any(), question: any(), bytes: any(), answer: any() };
  return random.below(5) === 0
    ? any()
    : { type: types[random.below(types.length)], id: any(), epoch: any(), ...fields };
}

describe('messages between tabs', () => {
  it('are refused when a field is missing or out of its range', () => {
    const packet = { type: 'packet', bytes: new Uint8Array(3) };
    expect(readLeaderMessage(packet)).toEqual(packet);
    for (const bytes of [undefined, [1], new Uint8Array(20_000), new ArrayBuffer(3)]) {
      expect(readLeaderMessage({ type: 'packet', bytes })).toBeUndefined();
    }
    const ask = (question: unknown) => readFollowerMessage({ type: 'ask', request: 1, question });
    expect(ask({ what: 'packets', epoch: 1, first: 5, last: 68 })).toBeDefined();
    expect(ask({ what: 'packets', epoch: 1, first: 5, last: 69 })).toBeUndefined();
    expect(ask({ what: 'packets', epoch: 1, first: 5, last: 4 })).toBeUndefined();
    expect(ask({ what: 'prelude', epoch: 1, number: 65_536 })).toBeUndefined();
    expect(ask({ what: 'secrets' })).toBeUndefined();
    expect(readFollowerMessage({ type: 'subscribe', substreams: [8], fromSeq: 0 })).toBeUndefined();
    expect(readFollowerMessage('subscribe')).toBeUndefined();
    expect(readTabCall({ type: 'hello', id: 'a' })).toEqual({ type: 'hello', id: 'a' });
    expect(readTabCall({ type: 'hello', id: 'a'.repeat(65) })).toBeUndefined();
    expect(readLeaderMessage({ type: 'answer', request: 0, answer: { kind: 'early' } })).toBeUndefined();
  });
});
