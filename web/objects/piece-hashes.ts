import type { Environment } from '../transport/environment.js';
import type { ObjectHttp } from '../transport/object-links.js';
import type { Descriptor } from './descriptor.js';
import { GROUP_PIECES, groupOf, sameBytes, verifiedLeaves } from './hash-tree.js';
import { ObjectFormatError } from './object-format-error.js';
import type { HashPiece } from './piece-hash.js';

/** Groups remembered: the hashes of 8 GiB, 4 MiB of memory; those used longest ago go and are fetched again. */
const MAX_GROUPS = 2_048;
const LEAST_RETRY_MILLIS = 500;
const MOST_RETRY_MILLIS = 8_000;

/** The leaf hashes of an object, group by group as they are needed, each group verified against the root. */
export class PieceHashes {
  readonly #descriptor: Descriptor;
  readonly #http: ObjectHttp;
  readonly #hashPiece: HashPiece;
  readonly #environment: Environment;
  readonly #groups = new Map<number, readonly Uint8Array[]>();
  readonly #fetching = new Map<number, Promise<readonly Uint8Array[] | undefined>>();
  readonly #abort = new AbortController();
  /** Bytes of hashes that came. */
  bytes = 0;

  constructor(descriptor: Descriptor, http: ObjectHttp, hashPiece: HashPiece, environment: Environment) {
    this.#descriptor = descriptor;
    this.#http = http;
    this.#hashPiece = hashPiece;
    this.#environment = environment;
  }

  /** Sees to it that the hashes of this piece are here soon. */
  want(piece: number): void {
    void this.#leaves(groupOf(piece));
  }

  /** Whether these bytes are this piece: at once where hashes are here and hashing takes no time, else when they are. */
  verify(piece: number, bytes: Uint8Array): boolean | Promise<boolean> {
    const leaves = this.#leaves(groupOf(piece));
    if (leaves instanceof Promise) return leaves.then((fetched) => this.#matches(fetched, piece, bytes));
    return this.#matches(leaves, piece, bytes);
  }

  close(): void {
    this.#abort.abort();
  }

  #matches(leaves: readonly Uint8Array[] | undefined, piece: number, bytes: Uint8Array): boolean | Promise<boolean> {
    const leaf = leaves?.[(piece - 1) % GROUP_PIECES];
    if (leaf === undefined) return false;
    const hash = this.#hashPiece(bytes);
    return hash instanceof Uint8Array ? sameBytes(hash, leaf) : hash.then((found) => sameBytes(found, leaf));
  }

  #leaves(group: number): readonly Uint8Array[] | Promise<readonly Uint8Array[] | undefined> {
    const known = this.#groups.get(group);
    if (known !== undefined) {
      this.#groups.delete(group);
      this.#groups.set(group, known);
      return known;
    }
    const fetching = this.#fetching.get(group) ?? this.#fetch(group);
    this.#fetching.set(group, fetching);
    return fetching;
  }

  /** Again and again until they are here: without them nothing can be taken. undefined after close(). */
  async #fetch(group: number): Promise<readonly Uint8Array[] | undefined> {
    const { signal } = this.#abort;
    const { pieces, root } = this.#descriptor;
    for (let pause = LEAST_RETRY_MILLIS; !signal.aborted; pause = Math.min(MOST_RETRY_MILLIS, 2 * pause)) {
      const result = await this.#http.hashes(group, signal);
      if (result.kind === 'ok') {
        this.bytes += result.value.length;
        const leaves = leavesIn(() => verifiedLeaves(result.value, group, pieces, root));
        if (leaves !== undefined) {
          this.#remember(group, leaves);
          return leaves;
        }
      }
      const millis = result.kind === 'busy' ? Math.max(pause, result.retryAfterMillis) : pause;
      await this.#pause(millis * (1 + this.#environment.random.next() / 2));
    }
    return undefined;
  }

  #remember(group: number, leaves: readonly Uint8Array[]): void {
    this.#fetching.delete(group);
    this.#groups.set(group, leaves);
    for (const oldest of this.#groups.keys()) {
      if (this.#groups.size <= MAX_GROUPS) return;
      this.#groups.delete(oldest);
    }
  }

  #pause(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.#abort.signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#environment.timers.after(millis, end);
      this.#abort.signal.addEventListener('abort', end);
    });
  }
}

function leavesIn(read: () => Uint8Array[]): Uint8Array[] | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ObjectFormatError)) throw error;
    return undefined;
  }
}
