/** What is to be done with the next frame, and at what rate the encoder is to go on. */
export interface SendAdvice {
  /** Bits per second for the picture. */
  readonly bitsPerSecond: number;
  /** The way out is full: this frame is not to be encoded. */
  readonly drop: boolean;
}

/** How what was sent arrives. */
export interface Arriving {
  /** For how long the oldest bytes that have not arrived are on their way. */
  readonly lateMillis: number;
  /** What has arrived of late, sound and all. */
  readonly bitsPerSecond: number;
}

/** So late, the uplink carries less than is sent. A long round trip and the wait for its acknowledgement take half of it. */
const LATE_MILLIS = 800;
/** Beyond it frames are left out, until they come as early as {@link EASY_MILLIS}. */
const FULL_MILLIS = 1_500;
const EASY_MILLIS = 500;
/** Of what arrives: the rest drains what waits. */
const LOWER = 0.8;
const RAISE = 1.2;
/** What was lowered is given so long to show. */
const LOWER_PERIOD_MILLIS = 1_500;
/** So long all arrived early, before more is tried. */
const RAISE_PERIOD_MILLIS = 3_000;
const LEAST_BITS_PER_SECOND = 100_000;

/**
 * Keeps the picture's bitrate at what the uplink carries: down to a part of what arrives as soon as it arrives late, up by a
 * fifth after a while in which it did not. Pure; time is handed in.
 */
export class SendRate {
  readonly #mostBitsPerSecond: number;
  readonly #leastBitsPerSecond: number;
  readonly #soundBitsPerSecond: number;
  #bitsPerSecond: number;
  #dropping = false;
  #changedAtMillis = -Infinity;
  #easySinceMillis: number | undefined;

  /**
   * @param mostBitsPerSecond wanted for the picture, and what it begins with
   * @param soundBitsPerSecond what goes the same way beside it
   */
  constructor(mostBitsPerSecond: number, soundBitsPerSecond: number) {
    this.#mostBitsPerSecond = mostBitsPerSecond;
    this.#leastBitsPerSecond = Math.min(mostBitsPerSecond, LEAST_BITS_PER_SECOND);
    this.#soundBitsPerSecond = soundBitsPerSecond;
    this.#bitsPerSecond = mostBitsPerSecond;
  }

  /** To be asked for each frame. */
  advise({ lateMillis, bitsPerSecond: arriving }: Arriving, nowMillis: number): SendAdvice {
    if (lateMillis < EASY_MILLIS) {
      this.#dropping = false;
      this.#easySinceMillis ??= nowMillis;
      if (nowMillis - Math.max(this.#easySinceMillis, this.#changedAtMillis) >= RAISE_PERIOD_MILLIS) {
        this.#change(this.#bitsPerSecond * RAISE, nowMillis);
      }
    } else {
      this.#easySinceMillis = undefined;
      this.#dropping ||= lateMillis > FULL_MILLIS;
      if (lateMillis > LATE_MILLIS && nowMillis - this.#changedAtMillis >= LOWER_PERIOD_MILLIS) {
        const carried = arriving * LOWER - this.#soundBitsPerSecond;
        // An encoder that needs less than it may is no reason to give it more.
        this.#change(Math.min(carried, this.#bitsPerSecond), nowMillis);
      }
    }
    return { bitsPerSecond: this.#bitsPerSecond, drop: this.#dropping };
  }

  #change(bitsPerSecond: number, nowMillis: number): void {
    const bounded = Math.max(this.#leastBitsPerSecond, Math.min(this.#mostBitsPerSecond, bitsPerSecond));
    this.#bitsPerSecond = Math.round(bounded);
    this.#changedAtMillis = nowMillis;
  }
}
