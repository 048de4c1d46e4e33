import { NOTHING_YET, type PlayerStats } from '../../player/player-stats.js';

/** The figures of a player that just began, with some of them changed. */
export function statsOf(change: Partial<PlayerStats> = {}): PlayerStats {
  return { ...NOTHING_YET, channel: 'news', ...change };
}
