import { describe, expect, it } from 'vitest';
import { expectAtLiveEdge } from './expectations.js';
import { World } from './world.js';

/** Six viewers; the first holds the feed and has children. */
async function sixViewers(world: World) {
  await world.run(3_000);
  const viewers = await world.joinMany(6, 1_500);
  await world.run(20_000);
  const giver = viewers.find(({ engine }) => {
    const stats = engine.stats();
    return stats.childSubstreams > 0 && stats.substreams.some(({ kind }) => kind === 'feed');
  });
  if (giver === undefined) throw new Error('nobody holds the feed');
  return { viewers, giver, others: viewers.filter((viewer) => viewer !== giver) };
}

describe('limits that come while it runs', () => {
  it('download only: children and the feed go to others at once, and everybody plays on', async () => {
    const world = new World(31);
    const { viewers, giver, others } = await sixViewers(world);
    giver.engine.limitUpload({ maximumKbps: 0, leaf: false });
    const then = giver.engine.stats();
    expect([then.role, then.capacityKbps, then.childSubstreams]).toEqual(['download-only', 0, 0]);
    expect(then.substreams.filter(({ kind }) => kind === 'feed')).toEqual([]);
    await world.run(20_000);
    expect(giver.engine.stats().toPeersBytes).toBe(then.toPeersBytes);
    expect(giver.engine.stats().substreams.some(({ kind }) => kind === 'feed')).toBe(false);
    expect(others.flatMap(({ engine }) => engine.stats().substreams).some(({ kind }) => kind === 'feed')).toBe(true);
    expectAtLiveEdge(world, viewers);
    expect(Math.max(...viewers.map(({ sink }) => sink.stalledMillis)), 'too short to be seen').toBeLessThan(100);
    // The tracker heard of it at a join.
    world.tracker.drop();
    await world.run(5_000);
    expect(world.tracker.capacities).toContain(0);
  });

  it('a leaf gives nothing until it is shown again', async () => {
    const world = new World(32);
    const { viewers, giver } = await sixViewers(world);
    giver.engine.limitUpload({ maximumKbps: Infinity, leaf: true });
    expect([giver.engine.stats().role, giver.engine.stats().capacityKbps]).toEqual(['leaf', 0]);
    await world.run(5_000);
    giver.engine.limitUpload({ maximumKbps: Infinity, leaf: false });
    expect(giver.engine.stats().role).toBe('full');
    expect(giver.engine.stats().capacityKbps).toBeGreaterThan(0);
    await world.run(10_000);
    expectAtLiveEdge(world, viewers);
  });

  it('a cap holds for children and pulls together', async () => {
    const world = new World(33);
    const { viewers, giver } = await sixViewers(world);
    giver.engine.limitUpload({ maximumKbps: 300, leaf: false });
    const then = giver.engine.stats();
    expect(then.uploadLimitKbps).toBe(300);
    expect(then.childSubstreams * (then.bitsPerSecond / 8_000)).toBeLessThanOrEqual(300);
    await world.run(30_000);
    const sentBytes = giver.engine.stats().toPeersBytes - then.toPeersBytes;
    expect((sentBytes * 8) / 30_000).toBeLessThan(300 * 1.2);
    expect(sentBytes).toBeGreaterThan(0);
    expectAtLiveEdge(world, viewers);
  });

  it('a viewer that never may give takes no feed while others can', async () => {
    const world = new World(34);
    await world.run(3_000);
    const poor = world.join({ uploadLimits: { maximumKbps: 0, leaf: false } });
    const rich = await world.joinMany(3, 1_000);
    await world.run(10_000);
    expect(poor.engine.stats().substreams.some(({ kind }) => kind === 'feed')).toBe(false);
    expect(poor.engine.stats().toPeersBytes).toBe(0);
    expectAtLiveEdge(world, [poor, ...rich]);
  });
});

describe('a page whose timers the browser has slowed down', () => {
  it('is driven by the packets that come', async () => {
    const world = new World(35);
    await world.run(3_000);
    const others = await world.joinMany(3, 1_000);
    const hidden = world.join();
    await world.run(5_000);
    hidden.slowTimers = true;
    await world.run(30_000);
    // Who feeds it goes: only the loop finds another.
    for (const viewer of others.slice(0, 2)) viewer.crash();
    await world.run(15_000);
    expectAtLiveEdge(world, [...others.slice(2), hidden]);
  });
});
