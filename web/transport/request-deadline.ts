import type { Timers } from './environment.js';

/** Aborts a request when its time is over or its caller gives up. */
export class RequestDeadline {
  readonly #timers: Timers;
  readonly #caller: AbortSignal;
  readonly #controller = new AbortController();
  readonly #abort = (): void => this.#controller.abort();
  #cancelTimer: () => void;

  constructor(timers: Timers, millis: number, caller: AbortSignal) {
    this.#timers = timers;
    this.#caller = caller;
    this.#cancelTimer = timers.after(millis, this.#abort);
    caller.addEventListener('abort', this.#abort);
    if (caller.aborted) {
      this.#abort();
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  postpone(millis: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#timers.after(millis, this.#abort);
  }

  /** The request is over; what is still on its way is not wanted. */
  end(): void {
    this.#cancelTimer();
    this.#caller.removeEventListener('abort', this.#abort);
    this.#abort();
  }
}
