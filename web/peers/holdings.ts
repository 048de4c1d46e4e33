import { type Heads, type HoldMap, NO_TREE, NOT_FED, PULLED_HOPS, SUBSTREAMS } from './messages.js';
import { NO_SEQ } from './packet.js';

/**
 * What a neighbour says it holds, by its newest HEADS and MAP and by the packets it sent. Told, not proven: a wrong
 * claim costs one pull that is not answered.
 */
export class Holdings {
  /** Newest seq of each substream, −1: none. */
  readonly newest = new Array<number>(SUBSTREAMS).fill(-1);
  readonly hops = new Array<number>(SUBSTREAMS).fill(NOT_FED);
  readonly ranks = new Array<number>(SUBSTREAMS).fill(NO_TREE);
  /** When the last HEADS came. */
  headsAtMillis = -Infinity;
  #epoch = 0;
  #map: HoldMap | undefined;
  #mapAtMillis = -Infinity;
  #head = -1;

  /** The epoch of what is known here. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The newest seq of all substreams, −1: none. */
  get head(): number {
    return this.#head;
  }

  onHeads(message: Heads, nowMillis: number): void {
    if (!this.#enter(message.epoch)) return;
    this.headsAtMillis = nowMillis;
    for (let s = 0; s < SUBSTREAMS; s++) {
      const seq = message.newest[s] ?? NO_SEQ;
      this.hops[s] = message.hops[s] ?? NOT_FED;
      this.ranks[s] = message.ranks[s] ?? NO_TREE;
      if (seq !== NO_SEQ) this.#raise(s, seq);
    }
  }

  onMap(message: HoldMap, nowMillis: number): void {
    if (!this.#enter(message.epoch)) return;
    this.#map = message;
    this.#mapAtMillis = nowMillis;
    // The last bits name the newest packets: eight of them are enough to know every head.
    for (let i = Math.max(0, message.count - 4 * SUBSTREAMS); i < message.count; i++) {
      if (isSet(message, i)) this.#raise((message.base + i) % SUBSTREAMS, message.base + i);
    }
  }

  /** It sent this packet itself. */
  onPacket(epoch: number, seq: number): void {
    if (this.#enter(epoch)) this.#raise(seq % SUBSTREAMS, seq);
  }

  /** Whether it can be asked for a packet, `reach` seqs back at most. */
  mayHold(epoch: number, seq: number, reach: number): boolean {
    if (epoch !== this.#epoch) return false;
    const map = this.#map;
    if (map !== undefined && this.#mapAtMillis >= this.headsAtMillis - 1_000) {
      const bit = seq - map.base;
      if (bit >= 0 && bit < map.count && isSet(map, bit)) return true;
    }
    const newest = this.newest[seq % SUBSTREAMS] ?? -1;
    return newest >= seq && newest - seq <= reach;
  }

  /**
   * Whether it can be expected to hold a packet that it has not told of yet: somebody feeds it the substream, and its
   * last word is not long ago. Seqs up to `ahead` past that word are believed.
   */
  expects(epoch: number, seq: number, ahead: number): boolean {
    const s = seq % SUBSTREAMS;
    const newest = this.newest[s] ?? -1;
    return epoch === this.#epoch && (this.hops[s] ?? NOT_FED) < PULLED_HOPS && newest >= 0 && seq <= newest + ahead;
  }

  #enter(epoch: number): boolean {
    if (epoch < this.#epoch) return false;
    if (epoch > this.#epoch) {
      this.#epoch = epoch;
      this.#map = undefined;
      this.#head = -1;
      this.newest.fill(-1);
      this.hops.fill(NOT_FED);
      this.ranks.fill(NO_TREE);
    }
    return true;
  }

  #raise(substream: number, seq: number): void {
    if (seq > (this.newest[substream] ?? -1)) this.newest[substream] = seq;
    if (seq > this.#head) this.#head = seq;
  }
}

function isSet(map: HoldMap, bit: number): boolean {
  return (((map.bits[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
}
