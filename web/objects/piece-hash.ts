import { sha256 } from '@noble/hashes/sha2.js';

/** Bytes of a SHA-256 value. */
export const HASH_BYTES = 32;

/**
 * The leaf hash of a piece (docs/protocol.md section 7): SHA-256(0x00 ‖ piece). It may answer at once, which virtual time
 * needs, or later.
 */
export type HashPiece = (piece: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** By WebCrypto; in script where the page is no secure context and `subtle` is undefined. */
export function createHashPiece(subtle: SubtleCrypto | undefined): HashPiece {
  if (subtle === undefined) return hashPieceInScript;
  return async (piece) => new Uint8Array(await subtle.digest('SHA-256', leaf(piece)));
}

/** The leaf hash at once, in script. */
export function hashPieceInScript(piece: Uint8Array): Uint8Array {
  return sha256(leaf(piece));
}

function leaf(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + piece.length);
  bytes.set(piece, 1);
  return bytes;
}
