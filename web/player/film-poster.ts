import { fetchFirstPicture } from './film-opening.js';

const MAX_WIDTH = 1_280;
const JPEG_QUALITY = 0.85;

/** Shows a film's first picture on a video element that has not begun, once the player comes into sight. */
export class FilmPoster {
  readonly #host: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #seen: IntersectionObserver;
  readonly #abort = new AbortController();

  constructor(host: HTMLElement, video: HTMLVideoElement, url: string) {
    this.#host = host;
    this.#video = video;
    this.#seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        this.#seen.disconnect();
        void this.#show(url);
      }
    });
    this.#seen.observe(host);
  }

  /** The picture stays until the video has one of its own; the player's screen is opaque again. May be called twice. */
  close(): void {
    this.#seen.disconnect();
    this.#abort.abort();
    this.#host.toggleAttribute('data-poster', false);
  }

  async #show(url: string): Promise<void> {
    const { signal } = this.#abort;
    const picture = await fetchFirstPicture(url, MAX_WIDTH, signal);
    if (picture === undefined) {
      return;
    }
    if (!signal.aborted) {
      const canvas = document.createElement('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
      this.#video.poster = canvas.toDataURL('image/jpeg', JPEG_QUALITY);
      this.#host.toggleAttribute('data-poster', true);
    }
    picture.close();
  }
}
