const SLOWEST = 0.95;
const FASTEST = 1.1;
/** Within this of the target nothing is done: timestamps and the buffer jitter by as much. */
const DEAD_BAND_MILLIS = 80;
/** Change of rate for each second beyond the dead band. */
const RATE_PER_SECOND = 0.2;
/** Steps of a hundredth: each change of rate costs the browser's audio a cross-fade. */
const STEPS = 100;
/** With less than this ahead, going faster would make the picture stop. */
const AHEAD_TO_HURRY_MILLIS = 250;
/** With less than this ahead, going slower puts the stop off. */
const AHEAD_TO_SLOW_MILLIS = 100;

export interface Lag {
  readonly lagMillis: number;
  readonly targetLagMillis: number;
  /** Playable media ahead of the picture. */
  readonly aheadMillis: number;
}

/** The playback rate that brings the lag to its target, 0.95 … 1.10, so slowly that nobody hears it. */
export function playbackRate({ lagMillis, targetLagMillis, aheadMillis }: Lag): number {
  if (aheadMillis < AHEAD_TO_SLOW_MILLIS) {
    return SLOWEST;
  }
  const excess = lagMillis - targetLagMillis;
  const beyond = Math.sign(excess) * Math.max(0, Math.abs(excess) - DEAD_BAND_MILLIS);
  const most = aheadMillis < AHEAD_TO_HURRY_MILLIS ? 1 : FASTEST;
  const rate = Math.min(most, Math.max(SLOWEST, 1 + (beyond / 1_000) * RATE_PER_SECOND));
  return Math.round(rate * STEPS) / STEPS;
}
