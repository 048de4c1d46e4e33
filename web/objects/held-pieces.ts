import { PIECE_BYTES } from '../peers/messages.js';
import { PieceMap } from '../peers/piece-map.js';
import type { KeptPieces } from './piece-store.js';

export interface HeldPiecesListener {
  /** No longer held: the memory is full and the store did not keep it, or what it kept is of no use. */
  onDropped(pieces: readonly number[]): void;
}

/** Whether these bytes are this piece. */
export type VerifyPiece = (piece: number, bytes: Uint8Array) => boolean | Promise<boolean>;

/**
 * What this viewer holds of one object: verified pieces in memory, the least recently used of which go when it is full, and
 * what the store keeps, which is verified each time it is read back.
 */
export class HeldPieces {
  /** In memory or in the store. */
  readonly map: PieceMap;
  readonly #memory = new Map<number, Uint8Array>();
  readonly #stored = new Set<number>();
  /** On their way into the store, which may take longer than their time in memory. */
  readonly #storing = new Map<number, Uint8Array>();
  /** On their way out of it: who asks meanwhile gets the same answer. */
  readonly #reading = new Map<number, Promise<Uint8Array | undefined>>();
  readonly #memoryPieces: number;
  readonly #verify: VerifyPiece;
  readonly #listener: HeldPiecesListener;
  #store: KeptPieces | undefined;
  #closed = false;

  constructor(pieces: number, memoryBytes: number, verify: VerifyPiece, listener: HeldPiecesListener) {
    this.map = new PieceMap(pieces);
    this.#memoryPieces = Math.max(1, Math.floor(memoryBytes / PIECE_BYTES));
    this.#verify = verify;
    this.#listener = listener;
  }

  /** From now on pieces are kept there as well. @returns what was found in it and not held yet */
  attach(store: KeptPieces): readonly number[] {
    this.#store = store;
    const found = store.found.filter((piece) => this.map.add(piece));
    for (const piece of found) this.#stored.add(piece);
    for (const [piece, bytes] of this.#memory) void this.#keep(piece, bytes);
    return found;
  }

  /** Takes a verified piece. */
  add(piece: number, bytes: Uint8Array): void {
    if (!this.map.add(piece)) return;
    this.#remember(piece, bytes);
    void this.#keep(piece, bytes);
  }

  /** At once where it is in memory, else later; undefined: not held, or not any more. The bytes must not be changed. */
  get(piece: number): Uint8Array | undefined | Promise<Uint8Array | undefined> {
    const bytes = this.#memory.get(piece);
    if (bytes !== undefined) {
      this.#memory.delete(piece);
      this.#memory.set(piece, bytes);
      return bytes;
    }
    if (!this.#stored.has(piece)) return this.#storing.get(piece);
    const reading = this.#reading.get(piece) ?? this.#readBack(piece);
    this.#reading.set(piece, reading);
    return reading;
  }

  /** The store has let go of these. */
  onStoreDropped(pieces: readonly number[]): void {
    for (const piece of pieces) this.#stored.delete(piece);
    this.#drop(pieces.filter((piece) => !this.#memory.has(piece)));
  }

  close(): void {
    this.#closed = true;
    void this.#store?.close();
  }

  async #keep(piece: number, bytes: Uint8Array): Promise<void> {
    const store = this.#store;
    if (store === undefined || this.#stored.has(piece)) return;
    this.#storing.set(piece, bytes);
    const kept = await store.write(piece, bytes);
    this.#storing.delete(piece);
    if (kept) this.#stored.add(piece);
    else if (!this.#memory.has(piece)) this.#drop([piece]);
  }

  async #readBack(piece: number): Promise<Uint8Array | undefined> {
    const bytes = await this.#store?.read(piece);
    const genuine = bytes !== undefined && (await this.#verify(piece, bytes));
    this.#reading.delete(piece);
    if (genuine) {
      this.#remember(piece, bytes);
      return bytes;
    }
    this.#stored.delete(piece);
    if (bytes !== undefined) void this.#store?.remove(piece);
    this.#drop([piece]);
    return undefined;
  }

  #remember(piece: number, bytes: Uint8Array): void {
    this.#memory.set(piece, bytes);
    const dropped: number[] = [];
    for (const oldest of this.#memory.keys()) {
      if (this.#memory.size <= this.#memoryPieces) break;
      this.#memory.delete(oldest);
      if (!this.#stored.has(oldest) && !this.#storing.has(oldest)) dropped.push(oldest);
    }
    this.#drop(dropped);
  }

  #drop(pieces: readonly number[]): void {
    const dropped = pieces.filter((piece) => this.map.remove(piece));
    if (dropped.length > 0 && !this.#closed) this.#listener.onDropped(dropped);
  }
}
