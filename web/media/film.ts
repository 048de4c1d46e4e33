/** A place in a film at which a decoder can begin. */
export interface Keyframe {
  readonly timeMillis: number;
  /** Of its tag, in the file. */
  readonly offset: number;
}

/** An FLV file that can be played from any keyframe on, wherever its bytes come from. */
export interface Film {
  /** FLV header and sequence header tags. */
  readonly prelude: Uint8Array;
  /** Timestamp of its first tags; all times of a film are timestamps as they stand in its tags. */
  readonly startMillis: number;
  /** Timestamp of the newest tags that there are; a film that is still being recorded grows. */
  readonly endMillis: number;
  /** The last keyframe at that time or before it; the first one where there is none before it. */
  keyframeBefore(timeMillis: number): Keyframe;
  /** The first keyframe behind that byte; undefined behind the last. */
  keyframeAfter(offset: number): Keyframe | undefined;
  /**
   * Some bytes from `offset` on, as soon as they are here: at least one, and not more than 1 MiB. None behind the last byte of
   * a film that does not grow any more.
   * @throws whatever says that they will not come · the reason of `signal`
   */
  read(offset: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Play-out stands at this byte, or will begin there. Told a few times a second, and at once after a seek. */
  onPosition(offset: number): void;
}
