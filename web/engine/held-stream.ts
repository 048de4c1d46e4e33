import type { Packet } from '../peers/packet.js';
import type { HttpResult, PacketsAnswer, StreamInfo } from '../transport/links.js';
import type { SharedStream } from '../transport/shared-stream.js';
import type { PacketWindow } from './window.js';

/** A stream that changes its prelude twice within a window is none to start a decoder in the middle of. */
const KEPT_PRELUDES = 2;

/** What this engine holds, all of it verified, as a gateway would give it. */
export class HeldStream implements SharedStream {
  readonly #window: PacketWindow;
  #info: StreamInfo | undefined;
  #preludes: Packet[] = [];

  constructor(window: PacketWindow) {
    this.#window = window;
  }

  onInfo(info: StreamInfo): void {
    this.#info = info;
  }

  onPrelude(prelude: Packet): void {
    const others = this.#preludes.filter((other) => other.epoch !== prelude.epoch || other.prelude !== prelude.prelude);
    this.#preludes = [...others, prelude].slice(-KEPT_PRELUDES);
  }

  info(): StreamInfo | undefined {
    const { epoch, head, first, newestTimestampMillis, size } = this.#window;
    if (this.#info === undefined || size === 0) return undefined;
    const headTimestampMillis = newestTimestampMillis;
    return { ...this.#info, epoch, headSeq: head, headTimestampMillis, firstSeq: first, keyframes: [] };
  }

  join(): PacketsAnswer | undefined {
    const { first, head } = this.#window;
    const packets: Packet[] = [];
    for (let seq = head; seq >= first; seq--) {
      const packet = this.#window.get(seq);
      if (packet === undefined) continue;
      packets.push(packet);
      if (!packet.startsKeyframe) continue;
      const prelude = this.#prelude(packet.epoch, packet.prelude);
      return prelude === undefined ? undefined : this.#answer([prelude, ...packets.reverse()]);
    }
    return undefined;
  }

  prelude(epoch: number, number: number): Uint8Array | undefined {
    return this.#prelude(epoch, number)?.encoded;
  }

  packets(epoch: number, first: number, last: number): HttpResult<PacketsAnswer> {
    if (epoch !== this.#window.epoch || first < this.#window.first) return { kind: 'gone' };
    const packets: Packet[] = [];
    for (let seq = first; seq <= last; seq++) {
      const packet = this.#window.get(seq);
      if (packet === undefined) return { kind: 'early', headSeq: this.#window.head };
      packets.push(packet);
    }
    return { kind: 'ok', value: this.#answer(packets) };
  }

  backlog(substreams: ReadonlySet<number>, fromSeq: number, limit: number): readonly Uint8Array[] {
    const held: Uint8Array[] = [];
    for (let seq = this.#window.head; seq >= Math.max(fromSeq, this.#window.first) && held.length < limit; seq--) {
      const packet = substreams.has(seq & 7) ? this.#window.get(seq) : undefined;
      if (packet !== undefined) held.push(packet.encoded);
    }
    return held.reverse();
  }

  #prelude(epoch: number, number: number): Packet | undefined {
    return this.#preludes.find((prelude) => prelude.epoch === epoch && prelude.prelude === number);
  }

  #answer(packets: readonly Packet[]): PacketsAnswer {
    const bytes = new Uint8Array(packets.reduce((sum, packet) => sum + packet.lengthBytes, 0));
    let offset = 0;
    for (const packet of packets) {
      bytes.set(packet.encoded, offset);
      offset += packet.lengthBytes;
    }
    return { bytes, headSeq: this.#window.head };
  }
}
