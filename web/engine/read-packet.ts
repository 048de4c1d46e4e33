import { Packet, PacketError } from '../peers/packet.js';

/** One packet as the gateway sent it, or undefined for bytes that are none. */
export function readPacket(bytes: Uint8Array): Packet | undefined {
  try {
    return Packet.decode(bytes);
  } catch (error) {
    if (!(error instanceof PacketError)) throw error;
    return undefined;
  }
}
