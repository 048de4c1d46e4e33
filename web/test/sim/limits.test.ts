import { describe, expect, it } from 'vitest';
import { bestOffload, leastDiffusion, leastEgress, usableUploadKbps } from '../../sim/limits.js';

const DELAY = 35;
const RATE = 125_000;

describe('least diffusion', () => {
  // 1,250 bytes at 1,000 kbit/s take 10 ms.
  it('lets every holder send one copy after the other, the strongest first', () => {
    // The gateway's copy is there at 35; A sends to B (there at 80) and C (90); B's copy for D would be there at 125, A's at 100.
    const limit = leastDiffusion([1_000, 1_000, 0, 0], 1_250, DELAY);
    expect(limit).toEqual({ p50Millis: 80, p95Millis: 100, lastMillis: 100 });
  });

  it('takes the strongest first, in whatever order they stand', () => {
    expect(leastDiffusion([0, 10_000, 500], 1_250, DELAY)).toEqual(leastDiffusion([10_000, 500, 0], 1_250, DELAY));
  });

  it('doubles per round where the delay is nothing and all are alike', () => {
    expect(leastDiffusion(Array<number>(8).fill(1_000), 1_250, 0)?.lastMillis).toBeCloseTo(30);
    expect(leastDiffusion(Array<number>(1_024).fill(1_000), 1_250, 0)?.lastMillis).toBeCloseTo(100);
  });

  it('is the one way alone for an only viewer', () => {
    expect(leastDiffusion([0], 1_250, DELAY)).toEqual({ p50Millis: DELAY, p95Millis: DELAY, lastMillis: DELAY });
  });

  it('does not exist where nobody can hand the packet on', () => {
    expect(leastDiffusion([], 1_250, DELAY)).toBeUndefined();
    expect(leastDiffusion([0, 0], 1_250, DELAY)).toBeUndefined();
  });
});

describe('least egress', () => {
  it('is one stream when uploads suffice, and what joins and blocked viewers take besides', () => {
    const situation = {
      bytesPerSecond: RATE,
      connectable: 95,
      uploadBytesPerSecond: 1e9,
      blocked: 5,
      joinsPerSecond: 2,
    };
    expect(leastEgress(situation)).toBeCloseTo(RATE * (5 + 1 + 2 * 2.2));
  });

  it('fills what uploads leave open', () => {
    const uploadBytesPerSecond = 0.9 * 100 * RATE;
    const situation = { bytesPerSecond: RATE, connectable: 100, uploadBytesPerSecond, blocked: 0, joinsPerSecond: 0 };
    expect(leastEgress(situation)).toBeCloseTo(10 * RATE);
  });

  it('is nothing without viewers', () => {
    const nobody = { connectable: 0, uploadBytesPerSecond: 0, blocked: 0, joinsPerSecond: 0 };
    expect(leastEgress({ bytesPerSecond: RATE, ...nobody })).toBe(0);
  });

  it('counts half of an uplink, less 8 % of framing', () => {
    expect(usableUploadKbps(10_000)).toBeCloseTo(4_600);
  });
});

describe('best offload', () => {
  it('is what is left beside the least egress', () => {
    expect(bestOffload(RATE, RATE, 12)).toBeCloseTo(11 / 12);
    expect(bestOffload(RATE, RATE, 0)).toBe(0);
    expect(bestOffload(3 * RATE, RATE, 2)).toBe(0);
  });
});
