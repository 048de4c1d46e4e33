import type { RefusedPhase } from './player-session.js';
import type { Obstacle } from './player-state.js';

/** What went wrong; docs/player.md says what each means. */
export type ErrorKind = Obstacle | 'unknown-channel' | 'unreachable' | RefusedPhase;

/** Detail of the `error` event, and the player's `error`: why nothing is played. Most of it is tried again by itself. */
export interface ErrorDetail {
  /** As MediaError has it: 2 network, 3 decoding, 4 what is to be played is not to be had, or not for this viewer or browser. */
  readonly code: 2 | 3 | 4;
  readonly kind: ErrorKind;
  /** For the console, in English; what a viewer reads the player shows. */
  readonly message: string;
}

export function playerError(kind: ErrorKind, message: string): ErrorDetail {
  return { code: kind === 'unreachable' ? 2 : kind === 'broken' ? 3 : 4, kind, message };
}
