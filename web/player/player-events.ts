import type { ErrorDetail } from './player-error.js';
import type { PlayerStats } from './player-stats.js';

/** Detail of the `stats` event, sent twice a second while connected. */
export interface StatsDetail extends PlayerStats {
  /** From peers ÷ all over the last 30 s, 0 … 1. */
  readonly share: number | undefined;
}

interface OwnEvents {
  stats: CustomEvent<StatsDetail>;
  /** The player's own, with what went wrong in its detail; it does not bubble. */
  error: CustomEvent<ErrorDetail>;
}

/** Events of `<bittube-player>` by name; those that it shares with `<video>` mean what they mean there. */
export interface PlayerEventMap extends Omit<HTMLElementEventMap, keyof OwnEvents>, OwnEvents {}

/** Events without a detail that the player sends. */
export type MediaEvent =
  | 'play'
  | 'pause'
  | 'playing'
  | 'waiting'
  | 'seeking'
  | 'seeked'
  | 'timeupdate'
  | 'durationchange'
  | 'loadedmetadata'
  | 'volumechange'
  | 'ratechange'
  | 'ended';
