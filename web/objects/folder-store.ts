import type { Folder } from './folder.js';
import { FolderPieces } from './folder-pieces.js';
import type { KeptPieces, PieceStore } from './piece-store.js';
import { pieceNamed, ShelfSpace } from './shelf-space.js';

export interface FolderStoreOptions {
  /** For all objects together. Objects used longest ago make room, then pieces of the object in use. */
  readonly limitBytes: number;
  /** Unix milliseconds. */
  readonly wallMillis: () => number;
}

/** Keeps pieces as files: a folder for each object, a file for each piece. Two pages may use it at once. */
export class FolderStore implements PieceStore {
  readonly #root: Folder;
  readonly #options: FolderStoreOptions;

  constructor(root: Folder, options: FolderStoreOptions) {
    this.#root = root;
    this.#options = options;
  }

  async open(id: string, onDropped: (pieces: readonly number[]) => void): Promise<KeptPieces> {
    try {
      const space = new ShelfSpace(this.#root, this.#options.limitBytes, this.#options.wallMillis);
      const folder = await this.#root.folder(id);
      const found = (await folder.names()).map(pieceNamed).filter((piece) => piece !== undefined);
      found.sort((a, b) => a - b);
      await space.survey(id);
      await space.note(folder, found.length);
      return new FolderPieces(folder, space, found, onDropped);
    } catch {
      return nothingKept;
    }
  }
}

/** A store that cannot be opened. */
export const nothingKept: KeptPieces = {
  found: [],
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(false),
  remove: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
