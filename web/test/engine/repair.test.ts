import { describe, expect, it } from 'vitest';
import type { Gap } from '../../engine/gaps.js';
import { defaultParameters } from '../../engine/parameters.js';
import { planRepair, type RepairContext } from '../../engine/repair.js';
import { toRanges } from '../../engine/rescue.js';

const NOW = 100_000;

/** A packet missed for `age`, to be played in `left`. */
function gap(seq: number, age: number, left: number, more: Partial<Gap> = {}): Gap {
  return {
    seq,
    sinceMillis: NOW - age,
    timestampMillis: 50_000 + left,
    chance: 0,
    late: false,
    tried: [],
    askedAtMillis: -Infinity,
    fetching: false,
    ...more,
  };
}

const context: RepairContext = {
  nowMillis: NOW,
  epoch: 1,
  head: 1_000,
  positionMillis: 50_000,
  bufferMillis: 4_000,
  skewMillis: new Array<number>(8).fill(0),
  reach: 200,
  isCovered: () => true,
  expected: 40,
  hops: () => 1,
};

const holder = (peerId: string, seqs: readonly number[], responseMillis = 50) => ({
  peerId,
  responseMillis,
  pulls: new Map<number, number>(),
  holdings: { mayHold: (_epoch: number, seq: number) => seqs.includes(seq), expects: () => false },
});

const plan = (
  gaps: readonly Gap[],
  holders: readonly ReturnType<typeof holder>[],
  more: Partial<RepairContext> = {},
) => {
  const { pulls, fetch, newlyLate } = planRepair(gaps, holders, { ...context, ...more }, defaultParameters);
  return {
    pulls: [...pulls].map(([{ peerId }, asked]) => `${peerId}:${asked.map(({ seq }) => seq).join()}`),
    fetch: fetch.map(({ seq }) => seq),
    late: newlyLate.map(({ seq }) => seq),
  };
};

describe('repair', () => {
  it('waits for a parent until 300 ms have passed or the others are two rounds ahead', () => {
    const a = holder('a', [900, 990]);
    expect(plan([gap(990, 290, 3_000)], [a])).toEqual({ pulls: [], fetch: [], late: [] });
    expect(plan([gap(990, 300, 3_000)], [a])).toEqual({ pulls: ['a:990'], fetch: [], late: [990] });
    expect(plan([gap(900, 130, 3_000)], [a])).toEqual({ pulls: ['a:900'], fetch: [], late: [900] });
    expect(plan([gap(900, 110, 3_000)], [a]).pulls).toEqual([]);
  });

  it('leaves those above the time to repair it for all below', () => {
    const a = holder('a', [990]);
    const below = { hops: () => 3 };
    expect(plan([gap(990, 450, 3_000)], [a], below).pulls).toEqual([]);
    expect(plan([gap(990, 460, 3_000)], [a], below).pulls).toEqual(['a:990']);
    expect(plan([gap(990, 460, 600, { chance: 0.9 })], [], below).fetch).toEqual([]);
    expect(plan([gap(990, 460, 560)], [], below).fetch).toEqual([990]);
  });

  it('asks who should have the packet where nobody says so', () => {
    const fed = { ...holder('fed', []), holdings: { mayHold: () => false, expects: () => true } };
    expect(plan([gap(990, 300, 3_000)], [fed]).pulls).toEqual(['fed:990']);
    expect(plan([gap(990, 300, 3_000)], [fed, holder('sure', [990], 100)]).pulls).toEqual(['sure:990']);
  });

  it('is patient with a substream that usually comes late', () => {
    const skewMillis = [0, 0, 0, 0, 0, 0, 300, 0];
    expect(plan([gap(990, 400, 3_000)], [holder('a', [990])], { skewMillis }).pulls).toEqual([]);
    expect(plan([gap(990, 460, 3_000)], [holder('a', [990])], { skewMillis }).pulls).toEqual(['a:990']);
  });

  it('does not wait for a substream that nobody pushes, and calls it nobody`s fault', () => {
    const uncovered = { isCovered: () => false };
    expect(plan([gap(990, 60, 3_000)], [holder('a', [990])], uncovered)).toEqual({
      pulls: ['a:990'],
      fetch: [],
      late: [],
    });
  });

  it('asks the quickest holder, one at a time, another one after 450 ms', () => {
    const holders = [holder('slow', [990], 400), holder('quick', [990], 20), holder('without', [])];
    const asked = { late: true, tried: ['quick'] };
    expect(plan([gap(990, 300, 3_000)], holders).pulls).toEqual(['quick:990']);
    expect(plan([gap(990, 500, 3_000, { ...asked, askedAtMillis: NOW - 400 })], holders).pulls).toEqual([]);
    expect(plan([gap(990, 800, 3_000, { ...asked, askedAtMillis: NOW - 450 })], holders).pulls).toEqual(['slow:990']);
    // ABSENT clears the time of asking: the next one at once.
    expect(plan([gap(990, 310, 3_000, asked)], holders).pulls).toEqual(['slow:990']);
  });

  it('puts at most 64 packets into one PULL', () => {
    const seqs = Array.from({ length: 70 }, (_, i) => 800 + i);
    const gaps = seqs.map((seq) => gap(seq, 300, 3_000));
    const { pulls } = planRepair(gaps, [holder('a', seqs), holder('b', seqs)], context, defaultParameters);
    expect([...pulls.values()].reduce((sum, asked) => sum + asked.length, 0)).toBe(70);
    for (const asked of pulls.values()) expect(asked.length).toBeLessThanOrEqual(64);
  });

  it('asks neighbours until 1.2 s before play-out, the gateway from 0.7 s on', () => {
    const a = holder('a', [990]);
    expect(plan([gap(990, 300, 1_300)], [a]).pulls).toEqual(['a:990']);
    expect(plan([gap(990, 300, 1_100)], [a])).toEqual({ pulls: [], fetch: [], late: [990] });
    expect(plan([gap(990, 300, 700)], [a]).fetch).toEqual([990]);
    expect(plan([gap(990, 300, 700, { fetching: true })], [a]).fetch).toEqual([]);
    // Even what was asked a moment ago, and what is not late yet.
    expect(plan([gap(990, 10, 600, { askedAtMillis: NOW - 10, tried: ['a'] })], [a]).fetch).toEqual([990]);
  });

  it('scales its thresholds down with a small buffer', () => {
    const a = holder('a', [990]);
    const small = { bufferMillis: 800 };
    expect(plan([gap(990, 330, 500)], [a], small).pulls).toEqual(['a:990']);
    expect(plan([gap(990, 330, 350)], [a], small)).toEqual({ pulls: [], fetch: [], late: [990] });
    expect(plan([gap(990, 330, 270)], [a], small).fetch).toEqual([990]);
  });

  it('fetches what no neighbour has after a patience drawn by chance', () => {
    expect(plan([gap(990, 301, 3_000, { chance: 0 })], []).fetch).toEqual([990]);
    expect(plan([gap(990, 300, 3_000, { chance: 0.9 })], []).fetch).toEqual([]);
    expect(plan([gap(990, 580, 3_000, { chance: 0.9 })], []).fetch).toEqual([990]);
  });

  it('takes along what it would ask for in a moment anyway, in order', () => {
    const uncovered = { isCovered: () => false };
    const gaps = [gap(992, 60, 3_000, { chance: 0.9 }), gap(991, 400, 3_000), gap(990, 60, 3_000, { chance: 0.9 })];
    expect(plan(gaps, [], uncovered).fetch).toEqual([990, 991, 992]);
  });
});

describe('ranges of one request', () => {
  it('are contiguous but for small holes, and at most 64 long', () => {
    expect(toRanges([], 2)).toEqual([]);
    expect(toRanges([5, 6, 7], 0)).toEqual([{ first: 5, last: 7 }]);
    expect(toRanges([5, 8, 12], 2)).toEqual([
      { first: 5, last: 8 },
      { first: 12, last: 12 },
    ]);
    const long = Array.from({ length: 130 }, (_, i) => i);
    expect(toRanges(long, 2)).toEqual([
      { first: 0, last: 63 },
      { first: 64, last: 127 },
      { first: 128, last: 129 },
    ]);
  });
});
