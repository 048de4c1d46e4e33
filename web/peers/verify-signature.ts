import { etc, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { HEADER_BYTES, type Packet } from './packet.js';

/** Who must have signed a packet. */
export interface Signer {
  readonly group: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * Whether `signer` signed `packet` (docs/protocol.md section 2). Never throws; a broken key or signature is `false`.
 * It may answer at once, which a simulator needs, or later.
 */
export type VerifySignature = (packet: Packet, signer: Signer) => boolean | Promise<boolean>;

const PACKET_CONTEXT = new TextEncoder().encode('bittube packet 1');
const PRELUDE_CONTEXT = new TextEncoder().encode('bittube prelude 1');
const HASH_BYTES = 32;

/** Remembers SHA-256(group) of the last group, for an engine has one. */
export class SignedBytes {
  #group: string | undefined;
  #groupHash: Uint8Array = new Uint8Array(HASH_BYTES);

  /** The 102 or 103 bytes that the signature of `packet` is over. @param payloadHash SHA-256 of its payload */
  of(packet: Packet, group: string, payloadHash = sha256(packet.payload)): Uint8Array {
    if (group !== this.#group) {
      this.#groupHash = sha256(new TextEncoder().encode(group));
      this.#group = group;
    }
    const context = packet.isPrelude ? PRELUDE_CONTEXT : PACKET_CONTEXT;
    const bytes = new Uint8Array(context.length + HASH_BYTES + HEADER_BYTES + HASH_BYTES);
    bytes.set(context, 0);
    bytes.set(this.#groupHash, context.length);
    bytes.set(packet.header, context.length + HASH_BYTES);
    bytes.set(payloadHash, context.length + HASH_BYTES + HEADER_BYTES);
    return bytes;
  }
}

/**
 * Verification by WebCrypto where it knows Ed25519, else in JavaScript (a page that is no secure context has no
 * `subtle` at all: hand in undefined).
 */
export function createVerifySignature(subtle: SubtleCrypto | undefined): VerifySignature {
  const signed = new SignedBytes();
  let native = subtle;
  let importedKey: Uint8Array | undefined;
  let imported: Promise<CryptoKey | undefined> = Promise.resolve(undefined);

  const keyFor = (publicKey: Uint8Array, crypto: SubtleCrypto): Promise<CryptoKey | undefined> => {
    if (publicKey !== importedKey) {
      importedKey = publicKey;
      // A refusal means that this browser lacks the algorithm (or that the key is broken, which noble then says).
      imported = crypto.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']).catch(() => {
        native = undefined;
        return undefined;
      });
    }
    return imported;
  };

  return async (packet, signer) => {
    if (native !== undefined) {
      const crypto = native;
      const key = await keyFor(signer.publicKey, crypto);
      if (key !== undefined) {
        try {
          // In script the hash of the payload would cost as much as the rest of the verification.
          const hash = await crypto.digest('SHA-256', packet.payload as Uint8Array<ArrayBuffer>);
          const message = signed.of(packet, signer.group, new Uint8Array(hash));
          return await crypto.verify('Ed25519', key, new Uint8Array(packet.signature), new Uint8Array(message));
        } catch {
          return false;
        }
      }
    }
    return verifyInScript(packet.signature, signed.of(packet, signer.group), signer.publicKey);
  };
}

/** Ed25519 without the browser's help, some milliseconds; what is broken is false. */
export function verifyInScript(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  etc.sha512Sync ??= (...messages) => sha512(etc.concatBytes(...messages));
  try {
    return verify(signature, message, publicKey);
  } catch {
    return false;
  }
}
