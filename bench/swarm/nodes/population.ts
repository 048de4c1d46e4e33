import type { Random } from '../../../web/transport/environment.js';

/** Sessions are lognormal around a median of 3 minutes; a mean of 9 minutes (design of the simulator, the same here). */
const MEDIAN_SECONDS = 180;
const SIGMA = 1.5;
/** Mean over median of a lognormal. */
const MEAN_OVER_MEDIAN = Math.exp(SIGMA ** 2 / 2);

/** One viewer's coming and going; seconds since the run began. */
export interface Visit {
  readonly comesAtSeconds: number;
  /** Infinity: stays. */
  readonly goesAtSeconds: number;
  /** Ends without a good-bye. */
  readonly crashes: boolean;
  readonly blocked: boolean;
}

export interface PopulationOptions {
  readonly peers: number;
  /** Time over which the first ones come, evenly. */
  readonly rampSeconds: number;
  /** Until when viewers come. */
  readonly untilSeconds: number;
  readonly churnPerMinute: number | undefined;
  readonly blockedPercent: number;
}

/**
 * A population that keeps its size: as many come in a minute (Poisson) as the sessions' lengths make go. The first ones are met
 * in the middle of their sessions, as those are who watch at a given moment: long sessions are more often met, and part of
 * them is over.
 */
export function visits(options: PopulationOptions, random: Random): Visit[] {
  const { peers, rampSeconds, untilSeconds, blockedPercent } = options;
  const perSecond = (options.churnPerMinute ?? (peers * 60) / (MEDIAN_SECONDS * MEAN_OVER_MEDIAN)) / 60;
  const medianSeconds = perSecond === 0 ? Infinity : peers / perSecond / MEAN_OVER_MEDIAN;
  const visit = (comesAtSeconds: number, stays: number): Visit => ({
    comesAtSeconds,
    goesAtSeconds: comesAtSeconds + stays,
    crashes: random.next() < 0.5,
    blocked: random.next() * 100 < blockedPercent,
  });
  const all: Visit[] = [];
  for (let i = 0; i < peers; i++) {
    const whole = medianSeconds * Math.exp(SIGMA ** 2 + SIGMA * normal(random));
    all.push(visit((i * rampSeconds) / peers, perSecond === 0 ? Infinity : whole * random.next()));
  }
  const pause = (): number => -Math.log(1 - random.next()) / perSecond;
  for (let at = pause(); at < untilSeconds; at += pause()) {
    all.push(visit(at, medianSeconds * Math.exp(SIGMA * normal(random))));
  }
  return all.sort((a, b) => a.comesAtSeconds - b.comesAtSeconds);
}

/** Standard normal (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
