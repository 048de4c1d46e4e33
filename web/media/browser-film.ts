import type { PlayoutEnvironment } from './environment.js';
import { FilmPlayout } from './film-playout.js';
import type { FilmPlayoutListener } from './film-playout.js';
import type { Film } from './film.js';
import { freezePicture } from './frozen-picture.js';
import { openMpegtsPlayer } from './mpegts-player.js';

/** A film on the page's video element with mpegts.js; nothing happens before the first seek. */
export function browserFilm(
  video: HTMLVideoElement,
  film: Film,
  environment: PlayoutEnvironment,
  listener: FilmPlayoutListener,
  options: { readonly autoplay: boolean },
): FilmPlayout {
  return new FilmPlayout(video, film, {
    ...options,
    environment,
    openPlayer: openMpegtsPlayer,
    listener,
    freezePicture,
  });
}
