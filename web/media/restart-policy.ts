const FIRST_DELAY_MILLIS = 500;
const MAX_DELAY_MILLIS = 30_000;
/** A run that lasted so long was a good one: the next failure is a new story. */
const GOOD_RUN_MILLIS = 20_000;

/** When a fresh start may be asked for: at once, and while that does not help, twice as late each time up to 30 s. */
export class RestartPolicy {
  #askedAtMillis = 0;
  #delayMillis = 0;
  #inARow = 0;

  /** Milliseconds from now until the next request. */
  waitMillis(nowMillis: number): number {
    if (nowMillis - this.#askedAtMillis > this.#delayMillis + GOOD_RUN_MILLIS) {
      this.#delayMillis = 0;
      this.#inARow = 0;
    }
    return this.#inARow === 0 ? 0 : Math.max(0, this.#askedAtMillis + this.#delayMillis - nowMillis);
  }

  /** A request is made now; returns how many there have been in a row. */
  asked(nowMillis: number): number {
    this.#askedAtMillis = nowMillis;
    this.#delayMillis = Math.min(MAX_DELAY_MILLIS, Math.max(FIRST_DELAY_MILLIS, this.#delayMillis * 2));
    return ++this.#inARow;
  }
}
