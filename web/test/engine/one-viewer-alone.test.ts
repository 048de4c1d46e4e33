import { describe, expect, it, vi } from 'vitest';
import { World } from './world.js';

vi.setConfig({ testTimeout: 60_000 });

describe('one viewer alone', () => {
  it('has a picture within a second and plays on from the feed, without gaps or stalls', async () => {
    const world = new World(11);
    await world.run(5_000);
    const waited = [640];
    const { engine, sink, joinedAtMillis, states } = world.join({ takeStartMillis: () => waited.pop() });
    await world.run(30_000);
    expect((sink.firstPictureAtMillis ?? Infinity) - joinedAtMillis).toBeLessThan(1_000);
    expect(states).toEqual(['playing']);
    expect(sink.faults).toEqual([]);
    expect(sink.lastSeq).toBeGreaterThan(world.gateway.head - 8);
    expect(sink.stalls).toBe(0);
    const stats = engine.stats();
    expect(stats.substreams.every(({ kind }) => kind === 'feed')).toBe(true);
    expect(stats.skipped).toBe(0);
    expect(stats.lagMillis).toBeLessThan(2_500);
    expect(stats.httpPacketsBytes).toBeLessThan(stats.fromFeedBytes / 5);
    expect(world.tracker.stats.length).toBeGreaterThan(1);
    expect(world.tracker.stats.map(({ startMillis }) => startMillis).filter(Boolean)).toEqual([640]);
    engine.close();
    await world.run(500);
    expect(world.tracker.members).toBe(0);
    expect(world.gateway.fed).toBe(0);
  });
});
