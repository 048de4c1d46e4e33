import type { EngineState } from '../engine/stats.js';
import type { SessionPhase } from './player-session.js';

/**
 * What an engine's state means to a viewer. `played`: media reached the picture before; then the stream is not "not there
 * yet" but interrupted.
 */
export function sessionPhase(state: EngineState, played: boolean): SessionPhase {
  switch (state) {
    case 'starting':
      return played ? 'reconnecting' : 'connecting';
    case 'playing':
      return 'live';
    case 'unknown channel':
      return 'unknown';
    case 'offline':
    case 'unreachable':
      return played ? 'reconnecting' : state;
    case 'off air':
      return 'off-air';
    case 'refused token':
      return 'refused-token';
    case 'refused expired':
      return 'refused-expired';
    case 'refused origin':
      return 'refused-origin';
    case 'refused full':
      return 'refused-full';
    case 'ended':
    case 'closed':
      return 'ended';
  }
}
