import { describe, expect, it } from 'vitest';
import { Capacity } from '../../engine/capacity.js';
import { ChildQueue } from '../../engine/child-queue.js';
import { defaultParameters } from '../../engine/parameters.js';
import { TargetLag } from '../../engine/target-lag.js';
import { TokenBucket } from '../../peers/token-bucket.js';
import type { Neighbour } from '../../peers/neighbour.js';
import type { Packet } from '../../peers/packet.js';
import { makePacket } from './fake-stream.js';
import { GROUP } from './world.js';

describe('the token bucket', () => {
  it('gives its burst at once and its rate after that', () => {
    const bucket = new TokenBucket(2, 3, 0);
    expect([1, 2, 3, 4].map(() => bucket.take(1, 0))).toEqual([true, true, true, false]);
    expect(bucket.take(1, 499)).toBe(false);
    expect(bucket.take(1, 500)).toBe(true);
    expect([1, 2, 3, 4].map(() => bucket.take(1, 1_000_000))).toEqual([true, true, true, false]);
  });
});

describe('the capacity', () => {
  it('grows by a tenth every 5 s while it is used and drains, and only then', () => {
    const capacity = new Capacity(defaultParameters, true, 0);
    capacity.tick(1_000, true, 4_999);
    expect(capacity.kbps).toBe(1_500);
    capacity.tick(1_000, true, 5_000);
    expect(capacity.kbps).toBe(1_650);
    capacity.tick(100, true, 10_000);
    capacity.tick(1_600, false, 15_000);
    expect(capacity.kbps).toBe(1_650);
    // 1,000 kbit/s measured over 5 s, whatever was promised.
    capacity.onSent(625_000);
    capacity.tick(0, true, 20_000);
    expect([capacity.measuredKbps, capacity.kbps]).toEqual([1_000, 1_815]);
  });

  it('halves, but not for ever', () => {
    const capacity = new Capacity(defaultParameters, true, 0);
    capacity.halve();
    expect(capacity.kbps).toBe(750);
    for (let i = 0; i < 10; i++) capacity.halve();
    expect(capacity.kbps).toBe(94);
  });

  it('is nothing where nothing may be given', () => {
    const capacity = new Capacity(defaultParameters, false, 0);
    capacity.tick(1_000, true, 5_000);
    capacity.halve();
    expect(capacity.kbps).toBe(0);
  });
});

describe('the queue of one child', () => {
  const limits = { channelBytes: 7_000, queueBytes: 10_000, queueMillis: 600 };

  function child() {
    const sent: number[] = [];
    const channel = { buffered: 0, sent };
    const neighbour = {
      bufferedBytes: () => channel.buffered,
      sendPacket: (packet: Packet) => {
        sent.push(packet.seq);
        channel.buffered += packet.lengthBytes;
      },
    } as unknown as Neighbour;
    return { channel, queue: new ChildQueue(neighbour) };
  }

  it('keeps little in the channel, and sends the rest in order as it drains', () => {
    const { channel, queue } = child();
    for (let seq = 1; seq <= 4; seq++) queue.push(makePacket(GROUP, 1, seq), limits, 0);
    expect(channel.sent).toEqual([1, 2]);
    expect(queue.slowSinceMillis).toBe(0);
    channel.buffered = 0;
    expect(queue.drain(limits, 100)).toBe(2 * 3_086);
    expect(channel.sent).toEqual([1, 2, 3, 4]);
    expect([queue.dropped, queue.slowSinceMillis]).toEqual([0, undefined]);
  });

  it('drops the oldest past its bytes and past its time', () => {
    const { channel, queue } = child();
    for (let seq = 1; seq <= 7; seq++) queue.push(makePacket(GROUP, 1, seq), limits, 0);
    expect(queue.dropped).toBe(2);
    channel.buffered = 0;
    queue.drain(limits, 100);
    expect(channel.sent).toEqual([1, 2, 5, 6]);
    queue.drain(limits, 601);
    expect(queue.dropped).toBe(3);
  });
});

describe('the target lag', () => {
  const playing = { timestampMillis: 1, aheadMillis: 1_000, playing: true, stalls: 0, stalledMillis: 0 };

  it('grows with each stall, up to its most', () => {
    const lag = new TargetLag(defaultParameters, 0);
    lag.tick({ ...playing, stalls: 1 }, false, 100);
    expect(lag.millis).toBe(1_800);
    lag.tick({ ...playing, stalls: 1 }, false, 200);
    expect(lag.millis).toBe(1_800);
    for (let stalls = 2; stalls < 30; stalls++) lag.tick({ ...playing, stalls }, false, 300);
    expect(lag.millis).toBe(4_000);
  });

  it('is not to blame when the source pauses', () => {
    const lag = new TargetLag(defaultParameters, 0);
    lag.tick({ ...playing, stalls: 1 }, true, 100);
    lag.tick({ ...playing, stalls: 1 }, false, 200);
    expect(lag.millis).toBe(1_500);
  });

  it('shrinks by 0.1 s for ten seconds with half a second to spare, down to its least', () => {
    const lag = new TargetLag(defaultParameters, 0);
    for (let now = 0; now <= 10_000; now += 100) lag.tick(playing, false, now);
    expect(lag.millis).toBe(1_400);
    for (let now = 10_100; now <= 20_000; now += 100) {
      lag.tick({ ...playing, aheadMillis: now === 15_000 ? 499 : 1_000 }, false, now);
    }
    expect(lag.millis).toBe(1_400);
    for (let now = 20_100; now <= 300_000; now += 100) lag.tick(playing, false, now);
    expect(lag.millis).toBe(800);
  });
});
