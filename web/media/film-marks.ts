import type { FilmFile } from './film.js';

/** Where in its files a run of a film stood when it had read so many bytes. */
export interface Mark {
  /** What was read from there on is not played before this. */
  readonly timeMillis: number;
  readonly file: FilmFile;
  readonly offset: number;
  /** Since the beginning of the run. */
  readonly readBytes: number;
}

/** Marks kept: with pieces of 64 KiB enough for 256 MiB behind and ahead of the picture. */
const MAX_MARKS = 4_096;

/** Which byte of a film holds which time, for the stretch that was read in one run. */
export class FilmMarks {
  readonly #marks: Mark[] = [];

  /** The next one; times and bytes rise. */
  add(mark: Mark): void {
    const last = this.#marks.at(-1);
    if (last !== undefined && mark.timeMillis <= last.timeMillis) {
      return;
    }
    this.#marks.push(mark);
    if (this.#marks.length > MAX_MARKS) {
      this.#marks.shift();
    }
  }

  /** What is needed for the picture at that time, and none far before it; undefined while nothing was read. */
  at(timeMillis: number): Mark | undefined {
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
    return this.#marks[Math.max(0, low - 1)];
  }
}
