import { describe, expect, it } from 'vitest';
import { Histogram } from '../../sim/meters/histogram.js';
import { SeededRandom } from '../peers/random-bytes.js';

const WIDTH = 10;

describe('Histogram', () => {
  it('gives the percentiles of sorted values, to within one bin', () => {
    const seed = Math.floor(Math.random() * 1e9);
    const random = new SeededRandom(seed);
    for (let round = 0; round < 200; round++) {
      const histogram = new Histogram(WIDTH, 500);
      const values = Array.from({ length: 1 + Math.floor(random.next() * 300) }, () => random.next() ** 3 * 4_900);
      for (const value of values) histogram.add(value);
      values.sort((a, b) => a - b);
      for (const share of [0, 0.01, 0.5, 0.95, 1]) {
        const exact = values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? NaN;
        const found = histogram.percentile(share) ?? NaN;
        expect(Math.abs(found - exact), `seed ${seed} share ${share} exact ${exact}`).toBeLessThanOrEqual(WIDTH);
      }
      expect(histogram.max).toBe(values.at(-1));
      expect(histogram.count).toBe(values.length);
    }
  });

  it('says nothing without values', () => {
    const histogram = new Histogram(WIDTH, 5);
    expect(histogram.percentile(0.5)).toBeUndefined();
    expect(histogram.max).toBeUndefined();
  });

  it('knows the largest of what lies beyond its end', () => {
    const histogram = new Histogram(WIDTH, 5);
    for (const value of [7, 90, 1_000]) histogram.add(value);
    expect(histogram.percentile(1)).toBe(1_000);
    expect(histogram.percentile(0.3)).toBeCloseTo(7, -1);
  });

  it('stays between the smallest and the largest value', () => {
    const histogram = new Histogram(WIDTH, 5);
    histogram.add(12);
    expect(histogram.percentile(0.5)).toBe(12);
  });
});
