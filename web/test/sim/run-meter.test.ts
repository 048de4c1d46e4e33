import { describe, expect, it } from 'vitest';
import { type Figures, figuresOf } from '../../sim/figures.js';
import { RunMeter } from '../../sim/meters/run-meter.js';
import { FakeViewer, FakeWorld } from './fake-world.js';

const RATE = 125_000;

interface Stage {
  readonly world: FakeWorld;
  readonly meter: RunMeter<FakeViewer>;
  readonly join: (profile?: Partial<FakeViewer['profile']>) => FakeViewer;
  /** A second passes. */
  readonly second: () => void;
  readonly figures: () => Figures;
}

function stage(): Stage {
  const world = new FakeWorld();
  const meter = new RunMeter(world, RATE);
  return {
    world,
    meter,
    join: (profile) => {
      const viewer = new FakeViewer(world.millis, profile);
      meter.onJoin(viewer);
      return viewer;
    },
    second: () => {
      world.millis += 1_000;
      meter.sample();
    },
    figures: () => {
      meter.finish();
      return figuresOf(meter, RATE, world.poisonedPassedOn());
    },
  };
}

describe('RunMeter', () => {
  it('takes the share from peers of viewers with UDP, of the measured period alone', () => {
    const { world, meter, join, second, figures } = stage();
    const [one, blocked] = [join(), join({ nat: 'blocked' })];
    one.counts.fromHttpBytes = 1_000_000;
    second();
    meter.beginPeriod();
    one.counts.fromPeersBytes += 900;
    one.counts.fromFeedBytes += 60;
    one.counts.fromHttpBytes += 40;
    blocked.counts.fromHttpBytes += 5_000;
    world.sent.feedBytes += 60;
    world.sent.blockedBytes += 5_000;
    second();
    expect(figures().offloadConnectable).toBeCloseTo(0.9);
  });

  it('sets egress beside the least of each second, with and without viewers that have no UDP', () => {
    const { world, join, second, figures } = stage();
    join();
    join({ nat: 'blocked' });
    // Least: one stream and one join of 2.2 s; with the blocked one, another of each.
    world.sent.joinBytes = 2 * RATE;
    world.sent.feedBytes = 4.4 * RATE;
    world.sent.blockedBytes = 3.2 * RATE;
    second();
    const { egressOverLeast, egressOverLeastWithBlocked } = figures();
    expect(egressOverLeast).toBeCloseTo(6.4 / 3.2);
    expect(egressOverLeastWithBlocked).toBeCloseTo(9.6 / 6.4);
  });

  it('counts start-ups of those who joined in the period; who leaves at once says nothing, who waits in vain does', () => {
    const { world, meter, join, second, figures } = stage();
    const early = join();
    second();
    meter.beginPeriod();
    early.sink.firstPictureAtMillis = world.millis;
    const quick = join();
    quick.sink.firstPictureAtMillis = world.millis + 400;
    const gone = join();
    join();
    second();
    meter.onLeave(gone);
    for (let i = 0; i < 8; i++) second();
    const found = figures();
    expect(found.startupP50Millis).toBeCloseTo(400, -1.3);
    expect(found.startupP95Millis).toBeCloseTo(9_000, -1.3);
    expect(found).toMatchObject({ startsUnknown: 1, startsFailed: 1 });
  });

  it('takes stalls of the period against the time after the first picture, without attackers', () => {
    const { world, meter, join, second, figures } = stage();
    const [viewer, attacker] = [join(), join({ attacker: true })];
    viewer.sink.firstPictureAtMillis = world.millis;
    viewer.sink.stalledMillis = viewer.sink.longestStallMillis = 900;
    second();
    meter.beginPeriod();
    second();
    viewer.sink.stalledMillis += 500;
    attacker.sink.firstPictureAtMillis = world.millis;
    attacker.sink.stalledMillis = attacker.sink.longestStallMillis = 1_000;
    attacker.sink.poisonedPlayed = 3;
    second();
    const found = figures();
    expect(found.stalledShare).toBeCloseTo(0.25);
    expect(found.viewersStalledOverSecond).toBe(0);
    // An earlier stall was longer: what is known of this one is its sum.
    expect(found.longestStallMaxMillis).toBe(500);
    expect(found.poisonedPlayed).toBe(0);
    expect([viewer.sink.closed, attacker.sink.closed]).toEqual([1, 1]);
  });

  it('counts the viewers whose picture stood for over a second', () => {
    const { world, join, second, figures } = stage();
    const viewer = join();
    viewer.sink.firstPictureAtMillis = world.millis;
    for (let i = 0; i < 3; i++) second();
    viewer.sink.stalledMillis = viewer.sink.longestStallMillis = 1_200;
    expect(figures()).toMatchObject({ viewersStalledOverSecond: 1, longestStallMaxMillis: 1_200 });
  });

  it('takes diffusion from packets made since the viewer came, and none of a join', () => {
    const { world, meter, join, second, figures } = stage();
    second();
    const viewer = join();
    world.millis += 500;
    meter.onArrival(viewer, 300, false);
    meter.onArrival(viewer, 800, false);
    meter.onArrival(viewer, 100, true);
    const found = figures();
    expect(found.diffusionP50Millis).toBeCloseTo(300, -1);
    expect(found.diffusionP95Millis).toBeCloseTo(300, -1);
  });

  it('sets duplicates, control and signalling beside what they are shares of', () => {
    const { world, meter, join, second, figures } = stage();
    const viewer = join();
    for (let i = 0; i < 97; i++) meter.onArrival(viewer, 10, false);
    viewer.counts.duplicates = 2;
    viewer.counts.poisoned = 1;
    world.totals.control = 30;
    world.totals.data = 900;
    world.sent.feedBytes = 100;
    world.totals.signalling = 80;
    world.totals.connections = 1;
    second();
    second();
    const found = figures();
    expect(found.duplicatesShare).toBeCloseTo(0.02);
    expect(found.controlShare).toBeCloseTo(0.03);
    expect(found.signallingBytesPerSecondPerPeer).toBeCloseTo(40);
    expect(found.connectionsPerPeerPerMinute).toBeCloseTo(60);
  });

  it('keeps one sample a second, with lags as they were then', () => {
    const { meter, join, second } = stage();
    const viewer = join();
    second();
    viewer.lagMillis = 900;
    second();
    expect(meter.samples.map(({ atSeconds, viewers, joins }) => [atSeconds, viewers, joins])).toEqual([
      [1, 1, 1],
      [2, 1, 0],
    ]);
    expect(meter.samples[0]?.lagP50Millis).toBeUndefined();
    expect(meter.samples[1]?.lagP50Millis).toBe(900);
  });
});
