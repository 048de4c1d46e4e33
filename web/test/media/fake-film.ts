import type { Film, FilmFile, Keyframe } from '../../media/film.js';
import { concat, frame, keyframe, prelude, sound } from './flv-fixture.js';

/** Seconds of film in it, each a keyframe, a sound and a frame. */
export interface FakeFilmOptions {
  readonly seconds: number;
  /** Timestamp of its first tag. */
  readonly fromMillis?: number;
  /** Seconds that are no FLV. */
  readonly damaged?: readonly number[];
  /** The file that goes on where this one ends. */
  readonly next?: FilmFile;
  readonly prelude?: Uint8Array;
  /** Where this file begins in a film of several. */
  readonly baseMillis?: number;
}

/** A film whose bytes come when the test hands them out. */
export class FakeFilm implements Film, FilmFile {
  readonly prelude: Uint8Array;
  readonly baseMillis: number;
  readonly startMillis: number;
  readonly endMillis: number;
  readonly positions: number[] = [];
  readonly keyframes: Keyframe[] = [];
  readonly #parts: Uint8Array[] = [];
  readonly #next: FilmFile | undefined;
  /** Reads that wait while {@link held}. */
  readonly waiting: { readonly offset: number; answer(): void; fail(reason: Error): void }[] = [];
  held = false;
  /** Stands for this file behind its end. */
  followed: FilmFile | undefined;

  constructor(options: FakeFilmOptions) {
    const { seconds, fromMillis = 0, damaged = [], baseMillis = 0 } = options;
    this.#next = options.next;
    this.prelude = options.prelude ?? prelude();
    this.baseMillis = baseMillis;
    this.startMillis = baseMillis + fromMillis;
    this.endMillis = this.startMillis + seconds * 1_000;
    let offset = 1_000;
    for (let second = 0; second < seconds; second++) {
      const at = fromMillis + second * 1_000;
      const part = damaged.includes(second)
        ? new Uint8Array(200).fill(0x77)
        : concat(keyframe(at), sound(at + 5), frame(at + 500), sound(at + 900));
      this.keyframes.push({ timeMillis: baseMillis + at, offset });
      this.#parts.push(part);
      offset += part.length;
    }
  }

  fileAt(timeMillis: number): Promise<FilmFile> {
    return Promise.resolve(timeMillis < this.endMillis ? this : (this.followed ?? this));
  }

  next(): Promise<FilmFile | undefined> {
    return Promise.resolve(this.#next);
  }

  keyframeBeyond(timeMillis: number): number | undefined {
    return this.keyframes.find((candidate) => candidate.timeMillis > timeMillis)?.timeMillis;
  }

  onSeek(timeMillis: number): void {
    this.onPosition(this.keyframeBefore(timeMillis).offset);
  }

  keyframeBefore(timeMillis: number): Keyframe {
    const [first] = this.keyframes;
    const found = this.keyframes.filter((candidate) => candidate.timeMillis <= timeMillis).at(-1) ?? first;
    if (found === undefined) {
      throw new Error('a film without keyframes');
    }
    return found;
  }

  keyframeAfter(offset: number): Keyframe | undefined {
    return this.keyframes.find((candidate) => candidate.offset > offset);
  }

  /** One second at a time. */
  read(offset: number, signal: AbortSignal): Promise<Uint8Array> {
    const index = this.keyframes.findIndex((candidate) => candidate.offset === offset);
    const bytes = this.#parts[index] ?? new Uint8Array();
    if (!this.held) {
      return Promise.resolve(bytes);
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ offset, answer: () => resolve(bytes), fail: reject });
      signal.addEventListener('abort', () => reject(new Error('given up')));
    });
  }

  onPosition(offset: number): void {
    this.positions.push(offset);
  }
}
