import { describe, expect, it } from 'vitest';
import { attempts, newest, readHistory, spanOf, sum, withSample, type History } from '../../console/history.js';
import { readMoment, readSample } from '../../console/sample.js';
import { savingOf, savingOfSamples } from '../../console/saving.js';

const START = 1_790_000_000_000;

function hour(fields: object): History {
  const history = readHistory({ stepMillis: 2_000, ...fields }, 'hour');
  if (history === undefined) throw new Error('no history');
  return history;
}

describe('readHistory', () => {
  it('reads columns, and takes what is missing or no number for unknown', () => {
    const history = hour({ at: [START, START + 2_000], viewers: [3, 'x'], peersBytes: [-1, 7] });
    expect(history.columns.viewers).toEqual([3, null]);
    expect(history.columns.peersBytes).toEqual([null, 7]);
    expect(history.columns.lagP50Millis).toEqual([null, null]);
    expect(history.connections).toEqual([null, null]);
  });

  it('puts one step without values behind the last one before a gap, and only one', () => {
    const history = hour({ at: [START, START + 60_000], viewers: [1, 2] });
    expect(history.atMillis).toEqual([START, START + 2_000, START + 60_000]);
    expect(history.columns.viewers).toEqual([1, null, 2]);
    const later = withSample(history, START + 62_000, readSample({ viewers: 5 }));
    expect(later.columns.viewers).toEqual([1, null, 2, 5]);
  });

  it.each([null, [], {}, { stepMillis: 0, at: [] }, { stepMillis: 2_000 }, 'x'])('refuses %j', (json) => {
    expect(readHistory(json, 'hour')).toBeUndefined();
  });
});

describe('withSample', () => {
  it('drops what is older than the range, and a sample that is no later than the last', () => {
    const history = hour({ at: [START, START + 2_000], viewers: [1, 2] });
    const now = START + 3_600_001;
    const later = withSample(history, now, readSample({ viewers: 9 }));
    expect(later.atMillis[0]).toBe(START + 2_000);
    expect(newest(later, 1)).toMatchObject([{ viewers: 9, peersBytes: null }]);
    expect(withSample(later, now, readSample({ viewers: 1 }))).toBe(later);
  });

  it('stays bounded, whatever comes', () => {
    let history = hour({ at: Array.from({ length: 5_000 }, (_, step) => START + step) });
    for (let step = 5_000; step < 5_010; step++) {
      history = withSample(history, START + step, readSample({ viewers: step }));
    }
    expect(history.atMillis).toHaveLength(4_000);
    expect(newest(history, 2)).toMatchObject([{ viewers: 5_008 }, { viewers: 5_009 }]);
  });
});

it('sums what is known, and knows nothing of nothing', () => {
  const history = hour({ at: [1, 2, 3], peersBytes: [10, null, 5] });
  expect(sum(history, 'peersBytes')).toBe(15);
  expect(sum(history, 'viewers')).toBeNull();
});

it('counts what the server sends to viewers without peers as its own', () => {
  const history = hour({ at: [1], peersBytes: [60], serverBytes: [30], blockedBytes: [10] });
  expect(savingOf(history)).toEqual({ peersBytes: 60, serverBytes: 40, share: 0.6 });
  expect(savingOfSamples(newest(history, 9))).toEqual(savingOf(history));
  expect(savingOf(hour({ at: [1] })).share).toBeUndefined();
  expect(savingOfSamples([]).share).toBeUndefined();
});

it('adds attempts by NAT classes, the most tried first', () => {
  const history = hour({
    at: [1, 2],
    connections: [{ 'open-open': { tried: 3, met: 3 } }, { 'cone-open': { tried: 9, met: 8 }, bad: 7 }],
  });
  expect(attempts(withSample(history, 3, readSample({ connections: { 'open-open': { tried: 1, met: 0 } } })))).toEqual([
    ['cone-open', 9, 8],
    ['open-open', 4, 3],
  ]);
});

it('reads a moment of the event stream', () => {
  const moment = readMoment({ at: START, total: { viewers: 4 }, channels: { news: { viewers: 3, repairs: null } } });
  expect(moment?.total.viewers).toBe(4);
  expect(moment?.channels.get('news')?.repairs).toBeNull();
  expect(readMoment({ total: {} })).toBeUndefined();
});

it.each([
  [0, 5],
  [4 * 60_000, 5],
  [6 * 60_000, 15],
  [31 * 60_000, 60],
  [60 * 60_000, 60],
])('shows of an hour in which %d ms were measured %d minutes', (measured, minutes) => {
  const [start, end] = spanOf(hour({ at: measured === 0 ? [] : [START, START + measured] }), START + measured);
  expect(end).toBe(START + measured);
  expect(end - start).toBe(minutes * 60_000);
});
