import type { PieceNeighbour } from '../peers/piece-neighbour.js';

/** A piece that somebody was asked for; `undefined`: the gateway. */
export interface PendingPiece {
  readonly from: PieceNeighbour | undefined;
  readonly askedAtMillis: number;
  readonly expectedAtMillis: number;
}

/** What has been asked for and has neither come nor been given up: of each piece the latest request. */
export class PendingPieces {
  readonly #pending = new Map<number, PendingPiece>();

  get size(): number {
    return this.#pending.size;
  }

  get(piece: number): PendingPiece | undefined {
    return this.#pending.get(piece);
  }

  add(piece: number, pending: PendingPiece): void {
    this.#pending.set(piece, pending);
  }

  /** It came, or `from` will not bring it. */
  remove(piece: number): void {
    this.#pending.delete(piece);
  }

  /** Unless somebody else has been asked since. */
  removeIfFrom(piece: number, from: PieceNeighbour | undefined): void {
    if (this.#pending.get(piece)?.from === from) this.#pending.delete(piece);
  }

  /** Whatever this neighbour was asked for will not come. */
  onNeighbourEnd(neighbour: PieceNeighbour): void {
    for (const [piece, { from }] of this.#pending) if (from === neighbour) this.#pending.delete(piece);
  }

  /** Gives up what neighbours should have brought `overdueMillis` ago; the gateway's requests end by themselves. */
  expire(overdueMillis: number, nowMillis: number): void {
    for (const [piece, { from, askedAtMillis, expectedAtMillis }] of this.#pending) {
      const patience = Math.max(overdueMillis, expectedAtMillis - askedAtMillis);
      if (from !== undefined && nowMillis > expectedAtMillis + patience) this.#pending.delete(piece);
    }
  }
}
