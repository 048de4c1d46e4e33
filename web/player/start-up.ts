import type { Clock } from '../transport/environment.js';

/** Who waited longer did something else meanwhile. */
const LONGEST_MILLIS = 120_000;

/** How long a viewer waits for the first picture, from when this was made, which is when the player began; told once. */
export class StartUp {
  #waitedMillis: number | undefined;
  #counts = true;

  constructor(video: EventTarget, clock: Clock) {
    const begunMillis = clock.nowMillis();
    const onPicture = (): void => {
      const waited = clock.nowMillis() - begunMillis;
      if (this.#counts && waited <= LONGEST_MILLIS) this.#waitedMillis = waited;
    };
    video.addEventListener('loadeddata', onPicture, { once: true });
  }

  /** There was nothing to be shown, or another tab had it: how long that takes says nothing of the way from here to there. */
  spoil(): void {
    this.#counts = false;
    this.#waitedMillis = undefined;
  }

  /** Milliseconds; undefined before there is a picture, and from the second time on. */
  take(): number | undefined {
    const waited = this.#waitedMillis;
    this.#waitedMillis = undefined;
    return waited;
  }
}
