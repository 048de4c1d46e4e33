import { HEADER_BYTES, type Packet } from './packet.js';

const PACKET_CONTEXT = new TextEncoder().encode('bittube packet 1');
const PRELUDE_CONTEXT = new TextEncoder().encode('bittube prelude 1');
const HASH_BYTES = 32;

/**
 * The 102 or 103 bytes that the signature of a packet is over (docs/protocol.md section 2).
 * @param groupHash SHA-256 of the group's name
 * @param payloadHash SHA-256 of the payload
 */
export function signedBytes(packet: Packet, groupHash: Uint8Array, payloadHash: Uint8Array): Uint8Array<ArrayBuffer> {
  const context = packet.isPrelude ? PRELUDE_CONTEXT : PACKET_CONTEXT;
  const bytes = new Uint8Array(context.length + HASH_BYTES + HEADER_BYTES + HASH_BYTES);
  bytes.set(context, 0);
  bytes.set(groupHash, context.length);
  bytes.set(packet.header, context.length + HASH_BYTES);
  bytes.set(payloadHash, context.length + HASH_BYTES + HEADER_BYTES);
  return bytes;
}
