import type { PieceRange } from './messages.js';

/** A set of an object's pieces, which are numbered from 1: one bit for each, 2 MiB for the largest object. */
export class PieceMap {
  /** Pieces of the object. */
  readonly pieces: number;
  readonly #bits: Uint8Array;
  #count = 0;

  constructor(pieces: number) {
    this.pieces = pieces;
    this.#bits = new Uint8Array((pieces >> 3) + 1);
  }

  /** How many are in it. */
  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count === this.pieces;
  }

  has(piece: number): boolean {
    return (((this.#bits[piece >> 3] ?? 0) >> (piece & 7)) & 1) === 1;
  }

  /** @returns whether it was not in it; a piece that the object has not got is not taken */
  add(piece: number): boolean {
    if (piece < 1 || piece > this.pieces || this.has(piece)) return false;
    this.#bits[piece >> 3] = (this.#bits[piece >> 3] ?? 0) | (1 << (piece & 7));
    this.#count++;
    return true;
  }

  /** @returns whether it was in it */
  remove(piece: number): boolean {
    if (!this.has(piece)) return false;
    this.#bits[piece >> 3] = (this.#bits[piece >> 3] ?? 0) & ~(1 << (piece & 7));
    this.#count--;
    return true;
  }

  addRange({ first, last }: PieceRange): void {
    for (let piece = first; piece <= last; piece++) this.add(piece);
  }

  removeRange({ first, last }: PieceRange): void {
    for (let piece = first; piece <= last; piece++) this.remove(piece);
  }

  /** Ascending ranges that do not touch. */
  ranges(): PieceRange[] {
    const ranges: PieceRange[] = [];
    let first = 0;
    for (let piece = 1; piece <= this.pieces + 1; piece++) {
      // Eight at once where nothing begins or ends.
      while ((piece & 7) === 0 && piece + 8 <= this.pieces && this.#bits[piece >> 3] === (first === 0 ? 0 : 255))
        piece += 8;
      if (this.has(piece)) {
        if (first === 0) first = piece;
      } else if (first !== 0) {
        ranges.push({ first, last: piece - 1 });
        first = 0;
      }
    }
    return ranges;
  }
}

/** The ranges that ascending numbers of pieces make. */
export function toPieceRanges(pieces: Iterable<number>): PieceRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const piece of pieces) {
    const open = ranges.at(-1);
    if (open !== undefined && piece === open.last + 1) open.last = piece;
    else ranges.push({ first: piece, last: piece });
  }
  return ranges;
}
