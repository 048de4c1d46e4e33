import { describe, expect, it, vi } from 'vitest';
import { expectAtLiveEdge, shareFromPeers, totalStalledMillis } from './expectations.js';
import { uplink } from './fake-peers.js';
import { World } from './world.js';

vi.setConfig({ testTimeout: 60_000 });

describe('the tracker drops', () => {
  it('and neighbours stay; members join again and find newcomers', async () => {
    const world = new World(61);
    await world.run(4_000);
    const viewers = await world.joinMany(4, 1_500);
    await world.run(6_000);
    world.tracker.up = false;
    world.tracker.drop();
    await world.run(5_000);
    for (const { engine } of viewers) expect(engine.stats().neighbours).toBe(3);
    world.tracker.up = true;
    await world.run(15_000);
    expect(world.tracker.members).toBe(4);
    const late = world.join();
    await world.run(8_000);
    expect(totalStalledMillis(viewers)).toBe(0);
    expect(late.engine.stats().neighbours).toBe(4);
    for (const { engine } of viewers) expect(engine.stats().neighbours).toBe(4);
    expectAtLiveEdge(world, [...viewers, late]);
  });
});

describe('a viewer without WebRTC', () => {
  it('plays from HTTP pulls among others, takes no feed, and is counted by the tracker', async () => {
    const world = new World(62);
    await world.run(4_000);
    const others = await world.joinMany(3, 1_500);
    const viewer = world.join({ webRtc: false });
    await world.run(30_000);
    const stats = viewer.engine.stats();
    expect(stats.mode).toBe('pull');
    expect(stats.fromFeedBytes).toBe(0);
    expect(stats.httpPacketsBytes).toBeGreaterThan(1_000_000);
    expect(viewer.sink.stalledMillis).toBe(0);
    expect(stats.skipped).toBe(0);
    expectAtLiveEdge(world, [viewer, ...others]);
    expect(world.tracker.members).toBe(4);
  });
});

describe('a viewer that gives nothing', () => {
  it('plays from the others, takes no feed and sends no packet', async () => {
    const world = new World(67);
    await world.run(4_000);
    const others = await world.joinMany(2, 1_500);
    const viewer = world.join({ parameters: { capacityKbps: 0, capacityMaximumKbps: 0 } });
    await world.run(15_000);
    others[0]?.engine.close();
    await world.run(8_000);
    const stats = viewer.engine.stats();
    expect([stats.toPeersBytes, stats.fromFeedBytes, stats.capacityKbps]).toEqual([0, 0, 0]);
    expect(stats.fromPeersBytes).toBeGreaterThan(10 * stats.httpPacketsBytes);
    expect(viewer.sink.stalledMillis).toBe(0);
    expectAtLiveEdge(world, [viewer]);
  });
});

describe('no WebSocket gets through', () => {
  it('so FLV over HTTP takes over, and the swarm again when it is there', async () => {
    const world = new World(63);
    await world.run(4_000);
    const viewer = world.join({ webSockets: false });
    await world.run(20_000);
    expect(viewer.engine.stats().mode).toBe('relay');
    expect(viewer.engine.stats().httpRelayBytes).toBeGreaterThan(1_000_000);
    expectAtLiveEdge(world, [viewer]);
    viewer.webSockets = true;
    await world.run(45_000);
    const stats = viewer.engine.stats();
    expect(stats.mode).toBe('swarm');
    expect(stats.substreams.every(({ kind }) => kind === 'feed')).toBe(true);
    expectAtLiveEdge(world, [viewer]);
    expect(viewer.sink.stalledMillis).toBeLessThanOrEqual(500);
    expect(viewer.states).toEqual(['playing']);
    const seqs = viewer.sink.played.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
  });

  it('and the picture does not stop for a relay that is slow to begin', async () => {
    const world = new World(66);
    world.gateway.relayDelayMillis = 4_000;
    await world.run(4_000);
    const viewer = world.join({ webSockets: false, webRtc: false });
    await world.run(20_000);
    expect(viewer.engine.stats().mode).toBe('relay');
    expect(viewer.engine.stats().httpRelayBytes).toBeGreaterThan(1_000_000);
    expect(viewer.sink.stalledMillis).toBeLessThan(100);
    expectAtLiveEdge(world, [viewer]);
    const seqs = viewer.sink.played.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
  });

  it('and the relay comes back after the gateway has restarted', async () => {
    const world = new World(64);
    await world.run(4_000);
    const viewer = world.join({ webSockets: false });
    await world.run(10_000);
    world.gateway.stop();
    await world.run(2_000);
    world.gateway.restart();
    await world.run(8_000);
    expectAtLiveEdge(world, [viewer], 120);
  });
});

describe('packets are lost on the feed', () => {
  it('and repaired, in order, for everybody', async () => {
    const world = new World(65);
    await world.run(4_000);
    const viewers = [world.join({ feedLoss: 0.05 })];
    await world.run(2_000);
    viewers.push(...(await world.joinMany(3, 1_500)));
    await world.run(25_000);
    expectAtLiveEdge(world, viewers);
    expect(totalStalledMillis(viewers)).toBe(0);
    for (const { engine } of viewers) expect(engine.stats().skipped).toBe(0);
    expect(shareFromPeers(viewers)).toBeGreaterThan(0.6);
  });
});

describe('a slow child', () => {
  it('delays nobody, and a slow uplink is found out', async () => {
    const world = new World(66);
    await world.run(4_000);
    // The root promises 1,500 kbit/s and has 500.
    const root = world.join({ uplink: uplink(500) });
    await world.run(2_000);
    const others = await world.joinMany(4, 1_500);
    await world.run(40_000);
    const viewers = [root, ...others];
    expectAtLiveEdge(world, viewers, 100);
    expect(root.engine.stats().capacityKbps).toBeLessThan(1_000);
    // Nobody feeds it for a moment while it lets go of its children; that is over before anybody sees it.
    expect(root.sink.stalledMillis).toBeLessThan(300);
    for (const { sink } of others) expect(sink.stalledMillis).toBeLessThan(1_500);
  });
});
