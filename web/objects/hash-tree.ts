import { sha256 } from '@noble/hashes/sha2.js';
import { ObjectFormatError } from './object-format-error.js';
import { HASH_BYTES } from './piece-hash.js';

/** Pieces whose leaf hashes come in one answer. */
export const GROUP_PIECES = 64;

/** The hash group of a piece: groups are numbered from 0, pieces from 1. */
export function groupOf(piece: number): number {
  return Math.floor((piece - 1) / GROUP_PIECES);
}

/**
 * The leaf hashes in the answer about a group, which lead to `root` (docs/protocol.md section 7): the i-th is that of piece
 * 64·group + 1 + i.
 *
 * @param pieces how many the object has
 * @throws ObjectFormatError `length` or `root` when they do not
 */
export function verifiedLeaves(answer: Uint8Array, group: number, pieces: number, root: Uint8Array): Uint8Array[] {
  const groups = groupOf(pieces) + 1;
  const count = Math.min(GROUP_PIECES, pieces - group * GROUP_PIECES);
  if (count < 1 || answer.length !== (count + pathLength(group, groups)) * HASH_BYTES) {
    throw new ObjectFormatError('length', `${answer.length} bytes of hashes for group ${group} of ${groups}`);
  }
  const hashes = Array.from({ length: answer.length / HASH_BYTES }, (_, i) =>
    answer.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
  const leaves = hashes.slice(0, count);
  const found = rootAbove(subtreeRoot(leaves), group, groups, hashes.slice(count));
  if (!sameBytes(found, root)) throw new ObjectFormatError('root', `hashes of group ${group} that lead elsewhere`);
  return leaves;
}

/** RFC 9162 section 2.1.1 over leaf hashes, at least one. */
export function subtreeRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  let split = 1;
  while (2 * split < leaves.length) split *= 2;
  return node(subtreeRoot(leaves.slice(0, split)), subtreeRoot(leaves.slice(split)));
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** RFC 9162 section 2.1.3.2, with the groups as leaves; the path has the right length. */
function rootAbove(hash: Uint8Array, group: number, groups: number, path: readonly Uint8Array[]): Uint8Array {
  let index = group;
  let last = groups - 1;
  let found = hash;
  for (const sibling of path) {
    while ((index & 1) === 0 && index === last) {
      index >>= 1;
      last >>= 1;
    }
    found = (index & 1) === 1 ? node(sibling, found) : node(found, sibling);
    index >>= 1;
    last >>= 1;
  }
  return found;
}

/** A node without a sibling goes up as it is, and adds nothing to the path. */
function pathLength(group: number, groups: number): number {
  let length = 0;
  for (let index = group, last = groups - 1; last > 0; index >>= 1, last >>= 1) {
    if ((index & 1) === 1 || index !== last) length++;
  }
  return length;
}

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return sha256(bytes);
}
