interface Mark {
  readonly offset: number;
  readonly timeMillis: number;
}

/** Marks kept: with pieces of 64 KiB enough for 256 MiB behind and ahead of the picture. */
const MAX_MARKS = 4_096;

/** Which byte of a film holds which time, for the stretch that was read in one run. */
export class FilmMarks {
  readonly #marks: Mark[] = [];

  /** What stands at `offset` is not played before `timeMillis`. Both rise. */
  add(offset: number, timeMillis: number): void {
    const last = this.#marks.at(-1);
    if (last !== undefined && timeMillis <= last.timeMillis) {
      return;
    }
    this.#marks.push({ offset, timeMillis });
    if (this.#marks.length > MAX_MARKS) {
      this.#marks.shift();
    }
  }

  /** A byte that is needed for the picture at that time, and none far before it; undefined while nothing was read. */
  offsetAt(timeMillis: number): number | undefined {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.timeMillis ?? Infinity) <= timeMillis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#marks[Math.max(0, low - 1)]?.offset;
  }
}
