import { describe, expect, it, vi } from 'vitest';
import { expectAtLiveEdge, shareFromPeers, totalStalledMillis } from './expectations.js';
import { World } from './world.js';

vi.setConfig({ testTimeout: 60_000 });

describe('six viewers, one after another', () => {
  it('take at least 70 % from each other, all in order and without stalls', async () => {
    const world = new World(6);
    await world.run(4_000);
    const viewers = await world.joinMany(6, 2_000);
    await world.run(48_000);
    expectAtLiveEdge(world, viewers);
    expect(shareFromPeers(viewers)).toBeGreaterThan(0.7);
    expect(totalStalledMillis(viewers)).toBe(0);
    for (const { engine } of viewers) expect(engine.stats().skipped).toBe(0);
    expect(world.gateway.fed).toBe(8);
  });

  it('know of each neighbour what it gave and took', async () => {
    const world = new World(8);
    await world.run(4_000);
    const viewers = await world.joinMany(3, 1_000);
    await world.run(10_000);
    const all = viewers.map(({ engine }) => ({ stats: engine.stats(), neighbours: engine.neighbours() }));
    const sum = (bytes: readonly number[]): number => bytes.reduce((total, part) => total + part, 0);
    for (const { stats, neighbours } of all) {
      expect(neighbours).toHaveLength(stats.neighbours);
      expect(sum(neighbours.map(({ fromBytes }) => fromBytes))).toBeGreaterThanOrEqual(stats.fromPeersBytes);
      expect(neighbours.every(({ isNear }) => !isNear)).toBe(true);
    }
    const given = sum(all.flatMap(({ neighbours }) => neighbours.map(({ toBytes }) => toBytes)));
    expect(given).toBeGreaterThanOrEqual(sum(all.map(({ stats }) => stats.toPeersBytes)));
    expect(given).toBeGreaterThan(0);
  });

  it('tell the tracker of each connection once', async () => {
    const world = new World(7);
    await world.run(4_000);
    const viewers = await world.joinMany(6, 1_000);
    await world.run(10_000);
    const ends = viewers.reduce((sum, { engine }) => sum + engine.stats().neighbours, 0);
    expect(ends).toBeGreaterThan(0);
    expect(world.tracker.reports.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: ends / 2 }, () => 'connected'),
    );
  });
});
