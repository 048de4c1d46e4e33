/** Frames closer than this belong together: nothing is missing between them that an eye would see. */
const SEAM_TOLERANCE_MILLIS = 100;
/** Distance between the last frame before a closed gap and the first one after it. */
const SEAM_MILLIS = 40;
/** Each gap that was closed is one piece; positions are only asked for near the newest. */
const MAX_PIECES = 64;

interface Piece {
  /** Player time at which the piece begins. */
  readonly fromMillis: number;
  /** Epoch time minus player time. */
  readonly offsetMillis: number;
}

/**
 * The player's time line without holes, and the epoch's timestamps that stand on it. A player waits at a hole, so where tags
 * are missing the rest moves up; each such move begins a piece with an offset of its own.
 */
export class PlayoutTimeline {
  readonly #pieces: Piece[] = [];
  #newestEpochMillis: number | undefined;

  /** Timestamp of the newest tag placed, or undefined before the first. */
  get newestEpochMillis(): number | undefined {
    return this.#newestEpochMillis;
  }

  /** Whether a tag at `epochMillis` would come later than its predecessor by more than a frame or two. */
  leavesGap(epochMillis: number): boolean {
    return this.#newestEpochMillis === undefined || epochMillis > this.#newestEpochMillis + SEAM_TOLERANCE_MILLIS;
  }

  /** From here on tags follow that do not join to what was placed: the first of them is at `epochMillis`. */
  join(epochMillis: number): void {
    if (!this.leavesGap(epochMillis)) {
      return;
    }
    const fromMillis = this.#newestEpochMillis === undefined ? 0 : this.place(this.#newestEpochMillis) + SEAM_MILLIS;
    this.#pieces.push({ fromMillis, offsetMillis: epochMillis - fromMillis });
    if (this.#pieces.length > MAX_PIECES) {
      this.#pieces.shift();
    }
  }

  /** Player time of a tag of the newest piece. */
  place(epochMillis: number): number {
    this.#newestEpochMillis = Math.max(this.#newestEpochMillis ?? 0, epochMillis);
    const offset = this.#pieces.at(-1)?.offsetMillis ?? 0;
    return Math.max(0, epochMillis - offset);
  }

  /** What stands at a player time, as a timestamp of the epoch; undefined while nothing was placed. */
  epochMillisAt(playerMillis: number): number | undefined {
    let found: Piece | undefined;
    for (const piece of this.#pieces) {
      if (found === undefined || piece.fromMillis <= playerMillis) {
        found = piece;
      }
    }
    return found === undefined ? undefined : playerMillis + found.offsetMillis;
  }
}
