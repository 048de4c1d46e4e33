import type { Packet } from './packet.js';

/**
 * Bytes of packets that somebody in this process has read already, together with what they read as. A simulator hands
 * one packet to thousands of engines; with this they share it instead of keeping a copy each. Bytes from a network are
 * never of this class.
 */
export class ReadBytes extends Uint8Array<ArrayBuffer> {
  /** What the bytes hold; undefined: not read yet. */
  packets: readonly Packet[] | undefined;

  constructor(buffer: ArrayBuffer, offsetBytes = 0, lengthBytes = buffer.byteLength - offsetBytes) {
    super(buffer, offsetBytes, lengthBytes);
  }

  /** A part of the bytes is not what was read. */
  static get [Symbol.species](): Uint8ArrayConstructor {
    return Uint8Array;
  }
}
