import { TokenBucket } from './token-bucket.js';

/** What one connection sends before the next one has its turn. */
const SLICE_BYTES = 4 << 10;
/** The largest burst: a sixth of a second at 3 Mbit/s. */
const BURST_BYTES = 64 << 10;

interface Waiting {
  rest: Buffer;
  readonly write: (slice: Buffer) => void;
  readonly sent: () => void;
}

/** The line by which an origin reaches its viewers: without limit, or shared in turns by all connections below one rate. */
export class Uplink {
  readonly #bucket: TokenBucket | undefined;
  readonly #queue: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param megabits Mbit/s, or undefined for no limit */
  constructor(megabits: number | undefined) {
    this.#bucket =
      megabits === undefined ? undefined : new TokenBucket((megabits * 1e6) / 8, BURST_BYTES, performance.now());
  }

  /** Resolves when all of `bytes` went to `write`. A connection waits for that before it sends more. */
  send(bytes: Buffer, write: (slice: Buffer) => void): Promise<void> {
    if (this.#bucket === undefined) {
      write(bytes);
      return Promise.resolve();
    }
    return new Promise((sent) => {
      this.#queue.push({ rest: bytes, write, sent });
      if (this.#timer === undefined) this.#run(this.#bucket);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { sent } of this.#queue.splice(0)) sent();
  }

  #run(bucket: TokenBucket | undefined): void {
    this.#timer = undefined;
    for (let first = this.#queue[0]; first !== undefined && bucket !== undefined; first = this.#queue[0]) {
      const slice = first.rest.subarray(0, SLICE_BYTES);
      const wait = bucket.take(slice.length, performance.now());
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#run(bucket), wait);
        return;
      }
      this.#queue.shift();
      first.write(slice);
      first.rest = first.rest.subarray(slice.length);
      if (first.rest.length === 0) first.sent();
      else this.#queue.push(first);
    }
  }
}
