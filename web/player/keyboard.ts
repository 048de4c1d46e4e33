import type { Shortcut } from './shortcuts.js';
import type { Timeline } from './timeline.js';

/** What of a player its keyboard moves. */
export interface Playable {
  readonly paused: boolean;
  muted: boolean;
  volume: number;
  play(): Promise<void>;
  pause(): void;
}

/** What a player itself hands in. */
export interface KeyboardParts {
  readonly player: Playable;
  /** Where the viewer is and may go; undefined: nowhere. */
  readonly timeline: () => Timeline | undefined;
  readonly seek: (timeMillis: number) => void;
  readonly toggleFullScreen: () => void;
}

/** How far an arrow key moves. */
const STEP_MILLIS = 5_000;
/** How far J and L do. */
const LEAP_MILLIS = 10_000;
const VOLUME_STEP = 0.1;

/** Does what a key press stands for. @returns whether it could be done: where not, the key is the page's */
export function obey(shortcut: Shortcut, { player, timeline, seek, toggleFullScreen }: KeyboardParts): boolean {
  const move = (to: (timeline: Timeline) => number): boolean => {
    const now = timeline();
    if (now !== undefined) {
      seek(Math.min(now.durationMillis, Math.max(0, to(now))));
    }
    return now !== undefined;
  };
  switch (shortcut) {
    case 'play-pause':
      if (player.paused) {
        void player.play();
      } else {
        player.pause();
      }
      return true;
    case 'mute':
      player.muted = !player.muted;
      return true;
    case 'full-screen':
      toggleFullScreen();
      return true;
    case 'louder':
    case 'quieter':
      player.volume += shortcut === 'louder' ? VOLUME_STEP : -VOLUME_STEP;
      if (shortcut === 'louder') {
        player.muted = false;
      }
      return true;
    case 'back':
      return move(({ positionMillis }) => positionMillis - STEP_MILLIS);
    case 'forward':
      return move(({ positionMillis }) => positionMillis + STEP_MILLIS);
    case 'far-back':
      return move(({ positionMillis }) => positionMillis - LEAP_MILLIS);
    case 'far-forward':
      return move(({ positionMillis }) => positionMillis + LEAP_MILLIS);
    case 'to-start':
      return move(() => 0);
    case 'to-end':
      return move(({ durationMillis }) => durationMillis);
  }
}
