export type Track = 'video' | 'audio';

/**
 * Brings the times of picture and sound to one time line. Browsers count each from a beginning of its own, so that the
 * first of each is placed by when it came; afterwards its own clock counts. Pure.
 */
export class TrackClock {
  readonly #startMillis: number;
  readonly #offsetsMillis = new Map<Track, number>();
  readonly #lastMillis = new Map<Track, number>();

  /** @param startMillis when the publication began, by the clock of {@link came} */
  constructor(startMillis: number) {
    this.#startMillis = startMillis;
  }

  /** A frame, or a piece of sound, came from its source. @param timestampMicros by its track's own clock */
  came(track: Track, timestampMicros: number, nowMillis: number): void {
    if (!this.#offsetsMillis.has(track)) {
      this.#offsetsMillis.set(track, nowMillis - this.#startMillis - timestampMicros / 1_000);
    }
  }

  /** Time since the publication began, whole ms, never back and never below 0. @param timestampMicros of something that came */
  timeOf(track: Track, timestampMicros: number): number {
    const ownMillis = Math.round(timestampMicros / 1_000 + (this.#offsetsMillis.get(track) ?? 0));
    const time = Math.max(ownMillis, this.#lastMillis.get(track) ?? 0);
    this.#lastMillis.set(track, time);
    return time;
  }
}
