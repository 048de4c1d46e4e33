import type { Random } from '../transport/environment.js';
import type { RunOptions } from './scenario.js';
import { drawGapMillis, drawResidualMillis, drawSessionMillis, MEAN_SECONDS } from './sessions.js';

/** One session of one viewer. Times in ms since the run began; the end of the run may come first. */
export interface Visit {
  readonly joinsAtMillis: number;
  readonly leavesAtMillis: number;
  /** Gone without a word: a closed lid, a lost network. */
  readonly abrupt: boolean;
}

/** All that happens to a run from outside, known before it begins. */
export interface Plan {
  /** Ascending by joining. */
  readonly visits: readonly Visit[];
  readonly measuredFromMillis: number;
  readonly gatewayAway: { readonly fromMillis: number; readonly untilMillis: number } | undefined;
}

/** The initial population comes evenly within this, or half of a shorter warm-up. */
const RAMP_MILLIS = 30_000;
const LEAST_RAMP_MILLIS = 1_000;
const CROWD_MILLIS = 10_000;
const LEAVE_MILLIS = 2_000;
const AWAY_MILLIS = 3_000;
/** Of the sessions, this share ends abruptly. */
const ABRUPT_SHARE = 0.5;

/**
 * Who comes and goes. The initial population stays as long as people stay who are found watching
 * ({@link drawResidualMillis}), so that it is in equilibrium from its first second; everybody later stays as long as
 * one who begins. Arrivals are Poisson at N ÷ mean session.
 */
export function drawPlan(options: RunOptions, random: Random): Plan {
  const endMillis = options.seconds * 1_000;
  const measuredFromMillis = options.warmUpSeconds * 1_000;
  const middleMillis = (measuredFromMillis + endMillis) / 2;
  const crowd = options.scenario === 'flash-crowd';
  const settled = crowd ? Math.max(1, Math.round(options.peers / 10)) : options.peers;
  const rampMillis = Math.min(RAMP_MILLIS, Math.max(LEAST_RAMP_MILLIS, 0.5 * measuredFromMillis));

  const visits = evenly(settled, 0, rampMillis, () => drawResidualMillis(random), random);
  if (crowd) {
    const crowdEndMillis = measuredFromMillis + CROWD_MILLIS;
    visits.push(...arrivals(settled, rampMillis, crowdEndMillis, random));
    const come = options.peers - settled;
    visits.push(...evenly(come, measuredFromMillis, CROWD_MILLIS, () => drawSessionMillis(random), random));
    visits.push(...arrivals(options.peers, crowdEndMillis, endMillis, random));
  } else {
    visits.push(...arrivals(options.peers, rampMillis, endMillis, random));
  }
  const planned = options.scenario === 'mass-leave' ? halfLeaves(visits, middleMillis, random) : visits;
  return {
    visits: planned.sort((a, b) => a.joinsAtMillis - b.joinsAtMillis),
    measuredFromMillis,
    gatewayAway:
      options.scenario === 'gateway-restart'
        ? { fromMillis: middleMillis, untilMillis: middleMillis + AWAY_MILLIS }
        : undefined,
  };
}

function evenly(
  count: number,
  fromMillis: number,
  withinMillis: number,
  session: () => number,
  random: Random,
): Visit[] {
  return Array.from({ length: count }, (_, i) =>
    visit(fromMillis + ((i + random.next()) / count) * withinMillis, session(), random),
  );
}

function arrivals(population: number, fromMillis: number, untilMillis: number, random: Random): Visit[] {
  const visits: Visit[] = [];
  const perSecond = population / MEAN_SECONDS;
  for (let at = fromMillis + drawGapMillis(random, perSecond); at < untilMillis;) {
    visits.push(visit(at, drawSessionMillis(random), random));
    at += drawGapMillis(random, perSecond);
  }
  return visits;
}

function visit(joinsAtMillis: number, sessionMillis: number, random: Random): Visit {
  return { joinsAtMillis, leavesAtMillis: joinsAtMillis + sessionMillis, abrupt: random.next() < ABRUPT_SHARE };
}

function halfLeaves(visits: readonly Visit[], atMillis: number, random: Random): Visit[] {
  return visits.map((one) => {
    const present = one.joinsAtMillis <= atMillis && one.leavesAtMillis > atMillis;
    if (!present || random.next() < 0.5) return one;
    const leavesAtMillis = Math.min(one.leavesAtMillis, atMillis + random.next() * LEAVE_MILLIS);
    return { ...one, leavesAtMillis, abrupt: true };
  });
}
