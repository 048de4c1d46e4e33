import type { Saved, SaveTarget } from '../../download/save-target.js';

/** Takes what is saved, and remembers it; fails or loses bytes when the test wants that. */
export class RecordingTarget implements SaveTarget {
  readonly kind = 'file';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The most that one write brought. */
  longest = 0;
  writtenBytes = 0;
  discarded = 0;
  failure: Error | undefined;
  lostBytes = 0;

  constructor(sizeBytes: number) {
    this.bytes = new Uint8Array(sizeBytes);
  }

  write(offset: number, bytes: Uint8Array): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.bytes.set(bytes, offset);
    this.longest = Math.max(this.longest, bytes.length);
    this.writtenBytes += bytes.length;
    return Promise.resolve();
  }

  finish(): Promise<Saved> {
    return Promise.resolve({ file: new Blob([this.bytes.subarray(this.lostBytes)]) });
  }

  discard(): Promise<void> {
    this.discarded++;
    return Promise.resolve();
  }
}
