import type { AutoplayOutcome } from './player-state.js';

/** The part of a video element that starting needs. */
export interface Startable {
  muted: boolean;
  play(): Promise<void>;
}

/**
 * Starts playing within the browser's autoplay rules: as it is, else muted, else not at all. A start that
 * is overtaken (another source, a pause) resolves as undefined: whoever overtook it decides.
 */
export async function startPlayback(video: Startable, mayMute: boolean): Promise<AutoplayOutcome | undefined> {
  const first = await attempt(video);
  if (first !== 'refused') {
    return first;
  }
  if (video.muted || !mayMute) {
    return 'blocked';
  }
  video.muted = true;
  const second = await attempt(video);
  if (second !== 'refused') {
    return second === 'playing' ? 'muted' : undefined;
  }
  video.muted = false;
  return 'blocked';
}

async function attempt(video: Startable): Promise<'playing' | 'refused' | undefined> {
  try {
    await video.play();
    return 'playing';
  } catch (failure) {
    return failure instanceof DOMException && failure.name === 'NotAllowedError' ? 'refused' : undefined;
  }
}
