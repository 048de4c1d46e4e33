import { describe, expect, it } from 'vitest';
import type { Descriptor } from '../../objects/descriptor.js';
import { KeyframeIndex } from '../../objects/keyframe-index.js';
import { needsFrom } from '../../objects/needs.js';
import { Timeline } from '../../objects/timeline.js';
import { Wishes } from '../../objects/wishes.js';
import { PieceMap } from '../../peers/piece-map.js';

function descriptor(playback: boolean): Descriptor {
  const keyframes = new KeyframeIndex([
    { timeMillis: 40, offset: 1_000 },
    { timeMillis: 2_040, offset: 201_000 },
    { timeMillis: 4_040, offset: 301_000 },
  ]);
  return {
    name: 'film.flv',
    type: 'video/x-flv',
    sizeBytes: 401_000,
    pieces: 7,
    root: new Uint8Array(32),
    publicKey: new Uint8Array(32),
    playback: playback ? { durationMillis: 5_040, prelude: new Uint8Array(13), keyframes } : undefined,
  };
}

describe('Timeline', () => {
  it.each([
    [0, 0],
    [500, 20],
    [1_000, 40],
    [101_000, 1_040],
    [301_000, 4_040],
    [351_000, 4_540],
    [401_000, 5_040],
  ])('plays the byte at %i at %i ms', (offset, timeMillis) => {
    expect(new Timeline(descriptor(true)).timeMillis(offset)).toBe(timeMillis);
  });

  it('takes what is no film as if it were played at 8 Mbit/s', () => {
    expect(new Timeline(descriptor(false)).timeMillis(250_000)).toBe(250);
  });
});

describe('needs', () => {
  it('are what is missing from the position on, by the time of its play-out', () => {
    const held = new PieceMap(7);
    held.addRange({ first: 3, last: 3 });
    const timeline = new Timeline(descriptor(true));
    const needed = needsFrom(101_000, timeline, held, 3_000).map(({ piece, inMillis }) => [
      piece,
      Math.round(inMillis),
    ]);
    expect(needed).toEqual([
      [2, 0],
      [4, 956],
      [5, 2_223],
    ]);
    expect(needsFrom(400_999, timeline, held, 3_000).map(({ piece }) => piece)).toEqual([7]);
  });
});

describe('Wishes', () => {
  it('offers what is missing, not all viewers from the same piece on, until it is withdrawn', () => {
    const held = new PieceMap(10);
    held.add(8);
    const wishes = new Wishes(held, 0.5);
    const withdraw = wishes.add({ first: 1, last: 10 }, 'download');
    wishes.add({ first: 2, last: 3 }, 'spare');
    expect(wishes.missing('download')).toEqual([6, 7, 9, 10, 1, 2, 3, 4, 5]);
    expect(wishes.missing('spare')).toEqual([3, 2]);
    wishes.onCame(6);
    expect(wishes.missing('download')[0]).toBe(7);
    withdraw();
    withdraw();
    expect(wishes.missing('download')).toEqual([]);
  });

  it('looks at a part of a large object each time, and comes to the last missing piece', () => {
    const held = new PieceMap(100_000);
    held.addRange({ first: 1, last: 100_000 });
    held.remove(77_777);
    const wishes = new Wishes(held, 0);
    wishes.add({ first: 1, last: 100_000 }, 'download');
    const looks = Array.from({ length: 25 }, () => wishes.missing('download'));
    expect(looks.flat()).toContain(77_777);
    expect(looks[0]).toEqual([]);
  });
});
