import type { Film, FilmFile, Keyframe } from '../media/film.js';
import type { Descriptor, Playback } from '../objects/descriptor.js';
import type { ObjectSession } from '../objects/object-session.js';
import { Timeline } from '../objects/timeline.js';
import { PIECE_BYTES, type PieceRange } from '../peers/messages.js';
import type { Stretch } from './timeline.js';

/** An object as a film: its bytes come verified, piece by piece, from whoever has them. */
export class ObjectFilm implements Film, FilmFile {
  readonly prelude: Uint8Array;
  readonly baseMillis = 0;
  readonly startMillis: number;
  readonly endMillis: number;
  readonly #session: ObjectSession;
  readonly #descriptor: Descriptor;
  readonly #playback: Playback;
  readonly #timeline: Timeline;

  constructor(session: ObjectSession, descriptor: Descriptor, playback: Playback) {
    this.#session = session;
    this.#descriptor = descriptor;
    this.#playback = playback;
    this.#timeline = new Timeline(descriptor);
    this.prelude = playback.prelude;
    this.startMillis = playback.keyframes.before(0).timeMillis;
    this.endMillis = this.startMillis + playback.durationMillis;
  }

  fileAt(): Promise<FilmFile> {
    return Promise.resolve(this);
  }

  next(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  keyframeBeyond(timeMillis: number): number | undefined {
    return this.keyframeAfter(this.keyframeBefore(timeMillis).offset)?.timeMillis;
  }

  onSeek(timeMillis: number): void {
    this.onPosition(this.keyframeBefore(timeMillis).offset);
  }

  keyframeBefore(timeMillis: number): Keyframe {
    return this.#playback.keyframes.before(timeMillis);
  }

  keyframeAfter(offset: number): Keyframe | undefined {
    const { keyframes } = this.#playback;
    const before = keyframes.at(offset);
    return before === undefined ? keyframes.before(0) : keyframes.after(before);
  }

  /** To the end of the piece: what is here is played, whatever comes behind it. */
  read(offset: number, signal: AbortSignal): Promise<Uint8Array> {
    const { sizeBytes } = this.#descriptor;
    return this.#session.read(offset, Math.min(PIECE_BYTES - (offset % PIECE_BYTES), sizeBytes - offset), signal);
  }

  onPosition(offset: number): void {
    this.#session.position(offset);
  }

  /** When these pieces are played, in ms from the film's beginning. */
  stretchesOf(ranges: readonly PieceRange[]): readonly Stretch[] {
    const { sizeBytes } = this.#descriptor;
    const timeAt = (offset: number): number =>
      Math.max(0, this.#timeline.timeMillis(Math.min(sizeBytes, offset)) - this.startMillis);
    return ranges.map(({ first, last }) => ({
      start: timeAt((first - 1) * PIECE_BYTES),
      end: timeAt(last * PIECE_BYTES),
    }));
  }
}
