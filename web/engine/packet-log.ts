import type { Origin, PacketTrace } from './stats.js';

/** Where the last packets came from: a ring of fixed size. */
export class PacketLog {
  readonly #size: number;
  readonly #seqs: number[];
  readonly #origins: (Origin | 'missing')[];
  #head = -1;

  constructor(size: number) {
    this.#size = size;
    this.#seqs = new Array<number>(size).fill(-1);
    this.#origins = new Array<Origin | 'missing'>(size).fill('missing');
  }

  clear(): void {
    this.#seqs.fill(-1);
    this.#head = -1;
  }

  note(seq: number, origin: Origin): void {
    if (seq <= this.#head - this.#size) return;
    this.#seqs[seq % this.#size] = seq;
    this.#origins[seq % this.#size] = origin;
    if (seq > this.#head) this.#head = seq;
  }

  /** The last packets up to the newest, ascending; those that never came are `missing`. */
  recent(from: number): PacketTrace[] {
    const traces: PacketTrace[] = [];
    for (let seq = Math.max(from, 0, this.#head - this.#size + 1); seq <= this.#head; seq++) {
      const here = this.#seqs[seq % this.#size] === seq;
      traces.push({ seq, origin: here ? (this.#origins[seq % this.#size] ?? 'missing') : 'missing' });
    }
    return traces;
  }
}
