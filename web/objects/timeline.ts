import { PIECE_BYTES } from '../peers/messages.js';
import type { Descriptor } from './descriptor.js';
import type { Keyframe } from './keyframe-index.js';

/** Bytes a millisecond of what is no film: as if it were played at 8 Mbit/s. */
const ASSUMED_RATE = 1_000;

/** When each byte of an object is played: between two keyframes as if the rate were constant. */
export class Timeline {
  readonly #descriptor: Descriptor;

  constructor(descriptor: Descriptor) {
    this.#descriptor = descriptor;
  }

  /** Media time of the byte at `offset`, ms. */
  timeMillis(offset: number): number {
    const { playback, sizeBytes } = this.#descriptor;
    if (playback === undefined) return offset / ASSUMED_RATE;
    const from: Keyframe = playback.keyframes.at(offset) ?? { timeMillis: 0, offset: 0 };
    const to = this.#after(from) ?? {
      timeMillis: Math.max(playback.durationMillis, from.timeMillis),
      offset: sizeBytes,
    };
    const share = to.offset > from.offset ? (offset - from.offset) / (to.offset - from.offset) : 0;
    return from.timeMillis + (to.timeMillis - from.timeMillis) * share;
  }

  #after(keyframe: Keyframe): Keyframe | undefined {
    const index = this.#descriptor.playback?.keyframes;
    return keyframe.offset === 0 && index?.at(0) === undefined ? index?.keyframes[0] : index?.after(keyframe);
  }
}

/** The piece in which the byte at `offset` stands. */
export function pieceAt(offset: number): number {
  return Math.floor(offset / PIECE_BYTES) + 1;
}

/** The offset of a piece's first byte. */
export function offsetOf(piece: number): number {
  return (piece - 1) * PIECE_BYTES;
}
