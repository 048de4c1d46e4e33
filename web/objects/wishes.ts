import { PieceMap } from '../peers/piece-map.js';
import type { PieceRange } from '../peers/messages.js';

/** `download`: from whomever, as fast as it comes · `spare`: from neighbours only, when they have room. */
export type WishPriority = 'download' | 'spare';

interface Wish extends PieceRange {
  readonly priority: WishPriority;
}

/** Pieces looked at in one turn: an object may have millions. */
const LOOKED_AT = 4_096;
/** Pieces offered in one turn: more are not asked for at once. */
const OFFERED = 256;

/** Pieces that are wanted without a time, by ranges. */
export class Wishes {
  readonly #held: PieceMap;
  /** Pieces that came, whether or not they had to make room since. */
  readonly #came: PieceMap;
  readonly #wishes = new Set<Wish>();
  /** Where the next look begins: not all viewers begin at the same piece. */
  #share: number;

  /** @param share in [0, 1): where in each range to begin */
  constructor(held: PieceMap, share: number) {
    this.#held = held;
    this.#share = share;
    this.#came = new PieceMap(held.pieces);
  }

  /** @returns what withdraws it */
  add(range: PieceRange, priority: WishPriority): () => void {
    const wish = { ...range, priority };
    this.#wishes.add(wish);
    return () => {
      this.#wishes.delete(wish);
    };
  }

  /** A wish is granted once: what has to make room for other pieces must not be fetched in circles. */
  onCame(piece: number): void {
    this.#came.add(piece);
  }

  /** Some missing pieces of that priority; where there are more than are looked at, others each time. */
  missing(priority: WishPriority): number[] {
    const found: number[] = [];
    for (const { first, last, priority: wished } of this.#wishes) {
      if (wished !== priority) continue;
      const length = last - first + 1;
      const begin = Math.floor(this.#share * length);
      for (let i = 0; i < Math.min(length, LOOKED_AT) && found.length < OFFERED; i++) {
        const piece = first + ((begin + i) % length);
        if (!this.#held.has(piece) && !this.#came.has(piece)) found.push(piece);
      }
      if (length > LOOKED_AT && found.length === 0) this.#share = (this.#share + LOOKED_AT / length) % 1;
    }
    return found;
  }
}
