import { describe, expect, it } from 'vitest';
import { Packet } from '../../peers/packet.js';
import { drawProfile, type PeerProfile } from '../../sim/world/peer-profile.js';
import { SimRandom } from '../../sim/world/sim-random.js';
import { SimStream } from '../../sim/world/sim-stream.js';
import { SimWorld, type WorldOptions } from '../../sim/world/sim-world.js';

const OPTIONS: Omit<WorldOptions, 'seed'> = {
  bitsPerSecond: 1_000_000,
  gopMillis: 1_000,
  packetMillis: 50,
  gatewayEgressKbps: 1_000_000,
  gatewayFeedKbps: 100_000,
};

interface Arrival {
  readonly viewer: number;
  readonly seq: number;
  readonly ageMillis: number;
  readonly join: boolean;
}

interface Run {
  readonly world: SimWorld;
  readonly arrivals: readonly Arrival[];
}

/** Viewers come within two seconds to a stream that runs; `profile` changes what is drawn for each. */
async function run(
  seed: number,
  viewers: number,
  millis: number,
  profile: (drawn: PeerProfile, index: number) => PeerProfile = (drawn) => drawn,
): Promise<Run> {
  const arrivals: Arrival[] = [];
  const world = new SimWorld(
    { ...OPTIONS, seed },
    {
      onArrival: ({ number }, _epoch, seq, ageMillis, join) => arrivals.push({ viewer: number, seq, ageMillis, join }),
    },
  );
  const random = new SimRandom(seed, -100);
  await world.run(2_500);
  for (let i = 0; i < viewers; i++) {
    world.time.after((2_000 * i) / viewers, () => world.join(profile(drawProfile(random, i), i)));
  }
  await world.run(millis);
  return { world, arrivals };
}

describe('SimWorld', () => {
  it('has one course of events for one seed, and another for another', async () => {
    const [one, again, other] = [await run(1, 30, 10_000), await run(1, 30, 10_000), await run(2, 30, 10_000)];
    expect(one.arrivals.length).toBeGreaterThan(4_000);
    expect(again.world.hash).toBe(one.world.hash);
    expect(again.arrivals).toEqual(one.arrivals);
    expect(other.world.hash).not.toBe(one.world.hash);
  }, 60_000);

  it('plays to everybody, largely from each other', async () => {
    const { world, arrivals } = await run(3, 30, 20_000);
    for (const { sink, engine } of world.viewers) {
      expect(sink.firstPictureAtMillis).toBeDefined();
      expect(engine.stats().state).toBe('playing');
      expect(sink.poisonedPlayed).toBe(0);
    }
    expect(world.network.dataBytes).toBeGreaterThan(world.gateway.egress.bytes);
    const first = arrivals.filter(({ join }) => join);
    expect(first.length).toBeGreaterThan(29);
    expect(arrivals.every(({ ageMillis }) => ageMillis > 0)).toBe(true);
  }, 60_000);

  it('refuses altered packets: nobody plays or hands on what attackers send', async () => {
    const everyFifth = (drawn: PeerProfile, index: number): PeerProfile => ({
      ...drawn,
      nat: 'open',
      cellular: false,
      uplinkKbps: 20_000,
      attacker: index % 5 === 0,
    });
    const { world } = await run(4, 20, 15_000, everyFifth);
    let refused = 0;
    for (const { engine, sink } of world.viewers) {
      refused += engine.stats().poisoned;
      expect(sink.poisonedPlayed).toBe(0);
    }
    expect(refused).toBeGreaterThan(0);
    expect(world.tracker.reports.poisoned).toBeGreaterThan(0);
    expect(world.network.poisonedPassedOn).toBe(0);
  }, 60_000);

  it('connects nobody who is without UDP, and counts what the gateway sends them apart', async () => {
    const { world } = await run(5, 4, 20_000, (drawn) => ({ ...drawn, nat: 'blocked' }));
    expect(world.network.connectionsTried).toBeGreaterThan(0);
    expect(world.network.connectionsOpened).toBe(0);
    expect(world.gateway.egress.blockedBytes).toBe(world.gateway.egress.bytes);
    expect(world.tracker.reports.failed).toBeGreaterThan(0);
    for (const { engine } of world.viewers) expect(engine.stats().state).toBe('playing');
  }, 60_000);

  it('goes on after a restart of the gateway, in a new epoch', async () => {
    const { world } = await run(6, 10, 10_000);
    const before = world.gateway.epoch;
    world.gateway.stop();
    await world.run(3_000);
    world.gateway.restart();
    await world.run(12_000);
    expect(world.gateway.epoch).toBeGreaterThan(before);
    for (const { engine } of world.viewers) {
      expect(engine.stats()).toMatchObject({ state: 'playing', epoch: world.gateway.epoch });
    }
  }, 60_000);

  it('lets a viewer go without a word: the others find out and lose it', async () => {
    const { world } = await run(7, 8, 10_000, (drawn) => ({ ...drawn, nat: 'open', cellular: false }));
    const [gone] = world.viewers;
    if (gone === undefined) throw new Error('nobody is here');
    expect(gone.engine.stats().neighbours).toBeGreaterThan(0);
    world.leave(gone, true);
    expect(gone.leftAtMillis).toBe(world.time.nowMillis());
    const lostBefore = world.tracker.reports.lost;
    await world.run(4_000);
    expect(world.tracker.reports.lost).toBe(lostBefore);
    expect(world.tracker.members).toBe(8);
    await world.run(12_000);
    expect(world.tracker.reports.lost).toBeGreaterThan(lostBefore);
    expect(world.tracker.members).toBe(7);
  }, 60_000);
});

describe('SimStream', () => {
  it('knows its packets, copies of them too, and no others', () => {
    const stream = new SimStream(OPTIONS);
    stream.begin(1_764_590_000_000, 0);
    const { packet } = stream.make(0, 50);
    expect(packet.startsKeyframe).toBe(true);
    expect(stream.isGenuine(packet)).toBe(true);
    const copy = Uint8Array.from(packet.message);
    expect(stream.isGenuine(Packet.ofMessage(copy))).toBe(true);
    copy[copy.length - 1] = 1;
    expect(stream.isGenuine(Packet.ofMessage(copy))).toBe(false);
    expect(stream.isGenuineMessage(copy)).toBe(false);
  });

  it('has the rate that was asked for', () => {
    for (const bitsPerSecond of [300_000, 1_000_000, 6_000_000]) {
      const stream = new SimStream({ bitsPerSecond, gopMillis: 1_000, packetMillis: 50 });
      stream.begin(1_764_590_000_000, 0);
      let bytes = 0;
      for (let seq = 0; seq < 10 * stream.gopPackets; seq++) bytes += stream.make(seq, 0).packet.lengthBytes;
      expect((bytes * 8) / 10).toBeGreaterThan(0.98 * bitsPerSecond);
      expect((bytes * 8) / 10).toBeLessThan(1.01 * bitsPerSecond);
    }
  });
});
