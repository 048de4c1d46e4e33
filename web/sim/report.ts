import type { Parameters } from '../engine/parameters.js';
import { definitions, type Figures, type Limits } from './figures.js';
import { goalsFor, judge, type JudgedGoal } from './goals.js';
import type { Sample } from './meters/sample.js';
import { ratio, type Tally } from './meters/tally.js';
import type { RunOptions } from './scenario.js';

/** One cause of egress over the measured period. */
export interface EgressShare {
  readonly bytes: number;
  /** In multiples of the stream's rate: as so many viewers over plain HTTP. */
  readonly streams: number;
}

/** All that a run says: the JSON, and what table and picture are drawn from. */
export interface Report extends Figures {
  readonly runHash: string;
  readonly scenario: string;
  readonly peers: number;
  readonly seconds: number;
  readonly seed: number;
  /** Everything before is not measured. */
  readonly measuredFromSeconds: number;
  readonly bitsPerSecond: number;
  /** Engine parameters that differ from the defaults. */
  readonly parameters: Partial<Parameters>;
  readonly goals: readonly JudgedGoal[];
  readonly limits: Limits;
  readonly egress: Readonly<Record<'feed' | 'join' | 'rescue' | 'blocked' | 'all', EgressShare>>;
  readonly joins: number;
  readonly leaves: number;
  readonly meanViewers: number;
  readonly definitions: typeof definitions;
  readonly series: readonly Sample[];
  /** How long the simulation took, on whatever machine; the only figure that differs between equal runs. */
  readonly wallSeconds: number;
}

export interface Measured {
  readonly options: RunOptions;
  readonly parameters: Partial<Parameters>;
  readonly bitsPerSecond: number;
  readonly figures: Figures;
  readonly limits: Limits;
  readonly period: Tally;
  readonly samples: readonly Sample[];
  readonly runHash: string;
  readonly wallSeconds: number;
}

export function reportOf(measured: Measured): Report {
  const { options, figures, period } = measured;
  const measuredSeconds = options.seconds - options.warmUpSeconds;
  const streams = (bytes: number): EgressShare => ({
    bytes,
    streams: ratio(bytes * 8, measured.bitsPerSecond * measuredSeconds),
  });
  return {
    ...figures,
    runHash: measured.runHash,
    scenario: options.scenario,
    peers: options.peers,
    seconds: options.seconds,
    seed: options.seed,
    measuredFromSeconds: options.warmUpSeconds,
    bitsPerSecond: measured.bitsPerSecond,
    parameters: measured.parameters,
    goals: judge(goalsFor(options.scenario, options.peers), figures),
    limits: measured.limits,
    egress: {
      feed: streams(period.feedBytes),
      join: streams(period.joinBytes),
      rescue: streams(period.rescueBytes),
      blocked: streams(period.blockedBytes),
      all: streams(period.egressBytes),
    },
    joins: period.joins,
    leaves: period.leaves,
    meanViewers: period.presentMillis / 1_000 / measuredSeconds,
    definitions,
    series: measured.samples,
    wallSeconds: measured.wallSeconds,
  };
}
