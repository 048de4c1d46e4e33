/** Twice as wide as a card, for screens of twice the pixels. */
export const POSTER_WIDTH = 640;
const AT_ONCE = 2;
/** A busy machine or line brings no picture at first: it is asked for again so long after each time that there was none. */
const AGAIN_MILLIS = [1_000, 5_000, 25_000];
/** Posters are drawn a little before they are scrolled into sight. */
const MARGIN = '200px';

/** Brings the picture of a poster, at most {@link POSTER_WIDTH} wide; undefined when there is none to be had. */
export type FetchPicture = () => Promise<ImageBitmap | undefined>;

/** Draws pictures of films and channels on canvases, when they come into sight, a few at a time. */
export class Posters {
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #pictures = new WeakMap<Element, FetchPicture>();
  readonly #seen = new IntersectionObserver((entries) => this.#onSeen(entries), { rootMargin: MARGIN });
  #drawing = 0;

  /** The canvas gets the attribute `data-drawn` when there is a picture on it. Called again, it is drawn anew. */
  draw(canvas: HTMLCanvasElement, fetchPicture: FetchPicture): void {
    this.#pictures.set(canvas, fetchPicture);
    this.#seen.unobserve(canvas);
    this.#seen.observe(canvas);
  }

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const fetchPicture = this.#pictures.get(target);
      if (!isIntersecting || fetchPicture === undefined || !(target instanceof HTMLCanvasElement)) {
        continue;
      }
      this.#seen.unobserve(target);
      this.#waiting.push(() => this.#try(target, fetchPicture));
    }
    this.#drawNext();
  }

  async #try(canvas: HTMLCanvasElement, fetchPicture: FetchPicture, tries = 0): Promise<void> {
    const isDrawn = await drawPoster(canvas, fetchPicture);
    const afterMillis = AGAIN_MILLIS[tries];
    if (isDrawn || afterMillis === undefined) {
      return; // the card says enough without one
    }
    setTimeout(() => {
      // Not for a card that is gone, or that was given another picture to draw.
      if (canvas.isConnected && this.#pictures.get(canvas) === fetchPicture) {
        this.#waiting.push(() => this.#try(canvas, fetchPicture, tries + 1));
        this.#drawNext();
      }
    }, afterMillis);
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

async function drawPoster(canvas: HTMLCanvasElement, fetchPicture: FetchPicture): Promise<boolean> {
  const picture = await fetchPicture();
  if (picture === undefined) {
    return false;
  }
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
  canvas.toggleAttribute('data-drawn', true);
  return true;
}
