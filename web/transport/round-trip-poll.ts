import { roundTripMillis, type StatsReport } from './candidate-path.js';
import type { Timers } from './environment.js';

/** getStats costs the browser some work; the connection itself measures no more often than this. */
const INTERVAL_MILLIS = 5_000;

/** The round trip of one connection, looked up only while somebody asks, and at most every five seconds. */
export class RoundTripPoll {
  readonly #timers: Timers;
  readonly #tearDown: AbortSignal;
  readonly #getStats: () => Promise<RTCStatsReport>;
  #millis: number | undefined;
  #due = true;

  constructor(timers: Timers, tearDown: AbortSignal, getStats: () => Promise<RTCStatsReport>) {
    this.#timers = timers;
    this.#tearDown = tearDown;
    this.#getStats = getStats;
  }

  /** The latest answer, ms; undefined before the first, or where the browser does not tell. */
  millis(): number | undefined {
    if (this.#due && !this.#tearDown.aborted) {
      this.#due = false;
      const cancel = this.#timers.after(INTERVAL_MILLIS, () => {
        this.#tearDown.removeEventListener('abort', cancel);
        this.#due = true;
      });
      this.#tearDown.addEventListener('abort', cancel, { once: true });
      this.#getStats().then(
        (report) => (this.#millis = roundTripMillis(report as unknown as StatsReport)),
        () => (this.#millis = undefined),
      );
    }
    return this.#millis;
  }
}
