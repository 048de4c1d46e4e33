/** Where pieces outlive the page. Nothing in it is trusted: whoever reads a piece back verifies it. */
export interface PieceStore {
  /**
   * The part of the store for one object, from now on used last. Fails never: what cannot be opened is empty and keeps nothing.
   *
   * @param onDropped pieces of this object that had to make room, not kept any more
   */
  open(id: string, onDropped: (pieces: readonly number[]) => void): Promise<KeptPieces>;
}

/** What is kept of one object. No method fails: a store that is full or broken keeps less. */
export interface KeptPieces {
  /** What was kept when it was opened, ascending. */
  readonly found: readonly number[];
  /** undefined: not there (any more). */
  read(piece: number): Promise<Uint8Array | undefined>;
  /** Resolves to whether it is kept now. The bytes stay the caller's and must not change. */
  write(piece: number, bytes: Uint8Array): Promise<boolean>;
  /** It turned out to be of no use. */
  remove(piece: number): Promise<void>;
  /** Resolves when all that was begun is done. */
  close(): Promise<void>;
}
