/** Without progress for longer than this the picture counts as frozen, ms. */
const FROZEN_AFTER_MILLIS = 250;
/** Progress of the picture after `waiting` that ends it even when `playing` is not told, s. */
const MOVED_ON_SECONDS = 0.1;

/** What a viewer saw standing still after the first picture. */
export interface Stalls {
  readonly waits: number;
  readonly waitedMillis: number;
  readonly freezes: number;
  readonly frozenMillis: number;
}

/**
 * Counts interruptions in two independent ways: from `waiting` to `playing`, and times in which `currentTime` was seen
 * not to move, whether the player calls that paused or not. A gap between two looks is no freeze by itself: a busy page
 * looks late, while its picture moves on.
 */
export class StallWatch {
  #waits = 0;
  #waitedMillis = 0;
  #waitingSince: number | undefined;
  #waitingAt = 0;
  #freezes = 0;
  #frozenMillis = 0;
  #movedAt: number | undefined;
  #stillAt = 0;
  #currentTime = 0;

  get started(): boolean {
    return this.#movedAt !== undefined;
  }

  onWaiting(nowMillis: number): void {
    if (!this.started || this.#waitingSince !== undefined) return;
    this.#waits++;
    this.#waitingSince = nowMillis;
    this.#waitingAt = this.#currentTime;
  }

  /** The first one starts the watch. */
  onPlaying(nowMillis: number): void {
    this.#endWait(nowMillis);
    if (this.#movedAt !== undefined) return;
    this.#movedAt = nowMillis;
    this.#stillAt = nowMillis;
  }

  /** A look at the picture's position, in seconds; several times within 250 ms. */
  onLook(nowMillis: number, currentTime: number): void {
    if (this.#movedAt === undefined) return;
    if (currentTime === this.#currentTime) {
      this.#stillAt = nowMillis;
      return;
    }
    this.#endFreeze();
    this.#movedAt = nowMillis;
    this.#stillAt = nowMillis;
    this.#currentTime = currentTime;
    if (Math.abs(currentTime - this.#waitingAt) > MOVED_ON_SECONDS) this.#endWait(nowMillis);
  }

  /** Everything so far; an interruption that lasts is counted up to now. */
  stalls(nowMillis: number): Stalls {
    const still = this.#stillFor();
    const frozen = still > FROZEN_AFTER_MILLIS;
    return {
      waits: this.#waits,
      waitedMillis: this.#waitedMillis + (this.#waitingSince === undefined ? 0 : nowMillis - this.#waitingSince),
      freezes: this.#freezes + (frozen ? 1 : 0),
      frozenMillis: this.#frozenMillis + (frozen ? still : 0),
    };
  }

  #endWait(nowMillis: number): void {
    if (this.#waitingSince === undefined) return;
    this.#waitedMillis += nowMillis - this.#waitingSince;
    this.#waitingSince = undefined;
  }

  #endFreeze(): void {
    const still = this.#stillFor();
    if (still <= FROZEN_AFTER_MILLIS) return;
    this.#freezes++;
    this.#frozenMillis += still;
  }

  #stillFor(): number {
    return this.#movedAt === undefined ? 0 : this.#stillAt - this.#movedAt;
  }
}
