import { ReadBytes } from './read-bytes.js';

/** Bytes before the signature (docs/protocol.md section 2). */
export const HEADER_BYTES = 22;
export const SIGNATURE_BYTES = 64;
/** Bytes of a packet that are not payload. */
export const OVERHEAD_BYTES = HEADER_BYTES + SIGNATURE_BYTES;
export const MAX_PAYLOAD_BYTES = 16_384;
/** Stands for "no packet" where a seq is expected. */
export const NO_SEQ = 0xffff_ffff;
/** Type byte of the PACKET message between peers (section 6). */
export const PACKET_TYPE = 10;

const FLAG_KEYFRAME = 1;
const FLAG_TAG_START = 2;
const FLAG_DISCONTINUITY = 4;
const FLAG_END = 8;
const FLAG_PRELUDE = 16;
const KNOWN_FLAGS = 31;

export type PacketFault = 'length' | 'version' | 'flags' | 'seq' | 'signature';

/** Bytes that are no packet of section 2; `fault` says which rule they break. */
export class PacketError extends Error {
  readonly fault: PacketFault;

  constructor(fault: PacketFault, detail: string) {
    super(detail);
    this.name = 'PacketError';
    this.fault = fault;
  }
}

/**
 * One packet whose header is plausible; whether its signature is right is another question (see VerifySignature).
 * Immutable by convention: its bytes are shared between the window, the neighbours and the sink. It is kept as the
 * PACKET message in which it travels between peers, so that handing it on copies nothing.
 */
export class Packet {
  /** The type byte PACKET, then the packet. */
  readonly message: Uint8Array;
  readonly flags: number;
  /** Number of the prelude that a decoder needs; of a prelude, its own number. */
  readonly prelude: number;
  readonly epoch: number;
  readonly seq: number;
  readonly timestampMillis: number;
  readonly durationMillis: number;

  private constructor(message: Uint8Array) {
    this.message = message;
    this.flags = byteAt(message, 2);
    this.prelude = uint(message, 3, 2);
    this.epoch = uint(message, 5, 6);
    this.seq = uint(message, 11, 4);
    this.timestampMillis = uint(message, 15, 4);
    this.durationMillis = uint(message, 19, 2);
  }

  /**
   * Takes over `message` (type byte PACKET and one packet), without a copy.
   * @throws PacketError
   */
  static ofMessage(message: Uint8Array): Packet {
    const known = message instanceof ReadBytes ? message.packets?.[0] : undefined;
    if (known !== undefined) return known;
    const end = packetEnd(message, 1);
    if (end !== message.length) throw new PacketError('length', `${message.length - end} bytes behind the packet`);
    return new Packet(message);
  }

  /**
   * Copies one packet out of `bytes`, which must hold nothing else.
   * @throws PacketError
   */
  static decode(bytes: Uint8Array): Packet {
    const known = bytes instanceof ReadBytes ? bytes.packets?.[0] : undefined;
    if (known !== undefined) return known;
    const end = packetEnd(bytes, 0);
    if (end !== bytes.length) throw new PacketError('length', `${bytes.length - end} bytes behind the packet`);
    return Packet.#copy(bytes, 0, end);
  }

  /**
   * Copies the packets that stand one behind the other in an HTTP body.
   * @throws PacketError when one of them is broken: none is returned then
   */
  static decodeAll(bytes: Uint8Array): Packet[] {
    if (bytes instanceof ReadBytes && bytes.packets !== undefined) return [...bytes.packets];
    const packets: Packet[] = [];
    let offset = 0;
    while (offset < bytes.length) {
      const end = packetEnd(bytes, offset);
      packets.push(Packet.#copy(bytes, offset, end));
      offset = end;
    }
    return packets;
  }

  static #copy(bytes: Uint8Array, from: number, end: number): Packet {
    const message = new Uint8Array(1 + end - from);
    message[0] = PACKET_TYPE;
    message.set(bytes.subarray(from, end), 1);
    return new Packet(message);
  }

  /** The packet as it stands in HTTP bodies and feeds. */
  get encoded(): Uint8Array {
    return this.message.subarray(1);
  }

  get header(): Uint8Array {
    return this.message.subarray(1, 1 + HEADER_BYTES);
  }

  get signature(): Uint8Array {
    return this.message.subarray(1 + HEADER_BYTES, 1 + OVERHEAD_BYTES);
  }

  get payload(): Uint8Array {
    return this.message.subarray(1 + OVERHEAD_BYTES);
  }

  get lengthBytes(): number {
    return this.message.length - 1;
  }

  get substream(): number {
    return this.seq & 7;
  }

  /** A keyframe's tag begins the payload: a decoder can start here. */
  get startsKeyframe(): boolean {
    return (this.flags & FLAG_KEYFRAME) !== 0;
  }

  get startsTag(): boolean {
    return (this.flags & FLAG_TAG_START) !== 0;
  }

  /** The source was interrupted before this packet. */
  get isDiscontinuity(): boolean {
    return (this.flags & FLAG_DISCONTINUITY) !== 0;
  }

  /** Nothing comes from the source for now; what is behind it, comes later. */
  get saysOffline(): boolean {
    return this.isDiscontinuity && !this.endsStream && this.payload.length === 0;
  }

  get endsStream(): boolean {
    return (this.flags & FLAG_END) !== 0;
  }

  get isPrelude(): boolean {
    return (this.flags & FLAG_PRELUDE) !== 0;
  }

  /** Timestamp at which the packet's last tag stands. */
  get endTimestampMillis(): number {
    return this.timestampMillis + this.durationMillis;
  }
}

/** Where the packet at `offset` ends; checks every rule that needs no key. */
function packetEnd(bytes: Uint8Array, offset: number): number {
  const available = bytes.length - offset;
  if (available < OVERHEAD_BYTES) throw new PacketError('length', `packet of ${available} bytes`);
  if (byteAt(bytes, offset) !== 1) throw new PacketError('version', `packet version ${byteAt(bytes, offset)}`);
  const flags = byteAt(bytes, offset + 1);
  const prelude = (flags & FLAG_PRELUDE) !== 0;
  if ((flags & ~KNOWN_FLAGS) !== 0 || (prelude && flags !== (FLAG_PRELUDE | FLAG_TAG_START))) {
    throw new PacketError('flags', `packet flags ${flags}`);
  }
  if ((uint(bytes, offset + 10, 4) === NO_SEQ) !== prelude) {
    throw new PacketError('seq', 'only a prelude has no seq');
  }
  const payloadBytes = uint(bytes, offset + 20, 2);
  if (payloadBytes > MAX_PAYLOAD_BYTES || payloadBytes > available - OVERHEAD_BYTES) {
    throw new PacketError('length', `payload of ${payloadBytes} bytes`);
  }
  return offset + OVERHEAD_BYTES + payloadBytes;
}

function byteAt(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? 0;
}

function uint(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + byteAt(bytes, offset + i);
  return value;
}
