/** A rate with a burst: `perSecond` tokens come in, at most `burst` are kept. Time is handed in. */
export class TokenBucket {
  readonly #perMilli: number;
  readonly #burst: number;
  #tokens: number;
  #filledAtMillis: number;

  constructor(perSecond: number, burst: number, nowMillis: number) {
    this.#perMilli = perSecond / 1_000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAtMillis = nowMillis;
  }

  /** Takes `count` tokens when they are there. */
  take(count: number, nowMillis: number): boolean {
    const grown = Math.max(0, nowMillis - this.#filledAtMillis) * this.#perMilli;
    this.#tokens = Math.min(this.#burst, this.#tokens + grown);
    this.#filledAtMillis = nowMillis;
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }
}
