import { browserFilm } from '../media/browser-film.js';
import type { FilmPlayout, FilmPlayoutListener } from '../media/film-playout.js';
import type { Environment } from '../transport/environment.js';
import type { RecordingFetch, RunningRecording } from '../transport/recording-fetch.js';
import { LiveRecording } from './live-recording.js';
import { RecordingDesk } from './recording-desk.js';

/** What is shown instead of live. */
export interface Back {
  readonly recording: LiveRecording;
  readonly playout: FilmPlayout;
}

export interface BackOptions {
  readonly video: HTMLVideoElement;
  readonly fetch: RecordingFetch;
  readonly environment: Environment;
  readonly autoplay: boolean;
}

export interface BackListener extends Omit<FilmPlayoutListener, 'onUnreadable' | 'onEnded'> {
  /** The gateway does not give what is wanted, or does again. */
  onTrouble(back: Back, trouble: boolean): void;
  /** The recording ended, and was played to that end. */
  onEnded(back: Back): void;
  /** See {@link FilmPlayoutListener.onUnreadable}. */
  onUnreadable(back: Back, reason: unknown): void;
}

/** A recording on the page's video element; nothing happens before the first seek. */
export function openBack(running: RunningRecording, options: BackOptions, listener: BackListener): Back {
  const { video, fetch, environment, autoplay } = options;
  const desk = new RecordingDesk(fetch, environment, (trouble) => listener.onTrouble(back, trouble));
  const recording = new LiveRecording(running, desk, environment);
  const playoutListener: FilmPlayoutListener = {
    onSeeking: () => listener.onSeeking(),
    onArrived: () => listener.onArrived(),
    onError: (kind, message) => listener.onError(kind, message),
    onEnded: () => listener.onEnded(back),
    onUnreadable: (reason) => listener.onUnreadable(back, reason),
  };
  const back = { recording, playout: browserFilm(video, recording, environment, playoutListener, { autoplay }) };
  return back;
}
