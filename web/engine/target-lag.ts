import type { MediaPosition } from './media-sink.js';
import type { Parameters } from './parameters.js';

/** The worst of each of the last so many stretches is remembered. */
const STRETCHES = 8;
/** Right after the start (or a pause) everything is late; that says nothing of what is to come. */
const SETTLE_MILLIS = 2_000;

/**
 * Where the picture should stand behind the head. What decides is the edge: how far behind the head the stream is here
 * without a gap. The picture stands as near to the worst edge of the last while as the spare allows, so the lag follows
 * the links: it comes down step by step, and goes up at once when the picture has stopped.
 */
export class TargetLag {
  readonly #parameters: Parameters;
  #millis: number;
  #stalls = 0;
  /** Worst edges, the newest stretch last. */
  #worst: number[] = [];
  #stretchSinceMillis = 0;
  #lookFromMillis: number;
  #downAtMillis: number;
  #rescueAtMillis = 0;

  constructor(parameters: Parameters, nowMillis: number) {
    this.#parameters = parameters;
    this.#millis = parameters.lagStartMillis;
    this.#lookFromMillis = nowMillis + SETTLE_MILLIS;
    this.#downAtMillis = 0;
  }

  get millis(): number {
    return this.#millis;
  }

  /**
   * `lagMillis`: where the picture stands, undefined before the first one. `sourcePaused`: the stream itself stood
   * still, which more lag does not help.
   */
  tick(position: MediaPosition, lagMillis: number | undefined, sourcePaused: boolean, nowMillis: number): void {
    if (position.stalls > this.#stalls && !sourcePaused) this.#raise(this.#parameters.lagUpMillis);
    this.#stalls = position.stalls;
    if (!position.playing || sourcePaused || lagMillis === undefined) {
      this.#lookFromMillis = nowMillis + SETTLE_MILLIS;
      return;
    }
    if (nowMillis < this.#lookFromMillis) return;
    this.#note(lagMillis - position.aheadMillis, nowMillis);
    if (nowMillis < this.#downAtMillis) return;
    this.#downAtMillis = nowMillis + 1_000;
    const { lagDownMillis, lagLeastMillis } = this.#parameters;
    const enough = this.#lagFor(Math.max(...this.#worst));
    if (enough < this.#millis) this.#millis = Math.max(lagLeastMillis, enough, this.#millis - lagDownMillis);
  }

  /** The gateway was asked because neighbours had no time left to help: with more lag they would have had it. */
  onRescue(nowMillis: number): void {
    if (nowMillis < this.#rescueAtMillis) return;
    this.#rescueAtMillis = nowMillis + 1_000;
    this.#raise(this.#parameters.lagRescueMillis);
    if (this.#worst.length > 0) this.#note(this.#edgeFor(this.#millis), nowMillis);
  }

  /** Where the picture stands with the stream complete so far behind the head: slow links are slow to repair, too. */
  #lagFor(edgeMillis: number): number {
    return edgeMillis * (1 + this.#parameters.lagSpareShare) + this.#parameters.lagSpareMillis;
  }

  #edgeFor(lagMillis: number): number {
    return (lagMillis - this.#parameters.lagSpareMillis) / (1 + this.#parameters.lagSpareShare);
  }

  #raise(byMillis: number): void {
    this.#millis = Math.min(this.#parameters.lagMostMillis, this.#millis + byMillis);
  }

  #note(edgeMillis: number, nowMillis: number): void {
    const length = this.#parameters.lagLookMillis / STRETCHES;
    if (this.#worst.length === 0 || nowMillis - this.#stretchSinceMillis >= length) {
      // The lag waits for the end of a first second before it moves at all.
      if (this.#worst.length === 0) this.#downAtMillis = nowMillis + 1_000;
      this.#stretchSinceMillis = nowMillis;
      this.#worst.push(edgeMillis);
      if (this.#worst.length > STRETCHES) this.#worst.shift();
    } else {
      this.#worst.push(Math.max(edgeMillis, this.#worst.pop() ?? edgeMillis));
    }
  }
}
