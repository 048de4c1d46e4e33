import { PIECE_BYTES } from '../peers/messages.js';
import type { HeldPieces } from './held-pieces.js';
import { offsetOf, pieceAt } from './timeline.js';

interface Read {
  readonly offset: number;
  readonly length: number;
  readonly sinceMillis: number;
  assembling: boolean;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (reason: Error) => void;
}

/** Reads at once; more are a defect of the caller. */
const MAX_READS = 64;

/** What somebody waits to read. */
export class Reads {
  readonly #held: HeldPieces;
  readonly #waiting = new Set<Read>();

  constructor(held: HeldPieces) {
    this.#held = held;
  }

  /** Resolves when all of it is held; rejects with the reason of `signal` when that is aborted. */
  read(offset: number, length: number, nowMillis: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    if (this.#waiting.size >= MAX_READS) return Promise.reject(new RangeError(`more than ${MAX_READS} reads at once`));
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        if (this.#waiting.delete(read)) reject(abortReason(signal));
      };
      const end = (): void => signal?.removeEventListener('abort', abort);
      const read: Read = {
        offset,
        length,
        sinceMillis: nowMillis,
        assembling: false,
        resolve: (bytes) => {
          end();
          resolve(bytes);
        },
        reject: (reason) => {
          end();
          reject(reason);
        },
      };
      this.#waiting.add(read);
      signal?.addEventListener('abort', abort);
      void this.#serve(read);
    });
  }

  /** Something is held that was not: whoever waited for it gets it. */
  serve(): void {
    for (const read of this.#waiting) void this.#serve(read);
  }

  /** Missing pieces that somebody waits for, ascending, and since when. */
  missing(): Map<number, number> {
    const missing = new Map<number, number>();
    for (const { offset, length, sinceMillis } of this.#waiting) {
      for (let piece = pieceAt(offset); piece <= pieceAt(offset + length - 1); piece++) {
        if (this.#held.map.has(piece)) continue;
        missing.set(piece, Math.min(sinceMillis, missing.get(piece) ?? Infinity));
      }
    }
    return missing;
  }

  close(reason: Error): void {
    for (const { reject } of this.#waiting) reject(reason);
    this.#waiting.clear();
  }

  async #serve(read: Read): Promise<void> {
    const { offset, length } = read;
    const first = pieceAt(offset);
    const last = pieceAt(offset + length - 1);
    for (let piece = first; piece <= last; piece++) if (!this.#held.map.has(piece)) return;
    if (read.assembling) return;
    read.assembling = true;
    const bytes = new Uint8Array(length);
    for (let piece = first; piece <= last; piece++) {
      const found = this.#held.get(piece);
      const content = found instanceof Promise ? await found : found;
      if (content === undefined) {
        // It went lost in this moment: it is missing again, and will be fetched.
        read.assembling = false;
        return;
      }
      const from = Math.max(0, offset - offsetOf(piece));
      bytes.set(
        content.subarray(from, Math.min(PIECE_BYTES, offset + length - offsetOf(piece))),
        Math.max(0, offsetOf(piece) - offset),
      );
    }
    if (this.#waiting.delete(read)) read.resolve(bytes);
  }
}

function abortReason(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('given up', 'AbortError');
}
