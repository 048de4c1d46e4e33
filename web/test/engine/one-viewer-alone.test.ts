import { describe, expect, it, vi } from 'vitest';
import { GOP_PACKETS, PACKET_MILLIS } from './fake-stream.js';
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

  it('does not stop while the gateway answers slowly before neighbours or a feed are there, wherever the last keyframe was', async () => {
    for (let sinceKeyframeMillis = 0; sinceKeyframeMillis < GOP_PACKETS * PACKET_MILLIS; sinceKeyframeMillis += 100) {
      const world = new World(12);
      await world.run(3 * GOP_PACKETS * PACKET_MILLIS + sinceKeyframeMillis);
      const { engine, sink } = world.join({ webSockets: false });
      while (sink.firstPictureAtMillis === undefined) await world.run(10);
      world.gateway.packetsDelayMillis = 50;
      await world.run(1_500);
      expect(sink.stalls, `${sinceKeyframeMillis} ms after a keyframe`).toBe(0);
      engine.close();
    }
  });
});
