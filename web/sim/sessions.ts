import type { Random } from '../transport/environment.js';

/** Session lengths: lognormal, as live audiences were measured (docs/swarm.md, simulator). */
export const MEDIAN_SECONDS = 180;
export const SIGMA = 1.5;
/** exp(μ + σ²/2). */
export const MEAN_SECONDS = MEDIAN_SECONDS * Math.exp((SIGMA * SIGMA) / 2);

/** Length in ms of the session of somebody who joins now. */
export function drawSessionMillis(random: Random): number {
  return 1_000 * MEDIAN_SECONDS * Math.exp(SIGMA * drawNormal(random));
}

/**
 * What is left, in ms, of the session of somebody who is found watching: long sessions are met more often (a lognormal
 * weighted by length is a lognormal with its median times e^σ²), and the moment falls anywhere into it. With it a
 * population is in equilibrium from the beginning.
 */
export function drawResidualMillis(random: Random): number {
  const whole = 1_000 * MEDIAN_SECONDS * Math.exp(SIGMA * SIGMA + SIGMA * drawNormal(random));
  return whole * random.next();
}

/** Time in ms to the next of independent arrivals. */
export function drawGapMillis(random: Random, perSecond: number): number {
  return perSecond <= 0 ? Infinity : (-Math.log(1 - random.next()) / perSecond) * 1_000;
}

function drawNormal(random: Random): number {
  // Box and Muller; 1 − u is never 0.
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
