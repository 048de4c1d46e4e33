import { describe, expect, it } from 'vitest';
import { SimSink } from '../../sim/world/sim-sink.js';
import { SimStream } from '../../sim/world/sim-stream.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';

const EPOCH = 1_764_590_000_000;

/** A player, and what gives it packets by their numbers. */
function setUp() {
  const time = new VirtualTime();
  const stream = new SimStream({ bitsPerSecond: 1_000_000, gopMillis: 1_000, packetMillis: 50 });
  stream.begin(EPOCH, time.nowMillis());
  const made = Array.from({ length: 200 }, (_, seq) => stream.make(seq, time.nowMillis()));
  const sink = new SimSink(time, stream);
  sink.begin(EPOCH);
  const give = (from: number, to: number): void => {
    for (let seq = from; seq < to; seq++) sink.append(made[seq]?.packet.payload ?? new Uint8Array(0));
  };
  return { time, sink, give };
}

describe('the simulated player', () => {
  it('stands still when its buffer is empty, and goes on with 0.2 s', async () => {
    const { time, sink, give } = setUp();
    give(0, 10);
    await time.run(1_600);
    expect(sink.position()).toMatchObject({ timestampMillis: 500, aheadMillis: 0, stalls: 1 });
    give(10, 13);
    await time.run(100);
    expect(sink.position().timestampMillis).toBe(500);
    give(13, 14);
    await time.run(100);
    expect(sink.position().timestampMillis).toBe(600);
  });

  it('gets over a hole, even with a little left before it', async () => {
    const { time, sink, give } = setUp();
    give(0, 10);
    await time.run(1_000);
    // Too little to go on with, then packets that never come.
    give(10, 11);
    sink.skip();
    give(20, 60);
    for (let i = 0; i < 15; i++) {
      await time.run(100);
      sink.position();
    }
    expect(sink.position().timestampMillis).toBeGreaterThan(1_000);
    expect(sink.longestStallMillis).toBeLessThan(1_500);
  });
});
