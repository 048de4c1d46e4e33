import { describe, expect, it } from 'vitest';
import { aheadOf, nextAfter } from '../../media/buffered.js';
import { playbackRate } from '../../media/playback-rate.js';
import { RestartPolicy } from '../../media/restart-policy.js';
import { StallMeter } from '../../media/stall-meter.js';

describe('playbackRate', () => {
  const rate = (lagMillis: number, aheadMillis = 2_000): number =>
    playbackRate({ lagMillis, targetLagMillis: 1_500, aheadMillis });

  it('is 1 near the target', () => {
    expect([1_420, 1_500, 1_580].map((lag) => rate(lag))).toEqual([1, 1, 1]);
  });

  it('stays within 0.95 and 1.10', () => {
    expect(rate(60_000)).toBe(1.1);
    expect(rate(0)).toBe(0.95);
  });

  it('rises with the lag in steps of a hundredth', () => {
    let before = 0;
    for (let lag = 0; lag <= 4_000; lag += 10) {
      const now = rate(lag);
      expect(now).toBeGreaterThanOrEqual(before);
      expect(now - before).toBeLessThan(lag === 0 ? 1 : 0.0101);
      expect(Math.abs(now * 100 - Math.round(now * 100))).toBeLessThan(1e-9);
      before = now;
    }
  });

  it('does not hurry into an empty buffer, and slows down before one', () => {
    expect(rate(5_000, 249)).toBe(1);
    expect(rate(5_000, 99)).toBe(0.95);
  });
});

describe('aheadOf and nextAfter', () => {
  const ranges = [
    { start: 0.08, end: 2 },
    { start: 2.05, end: 3 },
    { start: 4, end: 5 },
  ];

  it('counts over holes that nobody sees', () => {
    expect(aheadOf(ranges, 0)).toBe(3);
    expect(aheadOf(ranges, 1)).toBe(2);
    expect(aheadOf(ranges, 3.5)).toBe(0);
    expect(aheadOf([], 1)).toBe(0);
  });

  it('finds where it goes on', () => {
    expect(nextAfter(ranges, 1)).toBeUndefined();
    expect(nextAfter(ranges, 3)?.start).toBe(4);
    expect(nextAfter([{ start: 7, end: 8 }], 0)?.start).toBe(7);
    expect(nextAfter(ranges, 6)).toBeUndefined();
  });
});

describe('StallMeter', () => {
  const look = (meter: StallMeter, nowMillis: number, time: number, ought = true): void =>
    meter.look({ nowMillis, time, ought });

  it('does not count the wait for the first picture', () => {
    const meter = new StallMeter();
    for (let now = 0; now < 5_000; now += 100) {
      look(meter, now, 0);
    }
    meter.waiting({ nowMillis: 5_000, time: 0, ought: true });
    expect(meter.stalls).toBe(0);
  });

  it('counts a picture that stands, from when it stood', () => {
    const meter = new StallMeter();
    look(meter, 0, 0);
    look(meter, 100, 0.1);
    look(meter, 350, 0.1);
    expect(meter.stalls).toBe(0);
    look(meter, 400, 0.1);
    expect([meter.stalls, meter.stalledMillis, meter.stalling]).toEqual([1, 300, true]);
    look(meter, 1_000, 0.1);
    expect(meter.stalledMillis).toBe(900);
    look(meter, 1_100, 0.2);
    expect([meter.stalls, meter.stalledMillis, meter.stalling]).toEqual([1, 1_000, false]);
  });

  it('counts from the element saying so', () => {
    const meter = new StallMeter();
    look(meter, 0, 0);
    look(meter, 100, 0.1);
    meter.waiting({ nowMillis: 150, time: 0.15, ought: true });
    look(meter, 250, 0.15);
    look(meter, 300, 0.2);
    expect([meter.stalls, meter.stalledMillis]).toEqual([1, 150]);
  });

  it('does not count a pause, and ends a stall with it', () => {
    const meter = new StallMeter();
    look(meter, 0, 0);
    look(meter, 100, 0.1);
    look(meter, 200, 0.1, false);
    look(meter, 9_000, 0.1, false);
    look(meter, 9_100, 0.1);
    expect(meter.stalls).toBe(0);
    look(meter, 9_400, 0.1);
    look(meter, 9_500, 0.1, false);
    look(meter, 20_000, 0.1, false);
    expect([meter.stalls, meter.stalledMillis]).toEqual([1, 500]);
  });
});

describe('RestartPolicy', () => {
  it('waits longer each time, up to 30 s, until a run was good', () => {
    const policy = new RestartPolicy();
    let now = 0;
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      const wait = policy.waitMillis(now);
      waits.push(wait);
      now += wait;
      expect(policy.asked(now)).toBe(i + 1);
    }
    expect(waits).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    now += 30_000 + 20_001;
    expect(policy.waitMillis(now)).toBe(0);
    expect(policy.asked(now)).toBe(1);
  });
});
