import { describe, expect, it } from 'vitest';
import { LookAhead } from '../../objects/look-ahead.js';
import { defaultObjectParameters } from '../../objects/object-parameters.js';

const parameters = { ...defaultObjectParameters, briskMillis: 10_000, pace: 2, aheadMillis: 60_000 };

/** Plays from `filmMillis` on, one report every 250 ms, and says how far ahead is fetched after each whole second. */
function play(lookAhead: LookAhead, filmMillis: number, fromMillis: number, seconds: number): number[] {
  const found: number[] = [];
  for (let millis = 0; millis <= seconds * 1_000; millis += 250) {
    lookAhead.onPosition(filmMillis + millis, fromMillis + millis);
    if (millis % 1_000 === 0) found.push(lookAhead.millis(fromMillis + millis));
  }
  return found;
}

describe('LookAhead', () => {
  it('grows from the brisk part by one second a second, to what is wanted at most', () => {
    const lookAhead = new LookAhead(parameters);
    expect(play(lookAhead, 0, 1_000, 3)).toEqual([10_000, 11_000, 12_000, 13_000]);
    expect(play(lookAhead, 3_000, 4_000, 60).at(-1)).toBe(60_000);
  });

  it.each([
    ['forward', 90_000],
    ['back', 1_000],
  ])('begins anew after a seek %s', (_, toMillis) => {
    const lookAhead = new LookAhead(parameters);
    play(lookAhead, 20_000, 0, 20);
    expect(play(lookAhead, toMillis, 20_250, 1)).toEqual([10_000, 11_000]);
  });

  it('goes on growing while the picture stands, and when reports are late', () => {
    const lookAhead = new LookAhead(parameters);
    lookAhead.onPosition(0, 0);
    lookAhead.onPosition(0, 8_000);
    expect(lookAhead.millis(8_000)).toBe(18_000);
    lookAhead.onPosition(12_000, 20_000);
    expect(lookAhead.millis(20_000)).toBe(30_000);
  });
});
