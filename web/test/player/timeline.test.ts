import { describe, expect, it } from 'vitest';
import { timeRanges } from '../../player/time-ranges.js';
import { clock, joinStretches, spokenTime } from '../../player/timeline.js';
import { GERMAN } from '../../player/words/de.js';
import { ENGLISH } from '../../player/words/en.js';

describe('times of a film', () => {
  it('are written as on a clock', () => {
    expect([0, 7_900, 754_000, 3_723_000, -5].map(clock)).toEqual(['0:00', '0:07', '12:34', '1:02:03', '0:00']);
  });

  it('are spoken in whole words', () => {
    const times = [0, 1_000, 65_000, 7_260_000];
    expect(times.map((millis) => spokenTime(millis, ENGLISH.spokenTime))).toEqual([
      '0 seconds',
      '1 second',
      '1 minute 5 seconds',
      '2 hours 1 minute',
    ]);
    expect(times.map((millis) => spokenTime(millis, GERMAN.spokenTime))).toEqual([
      '0 Sekunden',
      '1 Sekunde',
      '1 Minute 5 Sekunden',
      '2 Stunden 1 Minute',
    ]);
  });

  it('are stretches without holes that nobody sees', () => {
    const stretches = [
      { start: 0, end: 1_000 },
      { start: 1_050, end: 2_000 },
      { start: 3_000, end: 3_020 },
      { start: 5_000, end: 9_000 },
    ];
    expect(joinStretches(stretches, 100)).toEqual([
      { start: 0, end: 2_000 },
      { start: 5_000, end: 9_000 },
    ]);
  });

  it('are ranges as a video element has them', () => {
    const ranges = timeRanges([{ start: 500, end: 2_000 }]);
    expect([ranges.length, ranges.start(0), ranges.end(0)]).toEqual([1, 0.5, 2]);
    expect(() => ranges.end(1)).toThrow(DOMException);
  });
});
