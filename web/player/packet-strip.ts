/** Where a packet came from; `missing`: it is not here. */
export type PacketOrigin = 'peer' | 'server' | 'missing';

/** The newest packets of the running epoch, one origin a packet, for the packet map. */
export interface PacketStrip {
  readonly epoch: number;
  /** Seq of `origins[0]`. */
  readonly firstSeq: number;
  readonly origins: readonly PacketOrigin[];
  /** The packet that is on the screen, as far as can be told; undefined before the first picture. */
  readonly playSeq: number | undefined;
}
