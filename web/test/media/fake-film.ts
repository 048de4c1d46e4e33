import type { Film, Keyframe } from '../../media/film.js';
import { concat, frame, keyframe, prelude, sound } from './flv-fixture.js';

/** Seconds of film in it, each a keyframe, a sound and a frame. */
export interface FakeFilmOptions {
  readonly seconds: number;
  /** Timestamp of its first tag. */
  readonly fromMillis?: number;
  /** Seconds that are no FLV. */
  readonly damaged?: readonly number[];
}

/** A film whose bytes come when the test hands them out. */
export class FakeFilm implements Film {
  readonly prelude = prelude();
  readonly startMillis: number;
  readonly endMillis: number;
  readonly positions: number[] = [];
  readonly keyframes: Keyframe[] = [];
  readonly #parts: Uint8Array[] = [];
  /** Reads that wait while {@link held}. */
  readonly waiting: { readonly offset: number; answer(): void; fail(reason: Error): void }[] = [];
  held = false;

  constructor({ seconds, fromMillis = 0, damaged = [] }: FakeFilmOptions) {
    this.startMillis = fromMillis;
    this.endMillis = fromMillis + seconds * 1_000;
    let offset = 1_000;
    for (let second = 0; second < seconds; second++) {
      const at = fromMillis + second * 1_000;
      const part = damaged.includes(second)
        ? new Uint8Array(200).fill(0x77)
        : concat(keyframe(at), sound(at + 5), frame(at + 500), sound(at + 900));
      this.keyframes.push({ timeMillis: at, offset });
      this.#parts.push(part);
      offset += part.length;
    }
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
