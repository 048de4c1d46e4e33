import { describe, expect, it, vi } from 'vitest';
import { expectAtLiveEdge, shareFromPeers } from './expectations.js';
import { World } from './world.js';

vi.setConfig({ testTimeout: 60_000 });

describe('the gateway restarts', () => {
  it.each([51, 52])('and all viewers play the new epoch within 10 s, from each other (seed %i)', async (seed) => {
    const world = new World(seed);
    await world.run(4_000);
    const viewers = await world.joinMany(5, 1_500);
    await world.run(8_000);
    const before = world.gateway.epoch;
    world.gateway.stop();
    await world.run(3_000);
    world.gateway.restart();
    await world.run(10_000);
    expect(world.gateway.epoch).toBeGreaterThan(before);
    expectAtLiveEdge(world, viewers, 120);
    for (const { engine } of viewers) expect(engine.stats().state).toBe('playing');
    await world.run(10_000);
    expectAtLiveEdge(world, viewers);
    expect(shareFromPeers(viewers)).toBeGreaterThan(0.5);
    expect(world.gateway.fed).toBe(8);
  });
});

describe('a new epoch begins while the gateway runs', () => {
  it('and what was buffered of the old one is played to its end', async () => {
    const world = new World(53);
    await world.run(4_000);
    const viewers = await world.joinMany(3, 1_500);
    await world.run(8_000);
    const head = world.gateway.head;
    const old = world.gateway.epoch;
    world.gateway.restart();
    await world.run(8_000);
    expectAtLiveEdge(world, viewers);
    for (const { sink } of viewers) {
      const last = sink.played.filter(({ epoch }) => epoch === old).at(-1);
      expect(last?.seq).toBeGreaterThan(head - 8);
      expect(sink.played.find(({ epoch }) => epoch !== old)?.seq).toBe(0);
    }
  });
});

describe('the source pauses', () => {
  it('and nobody changes parents for it, or asks the gateway much', async () => {
    const world = new World(54);
    await world.run(4_000);
    const viewers = await world.joinMany(5, 1_500);
    await world.run(10_000);
    const parents = () => viewers.map(({ engine }) => engine.stats().substreams);
    const before = parents();
    const requests = world.gateway.httpRequests;
    world.gateway.running = false;
    await world.run(6_000);
    expect(parents().map((all) => all.map((source) => source.kind))).toEqual(
      before.map((all) => all.map((source) => source.kind)),
    );
    expect(world.gateway.httpRequests - requests).toBeLessThan(viewers.length * 8);
    world.gateway.running = true;
    await world.run(10_000);
    expectAtLiveEdge(world, viewers);
    for (const { engine, sink } of viewers) {
      expect(engine.stats().skipped).toBe(0);
      expect(sink.stalledMillis).toBeLessThan(7_000);
      expect(engine.stats().lagMillis).toBeLessThan(4_000);
    }
  });
});

describe('nothing comes from the source for long', () => {
  it('and all viewers say so, however they get the stream, when they have played what there was; then it goes on', async () => {
    const world = new World(58);
    await world.run(4_000);
    const viewers = await world.joinMany(4, 1_500);
    const alone = world.join({ webSockets: false, webRtc: false });
    await world.run(12_500);
    expect(alone.engine.stats().mode).toBe('relay');
    world.gateway.goOffline();
    for (const { sink } of [...viewers, alone]) sink.empty.add(world.gateway.head);
    await world.run(3_000);
    const late = world.join();
    late.sink.empty.add(world.gateway.head);
    await world.run(2_000);
    const all = [...viewers, alone, late];
    for (const { engine } of all) expect(engine.stats().state).toBe('off air');
    const requests = world.gateway.httpRequests;
    await world.run(60_000);
    for (const { engine } of all) expect(engine.stats().state).toBe('off air');
    // Who follows the stream asks ever less often whether there is another epoch; who plays plain FLV does not ask.
    expect(world.gateway.httpRequests - requests).toBeLessThan(viewers.length * 20);
    world.gateway.running = true;
    await world.run(10_000);
    for (const { engine, states } of all) {
      expect(engine.stats().state).toBe('playing');
      expect(states.filter((state) => state === 'off air')).toHaveLength(1);
      expect(engine.stats().skipped).toBe(0);
    }
    expectAtLiveEdge(world, all);
  });

  it('which is said again after the gateway could not be reached meanwhile', async () => {
    const world = new World(59);
    await world.run(4_000);
    const viewer = world.join();
    await world.run(5_000);
    world.gateway.goOffline();
    viewer.sink.empty.add(world.gateway.head);
    await world.run(3_000);
    world.gateway.up = false;
    await world.run(15_000);
    expect(viewer.states).toEqual(['playing', 'off air', 'unreachable']);
    world.gateway.up = true;
    await world.run(15_000);
    expect(viewer.states).toEqual(['playing', 'off air', 'unreachable', 'off air']);
  });
});

describe('the stream ends', () => {
  it('which is said to the viewer, and a new one is found', async () => {
    const world = new World(55);
    await world.run(4_000);
    const viewer = world.join();
    await world.run(5_000);
    world.gateway.publish(8);
    world.gateway.running = false;
    await world.run(5_000);
    expect(viewer.sink.ended).toBe(1);
    expect(viewer.states).toEqual(['playing', 'ended']);
    world.gateway.restart();
    world.gateway.running = true;
    await world.run(8_000);
    expect(viewer.states).toEqual(['playing', 'ended', 'playing']);
    expectAtLiveEdge(world, [viewer], 120);
  });
});

describe('the channel', () => {
  it('is unknown: said so, and asked again until it is there', async () => {
    const world = new World(56);
    world.gateway.known = false;
    const viewer = world.join();
    await world.run(3_000);
    expect(viewer.states).toEqual(['unknown channel']);
    world.gateway.known = true;
    await world.run(12_000);
    expect(viewer.states).toEqual(['unknown channel', 'playing']);
  });

  it('cannot be asked for while the gateway does not answer: said so, and plays when it does', async () => {
    const world = new World(58);
    await world.run(4_000);
    world.gateway.up = false;
    const viewer = world.join();
    await world.run(3_000);
    expect(viewer.states).toEqual(['unreachable']);
    world.gateway.up = true;
    await world.run(8_000);
    expect(viewer.states).toEqual(['unreachable', 'playing']);
  });

  it('has no stream yet: offline, and plays when it begins', async () => {
    const world = new World(57);
    world.gateway.running = false;
    const viewer = world.join();
    await world.run(3_000);
    expect(viewer.states).toEqual(['offline']);
    world.gateway.running = true;
    await world.run(5_000);
    expect(viewer.states).toEqual(['offline', 'playing']);
    expectAtLiveEdge(world, [viewer], 120);
  });
});
