/** A folder of small files, as far as a store needs one. Every method may fail, with whatever the file system throws. */
export interface Folder {
  /** Files and folders in it. */
  names(): Promise<readonly string[]>;
  /** undefined: no such file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** A file, or a folder with all that is in it; nothing where it is not there. */
  remove(name: string): Promise<void>;
  /** Made where it is not there. */
  folder(name: string): Promise<Folder>;
}
