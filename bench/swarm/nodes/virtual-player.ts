import type { MediaPosition, MediaSink } from '../../../web/engine/media-sink.js';
import { playbackRate } from '../../../web/media/playback-rate.js';
import { TagSequence } from '../../../web/media/tag-sequence.js';
import type { Clock } from '../../../web/transport/environment.js';

/** The page's player begins so far behind the end of what it has, if there is more than that and the tolerance (live-playout.ts). */
const START_LAG_MILLIS = 1_500;
const START_TOLERANCE_MILLIS = 700;
/** Playable media with which a stopped picture goes on. */
const RESUME_MILLIS = 200;

/**
 * A player without picture in real time: reads the tags as the page does, plays as far as both tracks reach, stops when there is
 * nothing more, follows the target by the page's own playback rate. Its first picture comes with the first question for its
 * position after the first frames, 50 ms later on average, which stands for the time that decoding takes.
 */
export class VirtualPlayer implements MediaSink {
  readonly #clock: Clock;
  readonly #createdAtMillis: number;
  #epoch: number | undefined;
  #sequence = new TagSequence();
  /** Player's time of the newest tag of each track. */
  #ends = { audio: -1, video: -1 };
  #position: number | undefined;
  #atMillis = 0;
  #rate = 1;
  #target = { lagMillis: START_LAG_MILLIS, targetLagMillis: START_LAG_MILLIS };
  #stopped = false;
  #ended = false;
  #stalls = 0;
  #stalledMillis = 0;
  #startupMillis: number | undefined;
  #firstPictureAtMillis: number | undefined;

  /** Start-up counts from now on. */
  constructor(clock: Clock) {
    this.#clock = clock;
    this.#createdAtMillis = clock.nowMillis();
  }

  /** Until the first picture; undefined before it. */
  get startupMillis(): number | undefined {
    return this.#startupMillis;
  }

  /** On the clock; undefined before it. */
  get firstPictureAtMillis(): number | undefined {
    return this.#firstPictureAtMillis;
  }

  begin(epoch: number, prelude: Uint8Array): void {
    this.#advance();
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#sequence = new TagSequence();
      this.#ends = { audio: -1, video: -1 };
      this.#position = undefined;
    }
    this.#sequence.switchSource();
    this.append(prelude);
  }

  append(payload: Uint8Array): void {
    this.#advance();
    this.#ended = false;
    for (const { role, type, timestampMillis } of this.#sequence.accept(payload)) {
      if (role === 'sequence header' || type === 'script') continue;
      if (this.#ends[type] < 0) this.#ends[type] = timestampMillis;
      this.#ends[type] = Math.max(this.#ends[type], timestampMillis);
    }
    const end = this.#end();
    if (this.#stopped && end - (this.#position ?? end) >= RESUME_MILLIS) this.#stopped = false;
  }

  skip(): void {
    this.#sequence.skip();
  }

  end(): void {
    this.#ended = true;
  }

  position(): MediaPosition {
    this.#advance();
    if (this.#position === undefined && this.#end() >= 0) this.#begin(this.#end());
    const position = this.#position;
    return {
      timestampMillis: position === undefined ? undefined : this.#sequence.epochMillisAt(position),
      aheadMillis: position === undefined ? 0 : this.#end() - position,
      playing: true,
      stalls: this.#stalls,
      stalledMillis: this.#stalledMillis,
    };
  }

  steer(target: { readonly lagMillis: number; readonly targetLagMillis: number }): void {
    this.#advance();
    this.#target = target;
    this.#rate = playbackRate({ ...target, aheadMillis: this.#end() - (this.#position ?? 0) });
  }

  /** Both tracks are there up to here. */
  #end(): number {
    return Math.min(this.#ends.audio, this.#ends.video);
  }

  #begin(end: number): void {
    const { targetLagMillis } = this.#target;
    this.#position = end > targetLagMillis + START_TOLERANCE_MILLIS ? end - targetLagMillis : 0;
    this.#startupMillis ??= this.#clock.nowMillis() - this.#createdAtMillis;
    this.#firstPictureAtMillis ??= this.#clock.nowMillis();
  }

  #advance(): void {
    const now = this.#clock.nowMillis();
    const elapsed = now - this.#atMillis;
    this.#atMillis = now;
    if (this.#position === undefined) return;
    if (this.#stopped) {
      this.#stalledMillis += elapsed;
      return;
    }
    const left = Math.max(0, this.#end() - this.#position);
    if (elapsed * this.#rate <= left) {
      this.#position += elapsed * this.#rate;
      return;
    }
    this.#position += left;
    if (this.#ended) return;
    this.#stopped = true;
    this.#stalls++;
    this.#stalledMillis += elapsed - left / this.#rate;
  }
}
