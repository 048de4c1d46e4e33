import { describe, expect, it } from 'vitest';
import type { Back } from '../../player/back.js';
import { beginsBehind, startOf, statsBack, timelineBack, timelineLive } from '../../player/rewind-figures.js';
import type { RunningRecording } from '../../transport/recording-fetch.js';
import { statsOf } from './stats-of.js';

const EPOCH = 7;

/** A recording in files that begin at these timestamps. */
function recorded(starts: readonly number[], epoch = EPOCH): RunningRecording {
  const parts = starts.map((startTimestampMillis, i) => ({ id: `file ${i}`, startTimestampMillis }));
  const newest = { epoch, startTimestampMillis: starts.at(-1) ?? 0 } as RunningRecording['newest'];
  return { newest, parts };
}

/** The picture stands at `timeMillis` of a recording that goes from 4,000 to 64,000. */
function backAt(timeMillis: number): Back {
  const buffered = [
    { start: timeMillis, end: 30_000 },
    { start: 30_050, end: 40_000 },
  ];
  return {
    recording: { epoch: EPOCH, startMillis: 4_000, endMillis: 64_000 },
    playout: { timeMillis, buffered, aheadMillis: 9_000 },
  } as unknown as Back;
}

const live = statsOf({ epoch: EPOCH, positionMillis: 60_000, lagMillis: 1_000, aheadMillis: 800 });

describe('the bar of a channel that is recorded', () => {
  it('goes from the beginning of the first file to live', () => {
    expect(timelineLive(live, recorded([4_000, 20_000]), undefined)).toEqual({
      durationMillis: 57_000,
      positionMillis: 56_000,
      live: true,
      buffered: [{ start: 56_000, end: 56_800 }],
      held: [],
    });
    expect(timelineBack(backAt(20_000))).toEqual({
      durationMillis: 60_000,
      positionMillis: 16_000,
      live: true,
      buffered: [{ start: 16_000, end: 36_000 }],
      held: [],
    });
  });

  it('shows where the picture is on its way to', () => {
    expect(timelineLive(live, recorded([4_000]), 10_000)?.positionMillis).toBe(6_000);
    expect(timelineLive(live, recorded([4_000]), 1_000)?.positionMillis).toBe(0);
  });

  it('is not there where nothing of what is shown is recorded', () => {
    expect(timelineLive(live, undefined, undefined)).toBeUndefined();
    expect(timelineLive(live, recorded([4_000], EPOCH - 1), undefined), 'another run').toBeUndefined();
    expect(timelineLive(live, recorded([60_500]), undefined), 'begun this moment').toBeUndefined();
  });

  it('does not end before the picture', () => {
    expect(timelineBack(backAt(64_300)).positionMillis).toBe(60_000);
    expect(statsBack(live, backAt(64_300)).lagMillis).toBe(0);
  });

  it('has the times of the recording that is shown', () => {
    expect(statsBack(live, backAt(20_000))).toMatchObject({
      positionMillis: 20_000,
      lagMillis: 44_000,
      aheadMillis: 9_000,
    });
    expect(startOf(recorded([4_000, 20_000]))).toBe(4_000);
  });
});

describe('what follows a recording that ended', () => {
  it.each([
    ['one that began behind it, in the same run', recorded([70_000]), true],
    ['one of a later run', recorded([0], EPOCH + 1), true],
    ['the same one', recorded([4_000, 20_000]), false],
    ['one of an earlier run', recorded([70_000], EPOCH - 1), false],
  ])('%s', (_, running, follows) => {
    expect(beginsBehind(running, backAt(64_000))).toBe(follows);
  });
});
