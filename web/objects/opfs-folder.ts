import type { Folder } from './folder.js';

/** A folder of the browser's Origin Private File System, without a worker: a file is replaced as a whole when it is closed. */
export class OpfsFolder implements Folder {
  readonly #handle: FileSystemDirectoryHandle;

  constructor(handle: FileSystemDirectoryHandle) {
    this.#handle = handle;
  }

  async names(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of this.#handle.keys()) names.push(name);
    return names;
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    try {
      const file = await (await this.#handle.getFileHandle(name)).getFile();
      return new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    let writable: FileSystemWritableFileStream | undefined;
    try {
      writable = await (await this.#handle.getFileHandle(name, { create: true })).createWritable();
      await writable.write(bytes as Uint8Array<ArrayBuffer>);
      await writable.close();
    } catch (error) {
      // The half written copy takes up room, and an empty file of that name, which may have been made, must not be taken for a piece.
      await writable?.abort().catch(() => undefined);
      await this.remove(name).catch(() => undefined);
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    try {
      await this.#handle.removeEntry(name, { recursive: true });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async folder(name: string): Promise<Folder> {
    return new OpfsFolder(await this.#handle.getDirectoryHandle(name, { create: true }));
  }
}

/** The folder in which objects are kept, or undefined where the browser has none for this page. */
export async function objectsFolder(storage: StorageManager | undefined): Promise<Folder | undefined> {
  try {
    const root = await storage?.getDirectory();
    return root === undefined ? undefined : new OpfsFolder(await root.getDirectoryHandle('objects', { create: true }));
  } catch {
    return undefined; // private windows of some browsers
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}
