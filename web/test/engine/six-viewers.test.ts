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
});
