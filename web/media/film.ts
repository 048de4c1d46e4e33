/** A place in a file at which a decoder can begin. */
export interface Keyframe {
  /** The film's. */
  readonly timeMillis: number;
  /** Of its tag, in the file. */
  readonly offset: number;
}

/** What can be played from any keyframe on, wherever its bytes come from: one FLV file, or several of which each goes on where the one before ends. */
export interface Film {
  /** Time of its first tags. */
  readonly startMillis: number;
  /** Time of the newest tags that there are; a film that is still being recorded grows. */
  readonly endMillis: number;
  /**
   * The file in which that time stands, or the nearest.
   * @throws whatever says that it cannot be had · the reason of `signal`
   */
  fileAt(timeMillis: number, signal: AbortSignal): Promise<FilmFile>;
  /** Time of the first keyframe behind the one before `timeMillis`; undefined behind the last one that is known. */
  keyframeBeyond(timeMillis: number): number | undefined;
  /** Play-out will begin at that time, as soon as it can. */
  onSeek(timeMillis: number): void;
}

/** An FLV file of a film. */
export interface FilmFile {
  /** FLV header and sequence header tags. */
  readonly prelude: Uint8Array;
  /** The film's time of a tag is this, and what stands in the tag. */
  readonly baseMillis: number;
  /** The last keyframe at that time or before it; the first one where there is none before it. */
  keyframeBefore(timeMillis: number): Keyframe;
  /** The first keyframe behind that byte; undefined behind the last. */
  keyframeAfter(offset: number): Keyframe | undefined;
  /**
   * Some bytes from `offset` on, as soon as they are here: at least one, and not more than 1 MiB. None behind the last byte of
   * a file that does not grow any more.
   * @throws whatever says that they will not come · the reason of `signal`
   */
  read(offset: number, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * The file that goes on where this one ends, once nothing more comes in this one; undefined at the end of the film.
   * @throws as {@link read}
   */
  next(signal: AbortSignal): Promise<FilmFile | undefined>;
  /** The picture needs this byte. Told a few times a second while it is in this file. */
  onPosition(offset: number): void;
}
