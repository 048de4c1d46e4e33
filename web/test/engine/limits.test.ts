import { describe, expect, it } from 'vitest';
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
  const { lagStartMillis, lagUpMillis, lagMostMillis, lagLeastMillis, lagSpareMillis, lagSpareShare, lagLookMillis } =
    defaultParameters;

  /** Lets the edge (how late the stream is complete here) be what `edgeAt` says for a while. */
  function live(lag: TargetLag, from: number, to: number, edgeAt: (now: number) => number): void {
    for (let now = from; now < to; now += 100) {
      const aheadMillis = 900;
      lag.tick({ ...playing, aheadMillis }, aheadMillis + edgeAt(now), false, now);
    }
  }

  it('grows with each stall, up to its most', () => {
    const lag = new TargetLag(defaultParameters, 0);
    lag.tick({ ...playing, stalls: 1 }, 1_200, false, 100);
    expect(lag.millis).toBe(lagStartMillis + lagUpMillis);
    lag.tick({ ...playing, stalls: 1 }, 1_200, false, 200);
    expect(lag.millis).toBe(lagStartMillis + lagUpMillis);
    for (let stalls = 2; stalls < 30; stalls++) lag.tick({ ...playing, stalls }, 1_200, false, 300);
    expect(lag.millis).toBe(lagMostMillis);
  });

  it('starts with room for repair, wherever the picture begins', () => {
    for (const begins of [100, 700, 5_000]) {
      const lag = new TargetLag(defaultParameters, 0);
      lag.tick(playing, begins, false, 100);
      expect(lag.millis).toBe(lagStartMillis);
    }
  });

  it('is not to blame when the source pauses', () => {
    const lag = new TargetLag(defaultParameters, 0);
    lag.tick({ ...playing, stalls: 1 }, 1_200, true, 100);
    lag.tick({ ...playing, stalls: 1 }, 1_200, false, 200);
    expect(lag.millis).toBe(lagStartMillis);
  });

  it('comes down to what the links need and no further', () => {
    const lag = new TargetLag(defaultParameters, 0);
    live(lag, 0, 20_000, () => 400);
    expect(lag.millis).toBe(400 * (1 + lagSpareShare) + lagSpareMillis);
    const near = new TargetLag(defaultParameters, 0);
    live(near, 0, 20_000, () => 20);
    expect(near.millis).toBe(lagLeastMillis);
  });

  it('remembers for a while what was late once', () => {
    const lag = new TargetLag(defaultParameters, 0);
    const [late, forgotten] = [2_500, 2_000 + lagLookMillis];
    live(lag, 0, forgotten, (now) => (now === late ? 350 : now < 1_000 ? 200 : 20));
    expect(lag.millis).toBe(350 * (1 + lagSpareShare) + lagSpareMillis);
    live(lag, forgotten, forgotten + 10_000, () => 20);
    expect(lag.millis).toBe(lagLeastMillis);
  });
});
