import type { NoteStorage } from '../player/capacity-memory.js';
import { asObject, asText } from '../transport/json-fields.js';

/** What of a file tells it from others, without reading it. */
export type KnownFile = Pick<File, 'name' | 'size' | 'lastModified'>;

interface Note {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  readonly url: string;
  readonly atMillis: number;
}

const KEY = 'bittube uploads';
/** The gateway forgets an upload a day after its last part. */
const VALID_MILLIS = 24 * 60 * 60 * 1_000;
const MOST = 20;

/**
 * Uploads of this browser that are not finished, so that whoever chooses the same file again goes on where it ended. Storage may be
 * forbidden, full, or hold anything; then nothing is known.
 */
export class UploadMemory {
  readonly #storage: () => NoteStorage;
  readonly #unixMillis: () => number;

  /** `storage` may throw, as reading `localStorage` does where it is forbidden. */
  constructor(storage: () => NoteStorage, unixMillis: () => number) {
    this.#storage = storage;
    this.#unixMillis = unixMillis;
  }

  /** The address of the file's upload; undefined where there is none. */
  recall(file: KnownFile): string | undefined {
    return this.#notes().find((note) => isOf(note, file))?.url;
  }

  remember({ name, size, lastModified }: KnownFile, url: string): void {
    const note = { name, size, lastModified, url, atMillis: this.#unixMillis() };
    this.#keep([...this.#notes().filter((other) => !isOf(other, note)), note].slice(-MOST));
  }

  forget(file: KnownFile): void {
    this.#keep(this.#notes().filter((note) => !isOf(note, file)));
  }

  /** Those that are not finished, the oldest first. */
  unfinished(): readonly KnownFile[] {
    return this.#notes();
  }

  #notes(): readonly Note[] {
    try {
      const list: unknown = JSON.parse(this.#storage().getItem(KEY) ?? '[]');
      const oldest = this.#unixMillis() - VALID_MILLIS;
      return (Array.isArray(list) ? list.slice(-MOST) : [])
        .flatMap(readNote)
        .filter(({ atMillis }) => atMillis > oldest);
    } catch {
      return [];
    }
  }

  #keep(notes: readonly Note[]): void {
    try {
      this.#storage().setItem(KEY, JSON.stringify(notes));
    } catch {
      // The file begins anew then.
    }
  }
}

function isOf(note: KnownFile, file: KnownFile): boolean {
  return note.name === file.name && note.size === file.size && note.lastModified === file.lastModified;
}

function readNote(json: unknown): Note[] {
  const fields = asObject(json) ?? {};
  const { size, lastModified, atMillis } = fields;
  const name = asText(fields['name'], 255);
  const url = asText(fields['url'], 2_048);
  const isWhole =
    name !== undefined &&
    url !== undefined &&
    typeof size === 'number' &&
    typeof lastModified === 'number' &&
    typeof atMillis === 'number';
  return isWhole ? [{ name, size, lastModified, url, atMillis }] : [];
}
