import { describe, expect, it } from 'vitest';
import { Capacity, type UploadHealth } from '../../engine/capacity.js';
import { CapacityNews } from '../../engine/capacity-news.js';
import { defaultParameters } from '../../engine/parameters.js';
import { RoundTrips } from '../../engine/round-trips.js';
import { UplinkMeter } from '../../engine/uplink-meter.js';
import { UploadBudget } from '../../engine/upload-budget.js';

const well = (): UploadHealth => ({ draining: true, riseMillis: 0 });
const unknown = (): undefined => undefined;
const STEP = defaultParameters.capacityStepMillis;

describe('the capacity', () => {
  it('doubles each step while it is used and drains, and only then', () => {
    const capacity = new Capacity(defaultParameters, { allowed: true }, 0);
    capacity.tick(1_000, well, unknown, STEP - 1);
    expect(capacity.kbps).toBe(1_500);
    capacity.tick(1_000, well, unknown, STEP);
    expect(capacity.kbps).toBe(3_000);
    capacity.tick(100, well, unknown, 2 * STEP);
    capacity.tick(3_000, () => ({ draining: false, riseMillis: 0 }), unknown, 3 * STEP);
    expect(capacity.kbps).toBe(3_000);
    // 2,000 kbit/s measured, whatever was promised.
    capacity.onSent(250 * STEP);
    capacity.tick(0, well, unknown, 4 * STEP);
    expect([capacity.measuredKbps, capacity.kbps]).toEqual([2_000, 6_000]);
  });

  it('grows by a tenth once it has been too much', () => {
    const capacity = new Capacity(defaultParameters, { allowed: true }, 0);
    capacity.halve(undefined, 0);
    capacity.tick(1_000, well, unknown, STEP);
    expect(capacity.kbps).toBe(825);
  });

  it('halves when the round trip under load has risen, not when an idle one has', () => {
    const capacity = new Capacity(defaultParameters, { allowed: true }, 0);
    const loaded = (): UploadHealth => ({ draining: true, riseMillis: 60 });
    capacity.tick(1_500, loaded, unknown, STEP);
    expect(capacity.kbps).toBe(3_000);
    capacity.onSent(1);
    capacity.tick(1_500, loaded, unknown, 2 * STEP);
    expect(capacity.kbps).toBe(1_500);
  });

  it('halves, but not for ever', () => {
    const capacity = new Capacity(defaultParameters, { allowed: true }, 0);
    capacity.halve(undefined, 0);
    expect(capacity.kbps).toBe(750);
    for (let i = 0; i < 10; i++) capacity.halve(undefined, 0);
    expect(capacity.kbps).toBe(94);
  });

  it('stays below half of what left while the uplink was full, until that is ten minutes old', () => {
    const capacity = new Capacity(defaultParameters, { allowed: true, rememberedKbps: 9_000 }, 0);
    capacity.halve(4_000, 0);
    expect(capacity.kbps).toBe(2_000);
    for (let now = 5_000; now <= 600_000; now += 5_000) capacity.tick(2_000, well, unknown, now);
    expect(capacity.kbps).toBe(2_000);
    capacity.tick(2_000, well, unknown, 605_000);
    expect(capacity.kbps).toBe(2_200);
  });

  it('begins where it was, within reason, and tells what it has learned', () => {
    const starts = [10, 500, 7_000, 1_000_000].map(
      (rememberedKbps) => new Capacity(defaultParameters, { allowed: true, rememberedKbps }, 0).kbps,
    );
    expect(starts).toEqual([500, 500, 7_000, 50_000]);
    const told: number[] = [];
    const capacity = new Capacity(defaultParameters, { allowed: true, onEstimate: (kbps) => told.push(kbps) }, 0);
    capacity.limitKbps = 0;
    capacity.limitKbps = Infinity;
    capacity.tick(1_500, well, unknown, 5_000);
    capacity.halve(undefined, 6_000);
    expect(told).toEqual([3_000, 1_500]);
  });

  it('offers no more than is allowed, and nothing where nothing may be given', () => {
    const limited = new Capacity(defaultParameters, { allowed: true }, 0);
    limited.limitKbps = 800;
    expect([limited.kbps, limited.estimateKbps]).toEqual([800, 1_500]);
    const capacity = new Capacity(defaultParameters, { allowed: false }, 0);
    capacity.tick(1_000, well, unknown, 5_000);
    capacity.halve(undefined, 5_000);
    expect(capacity.kbps).toBe(0);
  });
});

/** An uplink as a queue in front of a rate; children take all that is promised to them. */
function runUplink(rateKbps: number, demandKbps: number, minutes: number): { capacity: Capacity; most: number[] } {
  const stepMillis = 100;
  const idleMillis = 20;
  const capacity = new Capacity(defaultParameters, { allowed: true }, 0);
  const meter = new UplinkMeter(defaultParameters.slowMillis);
  const roundTrips = new RoundTrips();
  let sentBytes = 0;
  let queuedBytes = 0;
  const link = { roundTripMillis: () => idleMillis + (queuedBytes * 8) / rateKbps };
  let fullSince: number | undefined;
  const most: number[] = [];
  for (let now = stepMillis; now <= minutes * 60_000; now += stepMillis) {
    const offered = (Math.min(capacity.kbps, demandKbps) * stepMillis) / 8;
    sentBytes += offered;
    capacity.onSent(offered);
    queuedBytes = Math.max(0, queuedBytes + offered - (rateKbps * stepMillis) / 8);
    meter.sample(sentBytes, queuedBytes, now);
    if (queuedBytes < 128 * 1024) fullSince = undefined;
    else fullSince ??= now;
    if (fullSince !== undefined && now - fullSince >= defaultParameters.slowMillis) {
      capacity.halve(meter.kbps, now);
      fullSince = now;
    }
    capacity.tick(
      Math.min(capacity.kbps, demandKbps),
      () => ({ draining: fullSince === undefined, riseMillis: roundTrips.riseMillis([link], now) }),
      () => meter.kbps,
      now,
    );
    most[Math.floor(now / 60_000)] = Math.max(most[Math.floor(now / 60_000)] ?? 0, capacity.kbps);
  }
  return { capacity, most };
}

describe('on an uplink', () => {
  it('of 4 Mbit/s it comes to no more than half of that, and to nearly half', () => {
    const { capacity, most } = runUplink(4_000, Infinity, 9);
    expect(Math.max(...most.slice(3))).toBeLessThanOrEqual(2_000);
    expect(capacity.kbps).toBeGreaterThan(1_500);
  });

  it('of 1 Mbit/s, less than a newcomer offers, it comes to no more than half of that', () => {
    const { capacity, most } = runUplink(1_000, Infinity, 9);
    expect(Math.max(...most.slice(2))).toBeLessThanOrEqual(500);
    expect(capacity.kbps).toBeGreaterThan(200);
  });

  it('of 50 Mbit/s it grows as far as it is used', () => {
    const { capacity } = runUplink(50_000, 6_000, 9);
    expect(capacity.kbps).toBeGreaterThan(6_000);
    expect(capacity.kbps).toBeLessThanOrEqual(2 * (6_000 / 0.6));
  });
});

describe('the rise of round trips', () => {
  it('is the median, over the idle one, and counts when it is seen twice', () => {
    const now = [20, 100, 30];
    const links = now.map((_, i) => ({ roundTripMillis: () => now[i] }));
    const trips = new RoundTrips();
    expect(trips.riseMillis(links, 0)).toBe(0);
    now.splice(0, 3, 120, 200, 30);
    expect(trips.riseMillis(links, 5_000)).toBe(0);
    expect(trips.riseMillis(links, 10_000)).toBe(100);
    now.splice(0, 3, 20, 100, 30);
    expect(trips.riseMillis(links, 15_000)).toBe(0);
  });

  it('is unknown where nobody tells, and a way that became longer for good is the new idle one', () => {
    const trips = new RoundTrips();
    expect(trips.riseMillis([{ roundTripMillis: () => undefined }], 0)).toBeUndefined();
    let millis = 20;
    const link = { roundTripMillis: () => millis };
    trips.riseMillis([link], 0);
    millis = 200;
    const rises = Array.from({ length: 30 }, (_, i) => trips.riseMillis([link], 5_000 * (i + 1)));
    expect(rises[1]).toBe(180);
    expect(rises.at(-1)).toBe(0);
  });
});

it('the budget holds over any few seconds, lets promises run into debt, and is lifted again', () => {
  const budget = new UploadBudget();
  budget.limit(800, 0);
  let given = 0;
  for (let now = 0; now < 60_000; now += 10) {
    if (!budget.allowsPull(now)) continue;
    budget.spend(2_000);
    given += 2_000;
  }
  expect((given * 8) / 60_000).toBeLessThan(800 * 1.1);
  expect((given * 8) / 60_000).toBeGreaterThan(800 * 0.9);
  expect(budget.allowsPush(60_000)).toBe(true);
  budget.spend(500_000);
  expect([budget.allowsPull(60_000), budget.allowsPush(60_000)]).toEqual([false, false]);
  expect([budget.allowsPull(62_000), budget.allowsPush(62_000)]).toEqual([false, true]);
  budget.limit(Infinity, 62_000);
  expect(budget.allowsPull(62_000)).toBe(true);
});

it('neighbours hear at once that nothing is given, and seldom of the rest', () => {
  const news = new CapacityNews(1_500, 0);
  expect(news.isDue(1_650, 100_000)).toBe(false);
  expect(news.isDue(2_250, 4_000)).toBe(false);
  expect(news.isDue(2_250, 5_000)).toBe(true);
  expect(news.isDue(0, 5_100)).toBe(true);
  expect(news.isDue(0, 50_000)).toBe(false);
  expect(news.isDue(2_250, 50_000)).toBe(true);
});
