import { describe, expect, it, vi } from 'vitest';
import { expectAtLiveEdge, totalStalledMillis } from './expectations.js';
import { World } from './world.js';

vi.setConfig({ testTimeout: 60_000 });

describe('a poisoner among the viewers', () => {
  it.each([71, 72])('is dropped and reported; nobody plays or hands on what it altered (seed %i)', async (seed) => {
    const world = new World(seed);
    await world.run(4_000);
    const honest = await world.joinMany(3, 1_500);
    const poisoner = world.join();
    await world.run(4_000);
    let altered = 0;
    poisoner.uplink.alter = (data) => {
      const copy = data.slice();
      copy[200] = (copy[200] ?? 0) ^ 0xff;
      altered++;
      return copy;
    };
    honest.push(...(await world.joinMany(3, 1_500)));
    await world.run(15_000);
    expect(altered).toBeGreaterThan(0);
    // RecordingSink reads each payload; altered bytes would be seen as a fault or a wrong number.
    expectAtLiveEdge(world, honest);
    expect(totalStalledMillis(honest)).toBe(0);
    const poisoned = honest.filter(({ engine }) => engine.stats().poisoned > 0);
    expect(poisoned.length).toBeGreaterThan(0);
    const reports = world.tracker.reports.filter(({ outcome }) => outcome === 'poisoned');
    expect(reports).toHaveLength(poisoned.length);
    expect(new Set(reports.map(({ peer }) => peer)).size).toBe(1);
    // Each of them let go of it, and did not come back to it.
    expect(poisoner.engine.stats().neighbours).toBeLessThanOrEqual(honest.length - poisoned.length);
    for (const { engine } of honest) expect(engine.stats().poisoned).toBeLessThan(40);
  });
});
