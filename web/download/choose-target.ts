import { ownStorage } from '../player/this-browser.js';
import { FileTarget, MemoryTarget, type SaveTarget } from './save-target.js';

/** What is to be saved. */
export interface SavedFile {
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
}

/** `cancelled` by the viewer · `too large`: this browser has no place for so much. */
export type NoTarget = { readonly kind: 'cancelled' } | { readonly kind: 'too large'; readonly mostBytes: number };

interface PickingWindow {
  readonly showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;
}

/** A larger file is not kept in a page's memory. */
const MOST_IN_MEMORY = 256 * 1024 * 1024;
/** Room that a download leaves in the browser's file system: its pieces are kept for other viewers beside it. */
const SPARE_BYTES = 64 * 1024 * 1024;
/** Finished files in the browser's file system, which go with their page; a page that crashed leaves its own behind. */
const FOLDER = 'downloads';
const STALE_MILLIS = 24 * 60 * 60 * 1_000;

/**
 * Where to save a file, the best that this browser has: a file that the viewer chooses, the browser's own file system, or
 * memory. To be called in a click, for otherwise no browser lets him choose.
 */
export async function chooseTarget(file: SavedFile): Promise<SaveTarget | NoTarget> {
  const { showSaveFilePicker } = window as PickingWindow;
  if (showSaveFilePicker !== undefined) {
    try {
      return await FileTarget.open('file', await showSaveFilePicker({ suggestedName: file.name }));
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'AbortError') {
        return { kind: 'cancelled' };
      }
      // Not in a frame of another site, and not where a policy forbids it: there are other ways.
    }
  }
  return (await privateTarget(file)) ?? memoryTarget(file);
}

/**
 * Another place when there is no room at the target after all: browsers do not tell truly how much they give. undefined: none,
 * or the viewer chose that place himself.
 */
export function spareTarget({ kind }: SaveTarget, file: SavedFile): SaveTarget | undefined {
  try {
    const spare = kind === 'link' ? memoryTarget(file) : undefined;
    return spare !== undefined && 'write' in spare ? spare : undefined;
  } catch {
    return undefined; // no memory for it
  }
}

/** undefined: the page has no file system, or one that cannot be written from here. */
async function privateTarget({ sizeBytes }: SavedFile): Promise<SaveTarget | NoTarget | undefined> {
  try {
    const storage = ownStorage();
    if (storage === undefined) {
      return undefined;
    }
    const root = await storage.getDirectory();
    const { quota = 0, usage = 0 } = await storage.estimate();
    const mostBytes = Math.max(0, quota - usage - SPARE_BYTES);
    if (sizeBytes > mostBytes) {
      return sizeBytes <= MOST_IN_MEMORY ? undefined : { kind: 'too large', mostBytes };
    }
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    await removeStale(folder);
    const name = `${Date.now()}-${crypto.getRandomValues(new Uint32Array(2)).join('')}`;
    const handle = await folder.getFileHandle(name, { create: true });
    return await FileTarget.open('link', handle, () => folder.removeEntry(name));
  } catch {
    return undefined; // private windows of some browsers
  }
}

function memoryTarget({ sizeBytes, type }: SavedFile): SaveTarget | NoTarget {
  return sizeBytes <= MOST_IN_MEMORY
    ? new MemoryTarget(sizeBytes, type)
    : { kind: 'too large', mostBytes: MOST_IN_MEMORY };
}

async function removeStale(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) {
    if (Date.now() - Number.parseInt(name, 10) > STALE_MILLIS) {
      await folder.removeEntry(name).catch(() => undefined); // another tab may be at it, too
    }
  }
}
