import type { Folder } from '../../objects/folder.js';

/** A file system in memory with a quota, which survives "reloads" for as long as the test holds it. */
export class MemoryFolder implements Folder {
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Map<string, MemoryFolder>();
  readonly #quota: { bytes: number };

  /** @param quota for this folder and all in it together */
  constructor(quota = { bytes: Infinity }) {
    this.#quota = quota;
  }

  names(): Promise<readonly string[]> {
    return Promise.resolve([...this.files.keys(), ...this.folders.keys()]);
  }

  read(name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.files.get(name));
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await Promise.resolve();
    if (this.#quota.bytes < bytes.length) throw new DOMException('full', 'QuotaExceededError');
    this.#quota.bytes += (this.files.get(name)?.length ?? 0) - bytes.length;
    this.files.set(name, bytes.slice());
  }

  async remove(name: string): Promise<void> {
    await Promise.resolve();
    this.#quota.bytes += this.files.get(name)?.length ?? 0;
    this.files.delete(name);
    const folder = this.folders.get(name);
    for (const file of folder?.files.keys() ?? []) await folder?.remove(file);
    this.folders.delete(name);
  }

  folder(name: string): Promise<MemoryFolder> {
    const folder = this.folders.get(name) ?? new MemoryFolder(this.#quota);
    this.folders.set(name, folder);
    return Promise.resolve(folder);
  }
}
