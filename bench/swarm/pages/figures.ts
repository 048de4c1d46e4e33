import type { Run } from './measure.js';

/** One row of the table. Shares 0 … 1, times in ms; undefined where nobody played. */
export interface RunFigures {
  readonly pages: number;
  readonly played: number;
  /** Media bytes from peers ÷ (those + everything that the origin sent for media), join and start-up included. */
  readonly shareFromPeers: number;
  /** The same if the origin had sent the stream exactly once: 1 − length of the run ÷ time watched by all pages. */
  readonly shareLimit: number;
  readonly originMegabits: number;
  readonly signallingBytesPerSecondPerPage: number;
  readonly lagP50Millis: number | undefined;
  readonly lagP95Millis: number | undefined;
  readonly stalls: number;
  readonly stalledMillis: number;
  readonly pagesStalled: number;
  readonly startupP50Millis: number | undefined;
  readonly startupP95Millis: number | undefined;
  readonly machineBusy: number;
  readonly chromiumCores: number;
}

export function figuresOf(run: Run): RunFigures {
  const { pages, origin, lengthSeconds } = run;
  const fromPeers = sum(pages.map(({ peers }) => peers.receivedMedia));
  const lag = sorted(pages.flatMap(({ lagMillis }) => lagMillis));
  const startup = sorted(pages.flatMap(({ startupMillis }) => startupMillis ?? []));
  // The two ways of counting see the same interruptions; the one that saw more is believed.
  const counts = pages.map(({ stalls }) => Math.max(stalls.waits, stalls.freezes));
  return {
    pages: pages.length,
    played: startup.length,
    shareFromPeers: fromPeers / (fromPeers + origin.media),
    shareLimit: 1 - lengthSeconds / sum(run.openSeconds),
    originMegabits: (origin.media * 8) / 1e6 / lengthSeconds,
    signallingBytesPerSecondPerPage: origin.signalling / sum(run.openSeconds),
    lagP50Millis: percentile(lag, 0.5),
    lagP95Millis: percentile(lag, 0.95),
    stalls: sum(counts),
    stalledMillis: sum(pages.map(({ stalls }) => Math.max(stalls.waitedMillis, stalls.frozenMillis))),
    pagesStalled: counts.filter((count) => count > 0).length,
    startupP50Millis: percentile(startup, 0.5),
    startupP95Millis: percentile(startup, 0.95),
    machineBusy: run.cpu.machineBusy,
    chromiumCores: run.cpu.chromiumSeconds / lengthSeconds,
  };
}

/** The smallest value that `share` of all values do not exceed. */
export function percentile(ascending: readonly number[], share: number): number | undefined {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)];
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
