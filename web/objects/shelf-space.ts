import { PIECE_BYTES } from '../peers/messages.js';
import type { Folder } from './folder.js';

/** The file in an object's folder that says when it was used last, and how much it takes. */
const USED = 'used';

/** So long is believed what the browser said when it refused a piece: room may be made in the meantime. */
const REFUSED_MILLIS = 60_000;

interface Used {
  readonly atMillis: number;
  readonly pieces: number;
}

/** How much all objects of a store take together, and which of them was used longest ago. */
export class ShelfSpace {
  readonly #root: Folder;
  readonly #wallMillis: () => number;
  readonly #limitPieces: number;
  /** Pieces for which there is room after all, as the browser has refused one. */
  #refused: { readonly pieces: number; readonly untilMillis: number } | undefined;
  readonly #others = new Map<string, Used>();

  /** @param wallMillis Unix milliseconds, which outlive the page */
  constructor(root: Folder, limitBytes: number, wallMillis: () => number) {
    this.#root = root;
    this.#limitPieces = Math.floor(limitBytes / PIECE_BYTES);
    this.#wallMillis = wallMillis;
  }

  /** Looks at the objects that are kept beside `id`. */
  async survey(id: string): Promise<void> {
    for (const other of await this.#root.names()) {
      if (other === id) continue;
      const text = await (await this.#root.folder(other)).read(USED);
      this.#others.set(other, usedIn(text));
    }
  }

  /** Notes that this object is in use. */
  async note(folder: Folder, pieces: number): Promise<void> {
    const used: Used = { atMillis: this.#wallMillis(), pieces };
    await folder.write(USED, new TextEncoder().encode(JSON.stringify(used)));
  }

  /**
   * Makes room for one piece more, by removing whole objects that were used longest ago.
   * @param pieces how many the object in use has
   * @returns how many pieces of the object in use have to go as well
   */
  async makeRoom(pieces: number): Promise<number> {
    const room = this.#room();
    while (this.#othersPieces() + pieces + 1 > room) {
      const [oldest] = [...this.#others].sort(([, one], [, other]) => one.atMillis - other.atMillis);
      if (oldest === undefined) return pieces + 1 - room;
      this.#others.delete(oldest[0]);
      await this.#root.remove(oldest[0]);
    }
    return 0;
  }

  /** The browser has refused a piece: there is no more room than what is taken, for a while. */
  onRefused(pieces: number): void {
    const room = Math.min(this.#room(), this.#othersPieces() + pieces);
    this.#refused = { pieces: room, untilMillis: this.#wallMillis() + REFUSED_MILLIS };
  }

  #room(): number {
    const { pieces, untilMillis } = this.#refused ?? { pieces: Infinity, untilMillis: -Infinity };
    return this.#wallMillis() < untilMillis ? Math.min(pieces, this.#limitPieces) : this.#limitPieces;
  }

  #othersPieces(): number {
    let sum = 0;
    for (const { pieces } of this.#others.values()) sum += pieces;
    return sum;
  }
}

/** A number that is a piece's name; undefined for other files. */
export function pieceNamed(name: string): number | undefined {
  return /^[1-9]\d{0,7}$/.test(name) ? Number(name) : undefined;
}

/** What cannot be read goes first. */
function usedIn(text: Uint8Array | undefined): Used {
  try {
    const { atMillis, pieces } = JSON.parse(new TextDecoder().decode(text)) as Record<string, unknown>;
    if (typeof atMillis === 'number' && typeof pieces === 'number') return { atMillis, pieces };
  } catch {
    // as below
  }
  return { atMillis: 0, pieces: 0 };
}
