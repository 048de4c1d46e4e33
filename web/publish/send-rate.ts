/** What is to be done with the next frame, and at what rate the encoder is to go on. */
export interface SendAdvice {
  /** Bits per second for the picture. */
  readonly bitsPerSecond: number;
  /** The way out is full: this frame is not to be encoded. */
  readonly drop: boolean;
}

/** So much waiting, in seconds of what is sent, says that the uplink carries less. */
const LATE_SECONDS = 0.4;
/** Beyond it frames are dropped, until less than {@link EASY_SECONDS} wait. */
const FULL_SECONDS = 1.5;
const EASY_SECONDS = 0.15;
const LOWER = 0.75;
const RAISE = 1.1;
/** What was lowered is given so long to show. */
const LOWER_PERIOD_MILLIS = 1_000;
/** So long nothing waited, before more is tried. */
const RAISE_PERIOD_MILLIS = 4_000;
const LEAST_BITS_PER_SECOND = 100_000;

/**
 * Keeps the picture's bitrate at what the uplink carries: down by a quarter as soon as bytes wait, up by a tenth after a
 * while without. Pure; time is handed in.
 */
export class SendRate {
  readonly #mostBitsPerSecond: number;
  readonly #leastBitsPerSecond: number;
  #bitsPerSecond: number;
  #dropping = false;
  #changedAtMillis = -Infinity;
  #easySinceMillis: number | undefined;

  /** @param mostBitsPerSecond wanted for the picture, and what it begins with */
  constructor(mostBitsPerSecond: number) {
    this.#mostBitsPerSecond = mostBitsPerSecond;
    this.#leastBitsPerSecond = Math.min(mostBitsPerSecond, LEAST_BITS_PER_SECOND);
    this.#bitsPerSecond = mostBitsPerSecond;
  }

  /** To be asked for each frame. @param bufferedBytes given to the network and not sent yet */
  advise(bufferedBytes: number, nowMillis: number): SendAdvice {
    const waitingSeconds = (bufferedBytes * 8) / this.#bitsPerSecond;
    if (waitingSeconds > LATE_SECONDS) {
      this.#easySinceMillis = undefined;
      if (nowMillis - this.#changedAtMillis >= LOWER_PERIOD_MILLIS) {
        this.#change(this.#bitsPerSecond * LOWER, nowMillis);
      }
    } else if (waitingSeconds < EASY_SECONDS) {
      this.#easySinceMillis ??= nowMillis;
      if (nowMillis - Math.max(this.#easySinceMillis, this.#changedAtMillis) >= RAISE_PERIOD_MILLIS) {
        this.#change(this.#bitsPerSecond * RAISE, nowMillis);
      }
    } else {
      this.#easySinceMillis = undefined;
    }
    if (waitingSeconds > FULL_SECONDS) {
      this.#dropping = true;
    } else if (waitingSeconds < EASY_SECONDS) {
      this.#dropping = false;
    }
    return { bitsPerSecond: this.#bitsPerSecond, drop: this.#dropping };
  }

  #change(bitsPerSecond: number, nowMillis: number): void {
    const bounded = Math.max(this.#leastBitsPerSecond, Math.min(this.#mostBitsPerSecond, bitsPerSecond));
    this.#bitsPerSecond = Math.round(bounded);
    this.#changedAtMillis = nowMillis;
  }
}
