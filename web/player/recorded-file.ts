import type { FilmFile, Keyframe } from '../media/film.js';
import { KeyframeIndex } from '../objects/keyframe-index.js';
import type { RecordingInfo } from '../transport/recording-fetch.js';
import type { RecordingDesk } from './recording-desk.js';

/** Bytes asked for at once: 2 s of a stream of 1 Mbit/s, a fifth of a second of the largest. */
const CHUNK_BYTES = 256 * 1024;

export interface RecordedFileListener {
  /** The gateway has told of this file again. */
  onNews(info: RecordingInfo): void;
  /** The file that goes on where this one ends is wanted. */
  onEnd(signal: AbortSignal): Promise<FilmFile | undefined>;
}

/** One file of a recording, as the viewer's times of it are timestamps of the epoch. It grows while it is being written. */
export class RecordedFile implements FilmFile {
  readonly baseMillis: number;
  readonly prelude: Uint8Array;
  readonly #id: string;
  readonly #desk: RecordingDesk;
  readonly #listener: RecordedFileListener;
  readonly #keyframes: Keyframe[] = [];
  readonly #index = new KeyframeIndex(this.#keyframes);
  #bytes = 0;
  #over = false;

  /** @param info with all its keyframes, at least one */
  constructor(info: RecordingInfo, desk: RecordingDesk, listener: RecordedFileListener) {
    this.#id = info.id;
    this.baseMillis = info.startTimestampMillis;
    this.prelude = info.prelude;
    this.#desk = desk;
    this.#listener = listener;
    this.#add(info);
  }

  keyframeBefore(timeMillis: number): Keyframe {
    return this.#index.before(timeMillis);
  }

  keyframeAfter(offset: number): Keyframe | undefined {
    const before = this.#index.at(offset);
    return before === undefined ? this.#keyframes[0] : this.#index.after(before);
  }

  /** @throws RecordingGoneError · the reason of `signal` */
  async read(offset: number, signal: AbortSignal): Promise<Uint8Array> {
    while (offset >= this.#bytes) {
      if (this.#over) {
        return new Uint8Array();
      }
      if (!(await this.#look(signal))) {
        await this.#desk.growth(signal);
      }
    }
    return this.#desk.bytes(this.#id, offset, Math.min(offset + CHUNK_BYTES, this.#bytes) - 1, signal);
  }

  next(signal: AbortSignal): Promise<FilmFile | undefined> {
    return this.#listener.onEnd(signal);
  }

  onPosition(): void {
    // Whatever is read comes over HTTP, when it is read.
  }

  /** Asks how much there is now, and tells whether that was news. Whatever goes wrong, what is known stays. */
  async #look(signal: AbortSignal): Promise<boolean> {
    const newest = (this.#keyframes.at(-1)?.timeMillis ?? 0) - this.baseMillis;
    const result = await this.#desk.news(this.#id, newest, signal);
    signal.throwIfAborted();
    if (result.kind === 'unknown' || result.kind === 'gone') {
      this.#over = true; // nobody can have more of it; what was there is played
      return true;
    }
    const before = this.#bytes;
    if (result.kind === 'ok') {
      this.#add(result.value);
      this.#listener.onNews(result.value);
    }
    return this.#over || this.#bytes > before;
  }

  #add({ bytes, keyframes, over }: RecordingInfo): void {
    const end = this.#keyframes.at(-1)?.offset ?? -1;
    for (const { timeMillis, offset } of keyframes) {
      if (offset > end) {
        this.#keyframes.push({ timeMillis: this.baseMillis + timeMillis, offset });
      }
    }
    this.#bytes = Math.max(this.#bytes, bytes);
    this.#over = over;
  }
}
