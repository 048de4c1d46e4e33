import { findFirstKeyframe } from '../media/first-keyframe.js';
import { drawFirstPicture } from '../media/first-picture.js';

/** Asked for at first: enough for the first keyframe of most films. */
const FIRST_BYTES = 192 * 1024;
/** A film whose first keyframe ends behind this has no poster. */
const MOST_BYTES = 2 * 1024 * 1024;
/** Twice as wide as a card, for screens of twice the pixels. */
const WIDTH = 640;
const AT_ONCE = 2;
const PATIENCE_MILLIS = 10_000;
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
  const signal = AbortSignal.timeout(PATIENCE_MILLIS);
  const opening = await openingOf(url, signal);
  const picture = opening && (await drawFirstPicture(opening, { maxWidth: WIDTH, signal }));
  if (picture === undefined) {
    return; // the card says enough without one
  }
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
  canvas.toggleAttribute('data-drawn', true);
}

/** The beginning of a file up to its first keyframe; undefined when it is not to be had. */
async function openingOf(url: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const first = await fetchRange(url, 0, FIRST_BYTES, signal);
  if (first === undefined || findFirstKeyframe(first) !== 'more' || first.length < FIRST_BYTES) {
    return first;
  }
  const rest = await fetchRange(url, FIRST_BYTES, MOST_BYTES, signal);
  if (rest === undefined) {
    return undefined;
  }
  const both = new Uint8Array(first.length + rest.length);
  both.set(first);
  both.set(rest, first.length);
  return both;
}

async function fetchRange(url: string, from: number, to: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  try {
    const answer = await fetch(url, { headers: { Range: `bytes=${from}-${to - 1}` }, signal });
    // Any other answer may be the whole of a large file.
    return answer.status === 206 ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
