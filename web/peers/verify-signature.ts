import type { Packet } from './packet.js';
import { signedBytes } from './signed-bytes.js';

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

/**
 * Verification by WebCrypto where it knows Ed25519, else in JavaScript, which is fetched then (a page that is no secure
 * context has no `subtle` at all: hand in undefined).
 */
export function createVerifySignature(subtle: SubtleCrypto | undefined): VerifySignature {
  let native = subtle === undefined ? undefined : new NativeVerification(subtle);
  const inScript = once(() => import('./verify-in-script.js'));
  // The first picture would wait for it.
  if (native === undefined) inScript().catch(() => undefined);

  return async (packet, signer) => {
    const valid = await native?.verify(packet, signer);
    if (valid !== undefined) return valid;
    native = undefined;
    try {
      return (await inScript()).verifyPacketInScript(packet, signer);
    } catch {
      return false;
    }
  };
}

/** Makes it at the first call, and again after a failure. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** Remembers the last key and group, for an engine has one of each. */
class NativeVerification {
  readonly #subtle: SubtleCrypto;
  #publicKey: Uint8Array | undefined;
  #key: Promise<CryptoKey | undefined> = Promise.resolve(undefined);
  #group: string | undefined;
  #groupHash: Promise<Uint8Array> = Promise.resolve(new Uint8Array(0));

  constructor(subtle: SubtleCrypto) {
    this.#subtle = subtle;
  }

  /** @returns undefined where the browser lacks the algorithm, or the key is broken */
  async verify(packet: Packet, { group, publicKey }: Signer): Promise<boolean | undefined> {
    const key = await this.#keyOf(publicKey);
    if (key === undefined) return undefined;
    try {
      const payloadHash = await this.#sha256(packet.payload as Uint8Array<ArrayBuffer>);
      const message = signedBytes(packet, await this.#hashOf(group), payloadHash);
      return await this.#subtle.verify('Ed25519', key, new Uint8Array(packet.signature), message);
    } catch {
      return false;
    }
  }

  #keyOf(publicKey: Uint8Array): Promise<CryptoKey | undefined> {
    if (publicKey !== this.#publicKey) {
      this.#publicKey = publicKey;
      this.#key = this.#subtle
        .importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify'])
        .catch(() => undefined);
    }
    return this.#key;
  }

  #hashOf(group: string): Promise<Uint8Array> {
    if (group !== this.#group) {
      this.#group = group;
      this.#groupHash = this.#sha256(new TextEncoder().encode(group));
    }
    return this.#groupHash;
  }

  async #sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    return new Uint8Array(await this.#subtle.digest('SHA-256', bytes));
  }
}
