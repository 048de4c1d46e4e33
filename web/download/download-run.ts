import type { Descriptor } from '../objects/descriptor.js';
import type { ObjectSession } from '../objects/object-session.js';
import { PIECE_BYTES, type PieceRange } from '../peers/messages.js';
import { PieceMap } from '../peers/piece-map.js';
import type { Clock, Timers } from '../transport/environment.js';
import type { Saved, SaveTarget } from './save-target.js';
import { Speed } from '../player/speed.js';

/** `no room`: the disk, or what the browser gives of it, is full · `not written`: the file cannot be written, or was altered. */
export type SaveFailure = 'no room' | 'not written';

export interface DownloadRunOptions {
  readonly session: Pick<ObjectSession, 'have' | 'want' | 'read'>;
  readonly descriptor: Descriptor;
  readonly target: SaveTarget;
  /** Where it begins anew, once, when there is no room at the target after all; undefined: nowhere. */
  readonly spare?: () => SaveTarget | undefined;
  readonly environment: { readonly clock: Clock; readonly timers: Timers };
  /** At most once. Every piece was checked against its hash; the file has the right size. */
  readonly onDone: (saved: Saved) => void;
  /** At most once. */
  readonly onFailure: (failure: SaveFailure) => void;
}

/** Pieces that are wanted at once, so that they are written before they have to make room in memory: 32 MiB. */
const WANTED_PIECES = 512;
/** Pieces written at once: 1 MiB. */
const WRITTEN_PIECES = 16;
const LOOK_MILLIS = 200;
/** Slower than this, neighbours alone do not do: the pieces that come next are read, which asks the gateway, too. */
const SLOW_BYTES_PER_SECOND = 250_000;
const READ_PIECES = 8;
/** Before that nobody is called slow. */
const PATIENCE_MILLIS = 5_000;

/**
 * Saves one object: wants a stretch of pieces at a time, the rarest first, and writes each where it belongs as soon as it is
 * here, so that neither order nor size of the file costs memory. It ends by onDone, onFailure or stop().
 */
export class DownloadRun {
  readonly #options: DownloadRunOptions;
  #target: SaveTarget;
  #spare: () => SaveTarget | undefined;
  #written: PieceMap;
  readonly #speed = new Speed();
  #withdraw: () => void = () => undefined;
  /** What is wanted: all before it is written. */
  #wanted: PieceRange = { first: 1, last: 0 };
  #abort = new AbortController();
  #cancelLook: () => void = () => undefined;
  #resumedAtMillis = 0;
  #busy = false;
  #reading = false;
  #paused = true;
  #ended = false;

  constructor(options: DownloadRunOptions) {
    this.#options = options;
    this.#target = options.target;
    this.#spare = options.spare ?? nowhere;
    this.#written = new PieceMap(options.descriptor.pieces);
  }

  get writtenPieces(): number {
    return this.#written.count;
  }

  get writtenBytes(): number {
    const { sizeBytes, pieces } = this.#options.descriptor;
    // The last piece alone may be shorter.
    const missing = pieces * PIECE_BYTES - sizeBytes;
    return this.#written.count * PIECE_BYTES - (this.#written.has(pieces) ? missing : 0);
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** undefined while it is paused, or too little is known. */
  get bytesPerSecond(): number | undefined {
    return this.#speed.bytesPerSecond;
  }

  /** Begins, or goes on after a pause. */
  resume(): void {
    if (!this.#paused || this.#ended) {
      return;
    }
    this.#paused = false;
    this.#abort = new AbortController();
    this.#speed.reset();
    this.#resumedAtMillis = this.#options.environment.clock.nowMillis();
    this.#want();
    this.#cancelLook = this.#options.environment.timers.every(LOOK_MILLIS, () => void this.#look());
    void this.#look();
  }

  /** Asks for nothing more; what is written stays. */
  pause(): void {
    if (this.#paused) {
      return;
    }
    this.#paused = true;
    this.#cancelLook();
    this.#withdraw();
    this.#abort.abort();
    this.#speed.reset();
  }

  /** Gives up, and leaves nothing behind of what is not finished. May be called twice. */
  stop(): void {
    this.pause();
    if (!this.#ended) {
      this.#ended = true;
      this.#discard();
    }
  }

  /** Writes what is here and not written yet. */
  async #look(): Promise<void> {
    const now = this.#options.environment.clock.nowMillis();
    this.#speed.add(this.writtenBytes, now);
    if (this.#busy || this.#paused || this.#ended) {
      return;
    }
    this.#busy = true;
    try {
      while (await this.#saveNext());
      if (this.#written.isFull) {
        await this.#finish();
      } else if (now - this.#resumedAtMillis > PATIENCE_MILLIS && (this.bytesPerSecond ?? 0) < SLOW_BYTES_PER_SECOND) {
        void this.#readNext();
      }
    } catch (failure) {
      this.#fail(failure);
    } finally {
      this.#busy = false;
    }
  }

  /** Wants what is missing, a stretch of it. */
  #want(): void {
    if (this.#paused) {
      return;
    }
    const first = this.#firstMissing();
    const last = Math.min(this.#written.pieces, first + WANTED_PIECES - 1);
    const { session } = this.#options;
    this.#withdraw();
    this.#wanted = { first, last };
    this.#withdraw = session.want(first, last);
  }

  #firstMissing(): number {
    let piece = this.#wanted.first;
    while (piece <= this.#written.pieces && this.#written.has(piece)) {
      piece++;
    }
    return piece;
  }

  /** Some pieces behind each other that are held and not written; undefined when there are none. */
  #nextHeld(): PieceRange | undefined {
    for (const { first, last } of this.#options.session.have) {
      for (let piece = first; piece <= last; piece++) {
        if (this.#written.has(piece)) {
          continue;
        }
        let end = piece;
        while (end < last && end - piece < WRITTEN_PIECES - 1 && !this.#written.has(end + 1)) {
          end++;
        }
        return { first: piece, last: end };
      }
    }
    return undefined;
  }

  /** @returns whether there was something to be saved */
  async #saveNext(): Promise<boolean> {
    const range = this.#nextHeld();
    if (this.#paused || range === undefined) {
      return false;
    }
    const { first, last } = range;
    const { session, descriptor } = this.#options;
    const { signal } = this.#abort;
    const offset = (first - 1) * PIECE_BYTES;
    const bytes = await session.read(offset, Math.min(last * PIECE_BYTES, descriptor.sizeBytes) - offset, signal);
    if (this.#ended) {
      return false;
    }
    await this.#target.write(offset, bytes);
    this.#written.addRange({ first, last });
    if (!this.#written.isFull && this.#firstMissing() > this.#wanted.first + WANTED_PIECES / 2) {
      this.#want();
    }
    return true;
  }

  /** Neighbours are slow, or a piece had to make room before it was written. */
  async #readNext(): Promise<void> {
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    const { session, descriptor } = this.#options;
    const { signal } = this.#abort;
    const first = this.#firstMissing();
    const offset = (first - 1) * PIECE_BYTES;
    const length = Math.min(READ_PIECES * PIECE_BYTES, descriptor.sizeBytes - offset);
    await session.read(offset, length, signal).catch(() => undefined); // paused, or the session ended
    this.#reading = false;
  }

  async #finish(): Promise<void> {
    const { descriptor, onDone } = this.#options;
    const saved = await this.#target.finish();
    if (this.#ended) {
      return;
    }
    if (saved.file.size !== descriptor.sizeBytes) {
      throw new Error(`a file of ${saved.file.size} bytes instead of ${descriptor.sizeBytes}`);
    }
    this.pause();
    this.#ended = true;
    onDone(saved);
  }

  #fail(failure: unknown): void {
    if (this.#ended || this.#abort.signal.aborted) {
      return; // paused, or stopped
    }
    const full = failure instanceof DOMException && failure.name === 'QuotaExceededError';
    const spare = full ? this.#spare() : undefined;
    this.#spare = nowhere;
    if (spare !== undefined) {
      this.#beginAnewAt(spare);
      return;
    }
    this.stop();
    this.#options.onFailure(full ? 'no room' : 'not written');
  }

  #discard(): void {
    void this.#target.discard().catch(() => undefined); // gone already
  }

  /** What was written is lost; most of it is still held. */
  #beginAnewAt(target: SaveTarget): void {
    this.#discard();
    this.#target = target;
    this.#written = new PieceMap(this.#options.descriptor.pieces);
    this.#wanted = { first: 1, last: 0 };
    this.#speed.reset();
    this.#want();
  }
}

const nowhere = (): undefined => undefined;
