// Loaded only where the browser does not know Ed25519, and with videos: it is large.
import { etc, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { Packet } from './packet.js';
import { signedBytes } from './signed-bytes.js';
import type { Signer } from './verify-signature.js';

/** Ed25519 without the browser's help, some milliseconds; what is broken is false. */
export function verifyInScript(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  etc.sha512Sync ??= (...messages) => sha512(etc.concatBytes(...messages));
  try {
    return verify(signature, message, publicKey);
  } catch {
    return false;
  }
}

/** Whether `signer` signed `packet`, without the browser's help. */
export function verifyPacketInScript(packet: Packet, { group, publicKey }: Signer): boolean {
  const message = signedBytes(packet, sha256(new TextEncoder().encode(group)), sha256(packet.payload));
  return verifyInScript(packet.signature, message, publicKey);
}
