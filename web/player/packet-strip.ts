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

/**
 * The packet on the screen, by the stream's average packet rate: packet 0 begins at 0 ms, the newest one `lagMillis`
 * after the picture. Off by a packet or two, for the rate of the last seconds differs from that of the epoch.
 */
export function playSeqOf(headSeq: number, positionMillis: number, lagMillis: number): number {
  const headMillis = positionMillis + Math.max(0, lagMillis);
  return headMillis > 0 ? Math.round((headSeq * positionMillis) / headMillis) : headSeq;
}
