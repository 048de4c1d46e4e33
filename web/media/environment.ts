/** Monotonic time and timers on it, handed in: media is a leaf and has neither of its own. */
export interface PlayoutEnvironment {
  readonly clock: { nowMillis(): number };
  readonly timers: {
    /** Runs `task` once; returns what cancels it. */
    after(delayMillis: number, task: () => void): () => void;
    /** Runs `task` again and again; returns what cancels it. */
    every(periodMillis: number, task: () => void): () => void;
  };
}
