/** The least that stays ahead of the picture after a jump: with less it would stop at once. */
const LEAST_AHEAD_MILLIS = 500;

/** What is known of the picture and of the stream's head, in ms. */
export interface EdgeSituation {
  readonly lagMillis: number;
  readonly targetLagMillis: number;
  readonly aheadMillis: number;
}

/**
 * How far the picture may jump towards live, in ms: to the target lag, as far as the buffer reaches. 0 when the picture
 * is there already, give or take what the playback rate makes up for unnoticed.
 */
export function jumpToLiveMillis({ lagMillis, targetLagMillis, aheadMillis }: EdgeSituation): number {
  const jump = Math.min(lagMillis - targetLagMillis, aheadMillis - LEAST_AHEAD_MILLIS);
  return jump > 500 ? jump : 0;
}
