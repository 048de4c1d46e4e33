/**
 * Where the engine hands the stream to, in order: the page's video element behind an MSE library, or a recorder of
 * calls in a test. The engine calls it, it never calls the engine.
 */
export interface MediaSink {
  /**
   * A decoder starts afresh: join, new epoch, or a jump over missing packets that needs another prelude.
   * `prelude` is the payload of a verified prelude (FLV header and first tags); what follows starts at a keyframe.
   * From the FLV relay it is the first chunk instead, of at least 13 bytes: FLV header and tags, cut off anywhere, and
   * {@link append} brings the bytes behind it.
   * With the epoch that already plays, the picture goes on: tags that are not newer than the newest one taken before
   * are dropped by the sink. That is how the engine changes between swarm and relay unseen.
   */
  begin(epoch: number, prelude: Uint8Array): void;
  /** The next bytes of the tag stream. */
  append(payload: Uint8Array): void;
  /** Packets are missing: the rest of an unfinished tag will not come; what follows starts at a keyframe of the same epoch. */
  skip(): void;
  /** The stream ended. */
  end(): void;
  /** Where the picture stands. */
  position(): MediaPosition;
  /** How far behind the gateway's head the picture should stand; the sink steers there by playback rate. */
  steer(target: { readonly lagMillis: number; readonly targetLagMillis: number }): void;
}

export interface MediaPosition {
  /** Timestamp (ms since the epoch began) of what is on the screen, or undefined before the first picture. */
  readonly timestampMillis: number | undefined;
  /** Playable media ahead of the position, ms. */
  readonly aheadMillis: number;
  /** The viewer wants it to play and it is not paused. */
  readonly playing: boolean;
  /** Interruptions after the first picture (the buffer ran dry while playing), and their sum. */
  readonly stalls: number;
  readonly stalledMillis: number;
}
