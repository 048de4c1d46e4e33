import { createHash } from 'node:crypto';
import { FlvTagReader } from '../../web/media/flv-tag-reader.js';
import { PREVIOUS_TAG_SIZE_BYTES, TAG_HEADER_BYTES, tagRole, type FlvTag } from '../../web/media/flv-tag.js';

/** A later loop of the file begins where times of the file fall by so much. */
const LOOP_MILLIS = 5_000;

/** Where a track of the stream stands against the file that it comes from. */
interface Shift {
  readonly fileMillis: number;
  readonly loops: number;
  /** Time in the stream minus time in the file. */
  readonly millis: number;
}

/**
 * Finds each tag of a stream in the file that an encoder loops, by its bytes, and says how far the times of sound and picture were moved against each
 * other: 0 when both are as far apart as in the file.
 */
export class Togetherness {
  readonly #fileMillis = new Map<string, number>();
  #audio: Shift | undefined;
  #video: Shift | undefined;
  /** The most that one was moved more than the other, ms. */
  mostApartMillis = 0;
  /** Tags that were compared. */
  compared = 0;

  /** @param file FLV; tags whose bytes occur twice are not looked for */
  constructor(file: Uint8Array) {
    const reader = new FlvTagReader();
    const twice = new Set<string>();
    reader.reset('file header');
    reader.accept(file, (tag) => {
      if (tag.type === 'script' || tagRole(tag) === 'sequence header') return;
      const mark = markOf(tag);
      if (this.#fileMillis.has(mark)) twice.add(mark);
      this.#fileMillis.set(mark, tag.timestampMillis);
    });
    for (const mark of twice) this.#fileMillis.delete(mark);
  }

  /** The encoder begins the file anew. */
  beginRun(): void {
    this.#audio = undefined;
    this.#video = undefined;
  }

  note(tag: FlvTag): void {
    const fileMillis = this.#fileMillis.get(markOf(tag));
    if (fileMillis === undefined) return;
    const before = tag.type === 'audio' ? this.#audio : this.#video;
    const loops = (before?.loops ?? 0) + (before !== undefined && fileMillis < before.fileMillis - LOOP_MILLIS ? 1 : 0);
    const shift = { fileMillis, loops, millis: tag.timestampMillis - fileMillis };
    if (tag.type === 'audio') this.#audio = shift;
    else this.#video = shift;
    const other = tag.type === 'audio' ? this.#video : this.#audio;
    // At the seam one of the two may be a loop ahead, and how long a loop is only the encoder knows.
    if (other?.loops !== loops) return;
    this.compared++;
    this.mostApartMillis = Math.max(this.mostApartMillis, Math.abs(shift.millis - other.millis));
  }
}

function markOf({ type, bytes }: FlvTag): string {
  const body = bytes.subarray(TAG_HEADER_BYTES, bytes.length - PREVIOUS_TAG_SIZE_BYTES);
  return `${type} ${createHash('sha256').update(body).digest('base64')}`;
}
