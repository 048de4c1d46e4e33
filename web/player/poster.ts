import { objectAddress } from '../transport/object-address.js';
import { FilmPoster } from './film-poster.js';
import type { WantedProgramme } from './programme.js';

/** A picture that stands where there is none yet of what is played. */
export interface Poster {
  /** The picture stays until the video has one of its own; the player's screen is opaque again. May be called twice. */
  close(): void;
}

/**
 * The page's own picture, or the first one of a video that waits to be played.
 *
 * @param url the page's, relative ones are relative to it; empty: it has none
 * @param waiting what is to be played, when it does not begin by itself
 */
export function posterOf(
  host: HTMLElement,
  video: HTMLVideoElement,
  url: string,
  waiting: WantedProgramme | undefined,
): Poster | undefined {
  video.removeAttribute('poster');
  if (url !== '') {
    return imagePoster(host, video, url);
  }
  if (waiting?.object === undefined) {
    return undefined;
  }
  return new FilmPoster(host, video, objectAddress({ gatewayUrl: waiting.gateway.href, ...waiting.object }));
}

function imagePoster(host: HTMLElement, video: HTMLVideoElement, url: string): Poster {
  video.poster = url;
  host.toggleAttribute('data-poster', true);
  return {
    close: () => {
      video.removeAttribute('poster'); // or it would be seen whenever the source is exchanged
      host.toggleAttribute('data-poster', false);
    },
  };
}
