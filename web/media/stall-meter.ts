/** A picture that stands for less than this has not been seen to stand: frames come every 20 to 60 ms, timers later. */
const UNSEEN_MILLIS = 250;

/** What is known of the playback at one moment. */
export interface PlaybackMoment {
  /** Of a monotonic clock. */
  readonly nowMillis: number;
  /** `currentTime` of the video element, in seconds. */
  readonly time: number;
  /** The picture ought to move: not paused, the stream has not ended. */
  readonly ought: boolean;
}

/** Counts the interruptions after the first picture, from looks at the playback and the element's own `waiting` events. */
export class StallMeter {
  #lastTime: number | undefined;
  #movedAtMillis = 0;
  #moved = false;
  #stalls = 0;
  #pastMillis = 0;
  #stalledSinceMillis: number | undefined;
  #nowMillis = 0;

  get stalls(): number {
    return this.#stalls;
  }

  /** Sum of all interruptions up to the last look. */
  get stalledMillis(): number {
    const since = this.#stalledSinceMillis;
    return this.#pastMillis + (since === undefined ? 0 : this.#nowMillis - since);
  }

  get stalling(): boolean {
    return this.#stalledSinceMillis !== undefined;
  }

  look({ nowMillis, time, ought }: PlaybackMoment): void {
    this.#nowMillis = nowMillis;
    if (!ought || this.#lastTime === undefined) {
      this.#settle(nowMillis);
      this.#lastTime = time;
      this.#movedAtMillis = nowMillis;
    } else if (time !== this.#lastTime) {
      this.#moved ||= time > this.#lastTime;
      this.#settle(nowMillis);
      this.#lastTime = time;
      this.#movedAtMillis = nowMillis;
    } else if (this.#moved && nowMillis - this.#movedAtMillis > UNSEEN_MILLIS) {
      this.#begin(this.#movedAtMillis);
    }
  }

  /** The element says that it has nothing to show. */
  waiting(moment: PlaybackMoment): void {
    this.look(moment);
    if (moment.ought && this.#moved) {
      this.#begin(moment.nowMillis);
    }
  }

  #begin(sinceMillis: number): void {
    if (this.#stalledSinceMillis === undefined) {
      this.#stalls++;
      this.#stalledSinceMillis = sinceMillis;
    }
  }

  #settle(nowMillis: number): void {
    if (this.#stalledSinceMillis !== undefined) {
      this.#pastMillis += nowMillis - this.#stalledSinceMillis;
      this.#stalledSinceMillis = undefined;
    }
  }
}
