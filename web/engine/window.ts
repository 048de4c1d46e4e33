import { SUBSTREAMS } from '../peers/messages.js';
import type { Packet } from '../peers/packet.js';

/**
 * The verified packets of the current epoch. Bounded by media time and by bytes; at the limit the oldest go.
 */
export class PacketWindow {
  /** Newest seq held of each substream, −1: none. */
  readonly newest = new Array<number>(SUBSTREAMS).fill(-1);
  readonly #windowMillis: number;
  readonly #windowBytes: number;
  readonly #packets = new Map<number, Packet>();
  /** Seqs at which a decoder can start, ascending. */
  #starts: number[] = [];
  #epoch = 0;
  #first = 0;
  #head = -1;
  #bytes = 0;
  #newestTimestamp = 0;
  #audioOnly = false;

  constructor(windowMillis: number, windowBytes: number) {
    this.#windowMillis = windowMillis;
    this.#windowBytes = windowBytes;
  }

  /** 0 before the first. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Oldest seq held; above {@link head} when nothing is. */
  get first(): number {
    return this.#packets.size === 0 ? this.#head + 1 : this.#first;
  }

  /** Newest seq held, −1: none. */
  get head(): number {
    return this.#head;
  }

  get newestTimestampMillis(): number {
    return this.#newestTimestamp;
  }

  get size(): number {
    return this.#packets.size;
  }

  /** Empties it for another epoch. */
  enter(epoch: number): void {
    this.#epoch = epoch;
    this.#packets.clear();
    this.#starts = [];
    this.#first = 0;
    this.#head = -1;
    this.#bytes = 0;
    this.#newestTimestamp = 0;
    this.newest.fill(-1);
  }

  /** In a stream without video a decoder can start at every tag. */
  set audioOnly(audioOnly: boolean) {
    this.#audioOnly = audioOnly;
  }

  has(seq: number): boolean {
    return this.#packets.has(seq);
  }

  get(seq: number): Packet | undefined {
    return this.#packets.get(seq);
  }

  /** Whether a packet of this timestamp would fall out at once. */
  isTooOld(timestampMillis: number): boolean {
    return timestampMillis < this.#newestTimestamp - this.#windowMillis;
  }

  /** @returns false for a packet that is held already, too old, or of another epoch */
  add(packet: Packet): boolean {
    const seq = packet.seq;
    if (packet.epoch !== this.#epoch || this.#packets.has(seq) || this.isTooOld(packet.timestampMillis)) return false;
    if (this.#packets.size === 0 || seq < this.#first) this.#first = seq;
    this.#packets.set(seq, packet);
    this.#bytes += packet.lengthBytes;
    if (packet.startsKeyframe || (this.#audioOnly && packet.startsTag)) this.#addStart(seq);
    if (seq > this.#head) this.#head = seq;
    if (seq > (this.newest[packet.substream] ?? -1)) this.newest[packet.substream] = seq;
    if (packet.timestampMillis > this.#newestTimestamp) this.#newestTimestamp = packet.timestampMillis;
    this.#trim();
    return true;
  }

  /** The first seq ≥ `seq` that is held and at which a decoder can start. */
  startFrom(seq: number): number | undefined {
    return this.#starts.find((start) => start >= seq);
  }

  /** Which of the `count` packets from `base` on are held, as MAP tells it. */
  bitmap(base: number, count: number): Uint8Array {
    const bits = new Uint8Array(Math.ceil(count / 8));
    for (let i = 0; i < count; i++) {
      if (this.#packets.has(base + i)) bits[i >> 3] = (bits[i >> 3] ?? 0) | (0x80 >> (i & 7));
    }
    return bits;
  }

  #addStart(seq: number): void {
    let at = this.#starts.length;
    while (at > 0 && (this.#starts[at - 1] ?? -1) > seq) at--;
    this.#starts.splice(at, 0, seq);
  }

  #trim(): void {
    while (this.#first < this.#head) {
      const oldest = this.#packets.get(this.#first);
      if (oldest !== undefined) {
        if (this.#bytes <= this.#windowBytes && !this.isTooOld(oldest.timestampMillis)) break;
        this.#packets.delete(this.#first);
        this.#bytes -= oldest.lengthBytes;
      }
      this.#first++;
    }
    let gone = 0;
    while (gone < this.#starts.length && (this.#starts[gone] ?? 0) < this.#first) gone++;
    if (gone > 0) this.#starts.splice(0, gone);
  }
}
