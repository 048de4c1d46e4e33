import { NO_SEQ, OVERHEAD_BYTES, MAX_PAYLOAD_BYTES, Packet, PACKET_TYPE } from '../../peers/packet.js';
import { ReadBytes } from '../../peers/read-bytes.js';

/** Packets remembered of an epoch: more than any window or lag needs. A power of two. */
const KEPT = 4_096;
/** Epochs that viewers may still be in. */
const EPOCHS = 2;
const FLAG_KEYFRAME = 1;
const FLAG_TAG_START = 2;
const FLAG_PRELUDE = 16;
const FLV_HEADER = Uint8Array.of(0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0);
/** Header and sequence headers of an ordinary stream. */
const PRELUDE_BYTES = 400;

export interface StreamShape {
  readonly bitsPerSecond: number;
  readonly gopMillis: number;
  readonly packetMillis: number;
}

/** One packet with all that the simulator knows of it. */
export interface StreamPacket {
  readonly packet: Packet;
  /** The packet as it stands in feeds and answers. */
  readonly encoded: ReadBytes;
  readonly madeAtMillis: number;
}

interface Epoch {
  readonly number: number;
  readonly prelude: StreamPacket;
  readonly packets: (StreamPacket | undefined)[];
}

/**
 * The stream of the simulated channel: every packet is made once and shared by all. What is genuine is known, not
 * computed: a packet is, when it is bit for bit the one that was made here.
 */
export class SimStream {
  readonly packetMillis: number;
  readonly bitsPerSecond: number;
  readonly gopPackets: number;
  readonly #keyframeBytes: number;
  readonly #otherBytes: number;
  readonly #epochs: Epoch[] = [];

  constructor(shape: StreamShape) {
    const gopBytes = (shape.bitsPerSecond * shape.gopMillis) / 8_000;
    const least = Math.ceil((gopBytes * 1.02) / MAX_PAYLOAD_BYTES);
    this.gopPackets = Math.max(1, Math.round(shape.gopMillis / shape.packetMillis), least);
    this.packetMillis = shape.gopMillis / this.gopPackets;
    this.bitsPerSecond = shape.bitsPerSecond;
    const each = gopBytes / this.gopPackets;
    // A keyframe is some times larger than other pictures, as far as a packet takes it.
    this.#keyframeBytes = Math.floor(Math.min(MAX_PAYLOAD_BYTES, 2.5 * each) - OVERHEAD_BYTES);
    const rest = gopBytes - this.#keyframeBytes - OVERHEAD_BYTES;
    this.#otherBytes =
      this.gopPackets === 1
        ? 0
        : Math.min(MAX_PAYLOAD_BYTES, Math.floor(rest / (this.gopPackets - 1)) - OVERHEAD_BYTES);
  }

  /** A new run of the stream begins. */
  begin(epoch: number, nowMillis: number): void {
    const payload = new Uint8Array(PRELUDE_BYTES);
    payload.set(FLV_HEADER);
    const prelude = encode(FLAG_PRELUDE | FLAG_TAG_START, epoch, NO_SEQ, 0, payload, nowMillis);
    this.#epochs.push({ number: epoch, prelude, packets: new Array<StreamPacket | undefined>(KEPT).fill(undefined) });
    if (this.#epochs.length > EPOCHS) this.#epochs.shift();
  }

  /** Makes the next packet of the newest epoch. */
  make(seq: number, nowMillis: number): StreamPacket {
    const epoch = this.#epochs.at(-1);
    if (epoch === undefined) throw new Error('no epoch has begun');
    const keyframe = seq % this.gopPackets === 0;
    const payload = new Uint8Array(Math.max(16, keyframe ? this.#keyframeBytes : this.#otherBytes));
    // Payloads begin with their number, by which the sink knows them.
    new DataView(payload.buffer).setUint32(0, seq);
    const flags = keyframe ? FLAG_KEYFRAME | FLAG_TAG_START : FLAG_TAG_START;
    const timestamp = Math.round(seq * this.packetMillis);
    const made = encode(flags, epoch.number, seq, timestamp, payload, nowMillis);
    epoch.packets[seq % KEPT] = made;
    return made;
  }

  get(epoch: number, seq: number): StreamPacket | undefined {
    const found = this.#find(epoch)?.packets[seq % KEPT];
    return found?.packet.seq === seq ? found : undefined;
  }

  prelude(epoch: number): StreamPacket | undefined {
    return this.#find(epoch)?.prelude;
  }

  /** Whether the channel signed it: what `verify` is to the engines. */
  isGenuine(packet: Packet): boolean {
    const made = packet.isPrelude ? this.prelude(packet.epoch) : this.get(packet.epoch, packet.seq);
    if (made === undefined) return false;
    return made.packet === packet || sameBytes(made.packet.message, packet.message);
  }

  /** Whether a message on `data` is a packet of the channel. */
  isGenuineMessage(message: Uint8Array): boolean {
    if (message instanceof ReadBytes) return true;
    return this.isGenuine(Packet.ofMessage(message));
  }

  /** The packet of which this is the payload, or undefined when it is none of this epoch. */
  packetOf(epoch: number, payload: Uint8Array): Packet | undefined {
    const seq = (((payload[0] ?? 0) * 256 + (payload[1] ?? 0)) * 256 + (payload[2] ?? 0)) * 256 + (payload[3] ?? 0);
    const packet = this.get(epoch, seq)?.packet;
    if (packet === undefined) return undefined;
    return packet.message.buffer === payload.buffer || sameBytes(packet.payload, payload) ? packet : undefined;
  }

  #find(epoch: number): Epoch | undefined {
    for (const known of this.#epochs) if (known.number === epoch) return known;
    return undefined;
  }
}

function encode(
  flags: number,
  epoch: number,
  seq: number,
  timestampMillis: number,
  payload: Uint8Array,
  madeAtMillis: number,
): StreamPacket {
  const message = new ReadBytes(new ArrayBuffer(1 + OVERHEAD_BYTES + payload.length));
  const view = new DataView(message.buffer);
  view.setUint8(0, PACKET_TYPE);
  view.setUint8(1, 1);
  view.setUint8(2, flags);
  view.setUint16(5, Math.floor(epoch / 2 ** 32));
  view.setUint32(7, epoch % 2 ** 32);
  view.setUint32(11, seq);
  view.setUint32(15, timestampMillis);
  view.setUint16(21, payload.length);
  message.set(payload, 1 + OVERHEAD_BYTES);
  const packet = Packet.ofMessage(message);
  const encoded = new ReadBytes(message.buffer, 1);
  message.packets = encoded.packets = [packet];
  return { packet, encoded, madeAtMillis };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
