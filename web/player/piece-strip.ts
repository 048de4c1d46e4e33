import type { PieceOrigin } from '../objects/object-stats.js';

/** How much of a stretch of pieces came by which way; the rest is not held. Each 0 … 1. */
export type PieceColumn = Readonly<Record<PieceOrigin, number>>;

/** A whole object in columns. */
export interface PieceStrip {
  readonly columns: readonly PieceColumn[];
  /** Held pieces by the way they came. */
  readonly counts: Readonly<Record<PieceOrigin, number>>;
  readonly pieces: number;
}

/** Pieces looked at for a strip at most: of larger objects some of each column stand for all. */
const LOOKED_AT = 20_000;

/** @param columnCount at most so many columns; never more than there are pieces */
export function pieceStrip(
  pieces: number,
  columnCount: number,
  originOf: (piece: number) => PieceOrigin | undefined,
): PieceStrip {
  const counts = { peers: 0, gateway: 0, kept: 0 };
  const step = Math.max(1, Math.ceil(pieces / LOOKED_AT));
  const width = Math.max(1, Math.min(columnCount, pieces));
  const columns = Array.from({ length: width }, (_, column): PieceColumn => {
    const first = Math.floor((column * pieces) / width) + 1;
    const last = Math.floor(((column + 1) * pieces) / width);
    const found = { peers: 0, gateway: 0, kept: 0 };
    let looks = 0;
    for (let piece = first; piece <= last; piece += step) {
      const origin = originOf(piece);
      looks++;
      if (origin !== undefined) {
        found[origin]++;
        counts[origin] += Math.min(step, last - piece + 1);
      }
    }
    const of = Math.max(1, looks);
    return { peers: found.peers / of, gateway: found.gateway / of, kept: found.kept / of };
  });
  return { columns, counts, pieces };
}
