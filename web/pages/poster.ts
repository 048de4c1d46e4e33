import { fetchFirstPicture } from '../player/film-opening.js';

/** Twice as wide as a card, for screens of twice the pixels. */
const WIDTH = 640;
const AT_ONCE = 2;
/** Posters are drawn a little before they are scrolled into sight. */
const MARGIN = '200px';

/** Draws the first picture of films on canvases, when they come into sight, a few at a time. */
export class Posters {
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #urls = new WeakMap<Element, string>();
  readonly #seen = new IntersectionObserver((entries) => this.#onSeen(entries), { rootMargin: MARGIN });
  #drawing = 0;

  /** @param url of the FLV file. The canvas gets the attribute `data-drawn` when there is a picture on it. */
  draw(canvas: HTMLCanvasElement, url: string): void {
    this.#urls.set(canvas, url);
    this.#seen.observe(canvas);
  }

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const url = this.#urls.get(target);
      if (!isIntersecting || url === undefined || !(target instanceof HTMLCanvasElement)) {
        continue;
      }
      this.#seen.unobserve(target);
      this.#waiting.push(() => drawPoster(target, url));
    }
    this.#drawNext();
  }

  #drawNext(): void {
    while (this.#drawing < AT_ONCE) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        return;
      }
      this.#drawing++;
      void next().finally(() => {
        this.#drawing--;
        this.#drawNext();
      });
    }
  }
}

async function drawPoster(canvas: HTMLCanvasElement, url: string): Promise<void> {
  const picture = await fetchFirstPicture(url, WIDTH);
  if (picture === undefined) {
    return; // the card says enough without one
  }
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
  canvas.toggleAttribute('data-drawn', true);
}
