import type { PlayerStats } from '../../player/player-stats.js';

/** The figures of a player that just began, with some of them changed. */
export function statsOf(change: Partial<PlayerStats> = {}): PlayerStats {
  return {
    channel: 'news',
    film: undefined,
    epoch: undefined,
    positionMillis: undefined,
    lagMillis: undefined,
    aheadMillis: 0,
    neighbours: 0,
    fromPeersBytes: 0,
    fromFeedBytes: 0,
    fromHttpBytes: 0,
    fromTabBytes: 0,
    toPeersBytes: 0,
    stalls: 0,
    stalledMillis: 0,
    delivery: 'gateway',
    role: 'full',
    uploadLimitKbps: undefined,
    ...change,
  };
}
