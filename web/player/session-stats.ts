import type { EngineStats, Mode } from '../engine/stats.js';
import type { Delivery, PlayerStats } from './player-stats.js';

/** What is counted over all engines of one session. */
export interface SessionTotals {
  readonly fromPeersBytes: number;
  readonly fromFeedBytes: number;
  readonly fromHttpBytes: number;
  readonly fromTabBytes: number;
  readonly toPeersBytes: number;
}

export const NO_TOTALS: SessionTotals = {
  fromPeersBytes: 0,
  fromFeedBytes: 0,
  fromHttpBytes: 0,
  fromTabBytes: 0,
  toPeersBytes: 0,
};

const DELIVERIES: Record<Mode, Delivery> = { swarm: 'peers', pull: 'gateway', relay: 'relay' };

/** `answeredByTab`: bytes that the engine took for HTTP and that came from another tab. */
export function totalsOf(stats: EngineStats, follows: boolean, answeredByTab: number): SessionTotals {
  const { fromPeersBytes, fromFeedBytes, fromHttpBytes, toPeersBytes } = stats;
  return {
    fromPeersBytes,
    // A follower's feed is the other tab.
    fromFeedBytes: follows ? 0 : fromFeedBytes,
    fromHttpBytes: Math.max(0, fromHttpBytes - answeredByTab),
    fromTabBytes: (follows ? fromFeedBytes : 0) + answeredByTab,
    toPeersBytes,
  };
}

export function sum(a: SessionTotals, b: SessionTotals): SessionTotals {
  return {
    fromPeersBytes: a.fromPeersBytes + b.fromPeersBytes,
    fromFeedBytes: a.fromFeedBytes + b.fromFeedBytes,
    fromHttpBytes: a.fromHttpBytes + b.fromHttpBytes,
    fromTabBytes: a.fromTabBytes + b.fromTabBytes,
    toPeersBytes: a.toPeersBytes + b.toPeersBytes,
  };
}

/** By which way the stream comes to an engine in this mode. */
export function deliveryOf(mode: Mode, follows: boolean): Delivery {
  return follows && mode !== 'relay' ? 'tab' : DELIVERIES[mode];
}

/** What the engine knows of the stream; before there is one, nothing. */
export function streamFigures(
  stats: EngineStats | undefined,
  follows: boolean,
): Pick<
  PlayerStats,
  'epoch' | 'lagMillis' | 'neighbours' | 'stalls' | 'stalledMillis' | 'delivery' | 'role' | 'uploadLimitKbps'
> {
  return {
    epoch: stats?.epoch,
    lagMillis: stats?.lagMillis,
    neighbours: stats?.neighbours ?? 0,
    stalls: stats?.stalls ?? 0,
    stalledMillis: stats?.stalledMillis ?? 0,
    delivery: stats === undefined ? 'gateway' : deliveryOf(stats.mode, follows),
    role: follows ? 'tab follower' : (stats?.role ?? 'full'),
    uploadLimitKbps: stats?.uploadLimitKbps,
  };
}
