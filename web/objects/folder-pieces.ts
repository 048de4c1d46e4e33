import type { Folder } from './folder.js';
import type { KeptPieces } from './piece-store.js';
import type { ShelfSpace } from './shelf-space.js';

/** Pieces that may wait to be written; past that they are not kept, for the disk is slower than the network. */
const MAX_WAITING = 64;
/** Pieces that go at once when the object in use fills the store alone. */
const DROPPED_AT_ONCE = 16;
/** So many pieces written since the store last noted how much this object takes. */
const NOTE_EVERY = 64;

/** One object's folder: a file for each piece, one change after the other. */
export class FolderPieces implements KeptPieces {
  readonly found: readonly number[];
  readonly #folder: Folder;
  readonly #space: ShelfSpace;
  readonly #onDropped: (pieces: readonly number[]) => void;
  /** The least recently used one first. */
  readonly #kept: Set<number>;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #sinceNoted = 0;

  constructor(
    folder: Folder,
    space: ShelfSpace,
    found: readonly number[],
    onDropped: (pieces: readonly number[]) => void,
  ) {
    this.#folder = folder;
    this.#space = space;
    this.found = found;
    this.#kept = new Set(found);
    this.#onDropped = onDropped;
  }

  /** At once, not behind what waits to be written: somebody's picture may wait for it, and files change as a whole. */
  async read(piece: number): Promise<Uint8Array | undefined> {
    try {
      const bytes = await this.#folder.read(String(piece));
      if (bytes === undefined) this.#kept.delete(piece);
      else if (this.#kept.has(piece)) this.#touch(piece);
      return bytes;
    } catch {
      return undefined;
    }
  }

  async write(piece: number, bytes: Uint8Array): Promise<boolean> {
    if (this.#waiting >= MAX_WAITING) return false;
    this.#waiting++;
    const kept = await this.#afterwards(() => this.#write(piece, bytes), false);
    this.#waiting--;
    return kept;
  }

  remove(piece: number): Promise<void> {
    return this.#afterwards(() => this.#remove(piece), undefined);
  }

  close(): Promise<void> {
    return this.#afterwards(() => this.#space.note(this.#folder, this.#kept.size), undefined);
  }

  async #write(piece: number, bytes: Uint8Array): Promise<boolean> {
    if (!(await this.#makeRoom())) return false;
    try {
      await this.#folder.write(String(piece), bytes);
    } catch (error) {
      if (!isQuota(error)) throw error;
      // The browser has less to give than the limit: what is older goes.
      this.#space.onRefused(this.#kept.size);
      if (!(await this.#makeRoom())) return false;
      await this.#folder.write(String(piece), bytes);
    }
    this.#touch(piece);
    if (++this.#sinceNoted >= NOTE_EVERY) {
      this.#sinceNoted = 0;
      await this.#space.note(this.#folder, this.#kept.size);
    }
    return true;
  }

  /** For one piece. False: there is none to be made. */
  async #makeRoom(): Promise<boolean> {
    const over = await this.#space.makeRoom(this.#kept.size);
    if (over <= 0) return true;
    const dropped = [...this.#kept].slice(0, Math.max(over, DROPPED_AT_ONCE));
    for (const piece of dropped) await this.#remove(piece);
    this.#onDropped(dropped);
    return dropped.length >= over;
  }

  async #remove(piece: number): Promise<void> {
    this.#kept.delete(piece);
    await this.#folder.remove(String(piece));
  }

  #touch(piece: number): void {
    this.#kept.delete(piece);
    this.#kept.add(piece);
  }

  /** A file system that fails keeps less, and that is all. */
  #afterwards<T>(task: () => Promise<T>, otherwise: T): Promise<T> {
    const done = this.#last.then(task).catch(() => otherwise);
    this.#last = done;
    return done;
  }
}

function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
