import type { ObjectParameters } from './object-parameters.js';

/** Positions that play-out cannot have come to by playing are seeks; it reports some times a second, or late in a busy page. */
const SEEK_MILLIS = 5_000;

/**
 * How far ahead of the picture a film is fetched: briskly at a beginning, and from there at a multiple of the speed at which it
 * is played. A viewer who leaves after a minute has not taken the whole film, and one who comes finds uplinks with room.
 */
export class LookAhead {
  readonly #parameters: ObjectParameters;
  #soughtAtMillis = -Infinity;
  #position: { readonly filmMillis: number; readonly atMillis: number } | undefined;

  constructor(parameters: ObjectParameters) {
    this.#parameters = parameters;
  }

  /** Play-out stands at `filmMillis` of the film. */
  onPosition(filmMillis: number, nowMillis: number): void {
    const before = this.#position;
    const played = before === undefined ? Infinity : filmMillis - before.filmMillis;
    if (before === undefined || played < -SEEK_MILLIS || played > nowMillis - before.atMillis + SEEK_MILLIS) {
      this.#soughtAtMillis = nowMillis;
    }
    this.#position = { filmMillis, atMillis: nowMillis };
  }

  /** So many milliseconds of film ahead of the picture are wanted now. */
  millis(nowMillis: number): number {
    const { briskMillis, pace, aheadMillis } = this.#parameters;
    return Math.min(aheadMillis, briskMillis + (nowMillis - this.#soughtAtMillis) * (pace - 1));
  }
}
