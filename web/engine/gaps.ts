/** A packet that must exist, for a later one does, and that is not here. */
export interface Gap {
  readonly seq: number;
  readonly sinceMillis: number;
  /** No later than the packet's own timestamp. */
  readonly timestampMillis: number;
  /** 0 … 1, drawn once: spreads what many viewers do about the same gap. */
  readonly chance: number;
  late: boolean;
  /** Neighbours (peerIds) that were asked. */
  readonly tried: string[];
  /** When the last neighbour was asked; −Infinity: none, or it answered that it lacks the packet. */
  askedAtMillis: number;
  /** An HTTP request for it is under way. */
  fetching: boolean;
}

/** Gaps at most; more is a stream that is lost anyway, and the oldest are let go. */
const MAXIMUM = 1_024;

/** The gaps between what is played and what is known to exist, in ascending order of their discovery. */
export class Gaps {
  readonly #bySeq = new Map<number, Gap>();

  get size(): number {
    return this.#bySeq.size;
  }

  values(): Iterable<Gap> {
    return this.#bySeq.values();
  }

  get(seq: number): Gap | undefined {
    return this.#bySeq.get(seq);
  }

  /** Opens a gap, unless it is open. */
  open(seq: number, timestampMillis: number, nowMillis: number, chance: number): void {
    if (this.#bySeq.has(seq)) return;
    this.#bySeq.set(seq, {
      seq,
      sinceMillis: nowMillis,
      timestampMillis,
      chance,
      late: false,
      tried: [],
      askedAtMillis: -Infinity,
      fetching: false,
    });
    if (this.#bySeq.size > MAXIMUM) {
      for (const oldest of this.#bySeq.keys()) {
        this.#bySeq.delete(oldest);
        break;
      }
    }
  }

  /** The packet came, or is given up. */
  close(seq: number): Gap | undefined {
    const gap = this.#bySeq.get(seq);
    if (gap !== undefined) this.#bySeq.delete(seq);
    return gap;
  }

  /** Nothing before `seq` is needed any more. */
  closeBelow(seq: number): void {
    for (const open of this.#bySeq.keys()) if (open < seq) this.#bySeq.delete(open);
  }

  clear(): void {
    this.#bySeq.clear();
  }
}
