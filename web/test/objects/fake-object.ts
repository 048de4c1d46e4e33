import { createHash } from 'node:crypto';
import { etc, getPublicKey, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { GROUP_PIECES, subtreeRoot } from '../../objects/hash-tree.js';
import { PIECE_BYTES } from '../../peers/messages.js';
import { encodeBase64Url } from '../../transport/base64url.js';

const SEED = new Uint8Array(32).fill(7);
const GOP_MILLIS = 2_000;
const PRELUDE = Uint8Array.of(0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0);

/** The leaf hash of a piece, at once. */
export function hashPieceAtOnce(piece: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(Uint8Array.of(0)).update(piece).digest());
}

/**
 * An object with content, hashes and a signed descriptor; with a duration it is a film of a constant rate. A large one can be
 * `uniform`: it has the same piece over and over, and `bytes` are those of one.
 */
export class FakeObject {
  readonly bytes: Uint8Array;
  readonly id: string;
  /** The answers that a gateway would give. */
  readonly descriptor: Uint8Array;
  readonly pieces: number;
  readonly durationMillis: number;
  readonly #leaves: readonly Uint8Array[];
  readonly #sizeBytes: number;

  constructor(sizeBytes: number, durationMillis = 0, uniform = false) {
    etc.sha512Sync = (...messages) => sha512(etc.concatBytes(...messages));
    this.durationMillis = durationMillis;
    this.#sizeBytes = sizeBytes;
    this.bytes = new Uint8Array(uniform ? PIECE_BYTES : sizeBytes);
    for (let i = 0, x = 1; i < this.bytes.length; i++)
      this.bytes[i] = x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 16;
    this.pieces = Math.ceil(sizeBytes / PIECE_BYTES);
    const first = hashPieceAtOnce(this.piece(1));
    this.#leaves = Array.from({ length: this.pieces }, (_, i) =>
      uniform ? first : hashPieceAtOnce(this.piece(i + 1)),
    );
    const playback = { durationMillis, prelude: encodeBase64Url(PRELUDE), keyframes: encodeBase64Url(this.#index()) };
    const json = new TextEncoder().encode(
      JSON.stringify({
        version: 1,
        name: 'film.flv',
        type: 'video/x-flv',
        size: sizeBytes,
        pieces: this.pieces,
        root: encodeBase64Url(subtreeRoot(this.#leaves)),
        publicKey: encodeBase64Url(getPublicKey(SEED)),
        ...(durationMillis > 0 ? playback : {}),
      }),
    );
    const hash = createHash('sha256').update(json).digest();
    this.id = hash.toString('base64url');
    const signature = sign(new Uint8Array(Buffer.concat([Buffer.from('bittube object 1'), hash])), SEED);
    this.descriptor = new Uint8Array(Buffer.concat([signature, json]));
  }

  piece(piece: number): Uint8Array {
    const offset = this.bytes.length === this.#sizeBytes ? (piece - 1) * PIECE_BYTES : 0;
    return this.bytes.subarray(offset, offset + PIECE_BYTES);
  }

  /** The answer about a hash group. */
  hashes(group: number): Uint8Array {
    const groups = Math.ceil(this.pieces / GROUP_PIECES);
    const leaves = (index: number) => this.#leaves.slice(index * GROUP_PIECES, (index + 1) * GROUP_PIECES);
    const roots = Array.from({ length: groups }, (_, i) => subtreeRoot(leaves(i)));
    return new Uint8Array(Buffer.concat([...leaves(group), ...auditPath(group, roots)]));
  }

  isGenuine(piece: number, bytes: Uint8Array): boolean {
    return Buffer.compare(this.piece(piece), bytes) === 0;
  }

  #index(): Uint8Array {
    const keyframes: number[] = [];
    let before = 0;
    for (let time = 0; time < this.durationMillis; time += GOP_MILLIS) {
      const offset = 13 + Math.floor((time / this.durationMillis) * (this.#sizeBytes - 13));
      keyframes.push(...leb128(time === 0 ? 0 : GOP_MILLIS), ...leb128(offset - before));
      before = offset;
    }
    return Uint8Array.from(keyframes);
  }
}

/** RFC 9162 section 2.1.3.1. */
function auditPath(index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  let split = 1;
  while (2 * split < leaves.length) split *= 2;
  return index < split
    ? [...auditPath(index, leaves.slice(0, split)), subtreeRoot(leaves.slice(split))]
    : [...auditPath(index - split, leaves.slice(split)), subtreeRoot(leaves.slice(0, split))];
}

function leb128(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...leb128(Math.floor(value / 128))];
}
