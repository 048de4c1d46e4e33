import { describe, expect, it, vi } from 'vitest';
import { expectAtLiveEdge, totalStalledMillis } from './expectations.js';
import { type Viewer, World } from './world.js';

async function settled(seed: number): Promise<{ world: World; viewers: Viewer[] }> {
  const world = new World(seed);
  await world.run(4_000);
  const viewers = await world.joinMany(6, 1_500);
  await world.run(10_000);
  return { world, viewers };
}

vi.setConfig({ testTimeout: 60_000 });

describe('a parent leaves abruptly', () => {
  it.each([21, 22, 23])('and its children play on without a stall (seed %i)', async (seed) => {
    const { world, viewers } = await settled(seed);
    // Not the feed's root: the viewer that gives most behind it.
    const [parent] = viewers
      .slice(1)
      .sort((a, b) => b.engine.stats().childSubstreams - a.engine.stats().childSubstreams);
    expect(parent?.engine.stats().childSubstreams).toBeGreaterThan(0);
    parent?.crash();
    await world.run(12_000);
    const rest = viewers.filter((viewer) => viewer !== parent);
    expectAtLiveEdge(world, rest);
    expect(totalStalledMillis(rest)).toBe(0);
    for (const { engine } of rest) expect(engine.stats().skipped).toBe(0);
  });
});

describe('the root of the feed leaves', () => {
  it.each([31, 32])('without a word: others become roots, nobody stops for long (seed %i)', async (seed) => {
    const { world, viewers } = await settled(seed);
    const [root, ...rest] = viewers;
    expect(root?.engine.stats().substreams[0]?.kind).toBe('feed');
    root?.crash();
    await world.run(15_000);
    expectAtLiveEdge(world, rest);
    for (const { sink } of rest) expect(sink.stalledMillis).toBeLessThanOrEqual(500);
    expect(world.gateway.fed).toBe(8);
  });

  it('with good-bye: nobody stops at all', async () => {
    const { world, viewers } = await settled(33);
    const [root, ...rest] = viewers;
    root?.engine.close();
    await world.run(10_000);
    expectAtLiveEdge(world, rest);
    expect(totalStalledMillis(rest)).toBe(0);
    expect(world.gateway.fed).toBe(8);
  });
});

describe('a third of the viewers leaves at once', () => {
  it('and the others play on', async () => {
    const { world, viewers } = await settled(41);
    for (const viewer of [viewers[0], viewers[2]]) viewer?.crash();
    const rest = viewers.filter((_, i) => i !== 0 && i !== 2);
    await world.run(12_000);
    expectAtLiveEdge(world, rest);
    for (const { sink } of rest) expect(sink.stalledMillis).toBeLessThanOrEqual(500);
  });
});
