/** Monotonic time. Everything below the page takes it from here, so that a simulator can bend it. */
export interface Clock {
  /** Milliseconds since an arbitrary origin; never goes back. */
  nowMillis(): number;
}

/** One-shot and repeating timers on the same time as {@link Clock}. */
export interface Timers {
  /** Runs `task` once, `delayMillis` from now; returns what cancels it (may be called twice). */
  after(delayMillis: number, task: () => void): () => void;
  /** Runs `task` every `periodMillis` until cancelled (may be called twice). */
  every(periodMillis: number, task: () => void): () => void;
}

/** Uniform random numbers. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
}

/** The outside world of the engine, handed in as one value. */
export interface Environment {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
}
