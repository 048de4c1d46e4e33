import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { groupOf, verifiedLeaves } from '../../objects/hash-tree.js';
import { ObjectFormatError } from '../../objects/object-format-error.js';
import { createHashPiece, hashPieceInScript } from '../../objects/piece-hash.js';
import { PIECE_BYTES } from '../../peers/messages.js';
import { fromHex, generatedFile, goldenTrees } from './golden-objects.js';

function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ObjectFormatError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('hash tree vectors', () => {
  it.each(goldenTrees.files)('the answers of $name lead to its root', ({ size, pieces, root, groups }) => {
    const file = generatedFile(size);
    for (const { group, answer } of groups) {
      const leaves = verifiedLeaves(fromHex(answer), group, pieces, fromHex(root));
      leaves.forEach((leaf, i) => {
        const piece = group * 64 + i;
        const bytes = file.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
        expect(Buffer.from(leaf).equals(hashPieceInScript(bytes))).toBe(true);
      });
    }
    expect(groups.at(-1)?.group).toBe(groupOf(pieces));
  });

  it.each(goldenTrees.trees)(
    'the paths in a tree of $pieces pieces lead to its root',
    ({ pieces, root, auditPaths }) => {
      for (const { group, path } of auditPaths) {
        const count = Math.min(64, pieces - group * 64);
        const leaves = Array.from({ length: count }, (_, i) =>
          createHash('sha256')
            .update(String(group * 64 + 1 + i))
            .digest(),
        );
        const answer = Buffer.concat([...leaves, Buffer.from(path, 'hex')]);
        expect(verifiedLeaves(new Uint8Array(answer), group, pieces, fromHex(root))).toHaveLength(count);
      }
    },
  );

  it.each(goldenTrees.invalid)('refuses $name', ({ answer, group, pieces, root, error }) => {
    expect(faultOf(() => verifiedLeaves(fromHex(answer), group, pieces, fromHex(root)))).toBe(error);
  });

  it('refuses a group that the object has not got', () => {
    const root = new Uint8Array(32);
    expect(faultOf(() => verifiedLeaves(new Uint8Array(0), 2, 128, root))).toBe('length');
  });
});

describe('the hash of a piece', () => {
  it('is the same by WebCrypto and in script', async () => {
    const piece = generatedFile(PIECE_BYTES);
    expect(await createHashPiece(globalThis.crypto.subtle)(piece)).toEqual(hashPieceInScript(piece));
    expect(await createHashPiece(undefined)(piece)).toEqual(hashPieceInScript(piece));
  });
});
