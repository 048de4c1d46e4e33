import type { PlayableTag } from './tag-sequence.js';

/** A track that was promised and does not show up within this much of the other one is not there. */
const PATIENCE_MILLIS = 1_000;
/** What is kept while the tracks show up; past it the tracks that are there have to do. */
const MAX_BYTES = 16 * 1024 * 1024;

export interface Tracks {
  readonly audio: boolean;
  readonly video: boolean;
}

/**
 * Keeps the first tags until it is certain which tracks there are. A player that is told of a track that never comes waits for
 * it for ever, and the header of a stream is no sure sign: many encoders always announce both.
 */
export class OpeningBuffer {
  #tags: PlayableTag[] = [];
  #bytes = 0;
  #firstMillis: number | undefined;
  #newestMillis = 0;
  readonly #seen = { audio: false, video: false };
  readonly #announced = { audio: false, video: false };

  add(tags: readonly PlayableTag[], promised: Tracks): void {
    this.#announced.audio ||= promised.audio;
    this.#announced.video ||= promised.video;
    for (const tag of tags) {
      this.#tags.push(tag);
      this.#bytes += tag.bytes.length;
      if (tag.type === 'script') {
        continue;
      }
      if (tag.role === 'sequence header') {
        this.#announced[tag.type] = true;
        continue;
      }
      this.#seen[tag.type] = true;
      this.#firstMillis ??= tag.timestampMillis;
      this.#newestMillis = Math.max(this.#newestMillis, tag.timestampMillis);
    }
  }

  /** The tracks that there are, once that is certain. */
  tracks(): Tracks | undefined {
    if (this.#firstMillis === undefined) {
      return undefined;
    }
    const waits = (this.#announced.audio && !this.#seen.audio) || (this.#announced.video && !this.#seen.video);
    const patient = this.#newestMillis - this.#firstMillis < PATIENCE_MILLIS && this.#bytes < MAX_BYTES;
    return waits && patient ? undefined : this.tracksAtEnd();
  }

  /** The tracks that there are when nothing more will come; undefined when there is none. */
  tracksAtEnd(): Tracks | undefined {
    return this.#firstMillis === undefined ? undefined : { ...this.#seen };
  }

  /** All tags so far, which leave the buffer. */
  take(): readonly PlayableTag[] {
    const tags = this.#tags;
    this.#tags = [];
    this.#bytes = 0;
    return tags;
  }
}
