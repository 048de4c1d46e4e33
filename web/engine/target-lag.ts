import type { MediaPosition } from './media-sink.js';
import type { Parameters } from './parameters.js';

/** Where the picture should stand behind the head: grows at once with trouble, shrinks slowly while there is room. */
export class TargetLag {
  readonly #parameters: Parameters;
  #millis: number;
  #stalls = 0;
  #leastAheadMillis = Infinity;
  #calmSinceMillis: number;

  constructor(parameters: Parameters, nowMillis: number) {
    this.#parameters = parameters;
    this.#millis = parameters.lagStartMillis;
    this.#calmSinceMillis = nowMillis;
  }

  get millis(): number {
    return this.#millis;
  }

  /** `sourcePaused`: the stream itself stood still, which more lag does not help. */
  tick(position: MediaPosition, sourcePaused: boolean, nowMillis: number): void {
    if (position.stalls > this.#stalls && !sourcePaused) this.onTrouble(nowMillis);
    this.#stalls = position.stalls;
    if (!position.playing || sourcePaused || position.timestampMillis === undefined) {
      this.#calm(nowMillis);
      return;
    }
    this.#leastAheadMillis = Math.min(this.#leastAheadMillis, position.aheadMillis);
    if (nowMillis - this.#calmSinceMillis < this.#parameters.lagDownAfterMillis) return;
    if (this.#leastAheadMillis >= this.#parameters.lagSpareMillis) {
      this.#millis = Math.max(this.#parameters.lagLeastMillis, this.#millis - this.#parameters.lagDownMillis);
    }
    this.#calm(nowMillis);
  }

  /** The picture stopped, or a repair came too late. */
  onTrouble(nowMillis: number): void {
    this.#millis = Math.min(this.#parameters.lagMostMillis, this.#millis + this.#parameters.lagUpMillis);
    this.#calm(nowMillis);
  }

  #calm(nowMillis: number): void {
    this.#leastAheadMillis = Infinity;
    this.#calmSinceMillis = nowMillis;
  }
}
