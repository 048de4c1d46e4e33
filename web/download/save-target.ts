/** Where a file is being saved, in whatever order its bytes come. Every method may fail with whatever the browser throws. */
export interface SaveTarget {
  /** How the file gets to the viewer: `file`: it is where he wanted it · `link`: he takes it from {@link Saved.file}. */
  readonly kind: 'file' | 'link';
  /** Writes at that place; the bytes stay the caller's and must not change before it resolves. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** All is written. */
  finish(): Promise<Saved>;
  /** Leaves nothing behind, neither of what is half written nor of what only this page holds. May be called twice. */
  discard(): Promise<void>;
}

export interface Saved {
  /** What is on the disk, or in memory. */
  readonly file: Blob;
}

/** Saves into a file of the viewer's disk or of the browser's own file system, so that memory holds a piece or two. */
export class FileTarget implements SaveTarget {
  readonly kind: 'file' | 'link';
  readonly #handle: FileSystemFileHandle;
  readonly #writable: FileSystemWritableFileStream;
  readonly #remove: () => Promise<void>;
  #finished = false;
  #discarded = false;

  private constructor(
    kind: 'file' | 'link',
    handle: FileSystemFileHandle,
    writable: FileSystemWritableFileStream,
    remove: () => Promise<void>,
  ) {
    this.kind = kind;
    this.#handle = handle;
    this.#writable = writable;
    this.#remove = remove;
  }

  /** @param remove takes the finished file away again; a file that the viewer chose stays */
  static async open(
    kind: 'file' | 'link',
    handle: FileSystemFileHandle,
    remove: () => Promise<void> = () => Promise.resolve(),
  ): Promise<FileTarget> {
    return new FileTarget(kind, handle, await handle.createWritable(), remove);
  }

  write(offset: number, bytes: Uint8Array): Promise<void> {
    return this.#writable.write({ type: 'write', position: offset, data: bytes as Uint8Array<ArrayBuffer> });
  }

  async finish(): Promise<Saved> {
    await this.#writable.close();
    this.#finished = true;
    return { file: await this.#handle.getFile() };
  }

  async discard(): Promise<void> {
    if (this.#discarded) {
      return;
    }
    this.#discarded = true;
    if (!this.#finished) {
      await this.#writable.abort().catch(() => undefined); // it may have failed already
    }
    await this.#remove();
  }
}

/** Keeps a small file in memory, where the page has no file system. */
export class MemoryTarget implements SaveTarget {
  readonly kind = 'link';
  readonly #type: string;
  #bytes: Uint8Array<ArrayBuffer>;

  constructor(sizeBytes: number, type: string) {
    this.#bytes = new Uint8Array(sizeBytes);
    this.#type = type;
  }

  write(offset: number, bytes: Uint8Array): Promise<void> {
    this.#bytes.set(bytes, offset);
    return Promise.resolve();
  }

  finish(): Promise<Saved> {
    const file = new Blob([this.#bytes], { type: this.#type });
    this.#bytes = new Uint8Array();
    return Promise.resolve({ file });
  }

  discard(): Promise<void> {
    this.#bytes = new Uint8Array();
    return Promise.resolve();
  }
}
