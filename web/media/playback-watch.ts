import { aheadOf, nextAfter, rangesOf } from './buffered.js';
import type { Range } from './buffered.js';
import type { PlayoutEnvironment } from './environment.js';
import { playbackRate } from './playback-rate.js';
import type { Lag } from './playback-rate.js';
import { StallMeter } from './stall-meter.js';

const LOOK_MILLIS = 100;
const STEER_MILLIS = 250;
/** A hole up to this is jumped as soon as the picture stands at it, a larger one when nothing has filled it for a second. */
const SMALL_HOLE_SECONDS = 0.5;
const SMALL_HOLE_PATIENCE_MILLIS = 200;
const LARGE_HOLE_PATIENCE_MILLIS = 1_000;
/** Past the beginning of a stretch, so that rounding does not put the picture before it. */
const INTO_RANGE_SECONDS = 0.01;
/** The picture stands although it could go on: decoders hang, and a small seek wakes them. */
const HANGING_MILLIS = 2_000;
const PLENTY_SECONDS = 0.5;
const NUDGE_SECONDS = 0.05;
const MAX_NUDGES = 3;
/** No playback rate makes up for that much in good time: what is late is jumped over, if the buffer has what comes after it. */
const JUMP_EXCESS_MILLIS = 5_000;
const AHEAD_AFTER_JUMP_SECONDS = 0.5;

/**
 * Looks at a playing video element ten times a second: measures stalls, gets the picture over holes and hanging decoders, and
 * steers the lag by the playback rate.
 */
export class PlaybackWatch {
  readonly #video: HTMLVideoElement;
  readonly #environment: PlayoutEnvironment;
  readonly #ought: () => boolean;
  readonly #onHanging: () => void;
  readonly #meter = new StallMeter();
  readonly #stopTimer: () => void;
  #lastTime = -1;
  #standsSinceMillis = 0;
  #nudges = 0;
  #jumps = 0;
  #steeredAtMillis = -STEER_MILLIS;

  /**
   * @param ought whether the picture ought to move now
   * @param onHanging the picture stands although there is enough to play, and does not come back by itself
   */
  constructor(video: HTMLVideoElement, environment: PlayoutEnvironment, ought: () => boolean, onHanging: () => void) {
    this.#video = video;
    this.#environment = environment;
    this.#ought = ought;
    this.#onHanging = onHanging;
    this.#stopTimer = environment.timers.every(LOOK_MILLIS, () => this.#look());
  }

  get stalls(): number {
    return this.#meter.stalls;
  }

  get stalledMillis(): number {
    return this.#meter.stalledMillis;
  }

  /** How often the picture was moved: over a hole, out of a hanging decoder, to catch up. */
  get jumps(): number {
    return this.#jumps;
  }

  /** Playable media ahead of the picture. */
  aheadMillis(): number {
    return aheadOf(rangesOf(this.#video.buffered), this.#video.currentTime) * 1_000;
  }

  /** The element's `waiting` event. */
  waiting(): void {
    this.#meter.waiting(this.#moment());
  }

  #moment(): { nowMillis: number; time: number; ought: boolean } {
    return { nowMillis: this.#environment.clock.nowMillis(), time: this.#video.currentTime, ought: this.#ought() };
  }

  #look(): void {
    const moment = this.#moment();
    this.#meter.look(moment);
    if (!moment.ought || this.#video.paused || this.#video.seeking) {
      this.#standsSinceMillis = moment.nowMillis;
    } else if (moment.time !== this.#lastTime) {
      this.#standsSinceMillis = moment.nowMillis;
      this.#nudges = 0;
    } else {
      this.#help(moment.time, moment.nowMillis - this.#standsSinceMillis);
    }
    this.#lastTime = this.#video.currentTime;
  }

  #help(time: number, standsMillis: number): void {
    const ranges = rangesOf(this.#video.buffered);
    const next = nextAfter(ranges, time);
    if (next !== undefined) {
      const small = next.start - time <= SMALL_HOLE_SECONDS || next === ranges[0];
      if (standsMillis >= (small ? SMALL_HOLE_PATIENCE_MILLIS : LARGE_HOLE_PATIENCE_MILLIS)) {
        this.#jumpInto(next);
      }
    } else if (standsMillis >= HANGING_MILLIS && aheadOf(ranges, time) >= PLENTY_SECONDS) {
      this.#nudge(time);
    }
  }

  #jumpInto(range: Range): void {
    this.#moveTo(Math.min(range.start + INTO_RANGE_SECONDS, range.end));
  }

  #nudge(time: number): void {
    if (this.#nudges >= MAX_NUDGES) {
      this.#nudges = 0;
      this.#standsSinceMillis = this.#environment.clock.nowMillis();
      this.#onHanging();
      return;
    }
    const nudges = this.#nudges + 1;
    this.#moveTo(time + NUDGE_SECONDS);
    this.#nudges = nudges;
  }

  #moveTo(time: number): void {
    this.#jumps++;
    this.#standsSinceMillis = this.#environment.clock.nowMillis();
    this.#video.currentTime = time;
  }

  /**
   * Moves the picture so that `aheadMillis` are left ahead of it, if there is more. Before the first picture nobody sees such a
   * jump.
   *
   * @param toleranceMillis so much more is left to the playback rate
   */
  leaveAhead(aheadMillis: number, toleranceMillis: number): void {
    const excessMillis = this.aheadMillis() - aheadMillis;
    if (excessMillis > toleranceMillis) {
      this.#video.currentTime += excessMillis / 1_000;
    }
  }

  /** Brings the lag towards its target; takes effect at most four times a second. */
  steer(lag: Omit<Lag, 'aheadMillis'>): void {
    const nowMillis = this.#environment.clock.nowMillis();
    if (nowMillis - this.#steeredAtMillis < STEER_MILLIS || !this.#ought()) {
      return;
    }
    this.#steeredAtMillis = nowMillis;
    const aheadMillis = this.aheadMillis();
    const excess = (lag.lagMillis - lag.targetLagMillis) / 1_000;
    if (excess * 1_000 > JUMP_EXCESS_MILLIS && aheadMillis / 1_000 - excess > AHEAD_AFTER_JUMP_SECONDS) {
      this.#moveTo(this.#video.currentTime + excess);
      return;
    }
    const rate = playbackRate({ ...lag, aheadMillis });
    if (Math.abs(this.#video.playbackRate - rate) > 0.001) {
      this.#video.playbackRate = rate;
    }
  }

  stop(): void {
    this.#stopTimer();
  }
}
