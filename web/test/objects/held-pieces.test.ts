import { describe, expect, it } from 'vitest';
import { FolderStore } from '../../objects/folder-store.js';
import { HeldPieces } from '../../objects/held-pieces.js';
import { MemoryFolder } from './memory-folder.js';

const PIECE = 65_536;
const bytesOf = (piece: number) => new Uint8Array(PIECE).fill(piece);
const settled = () => new Promise((resolve) => setImmediate(resolve));

function setUp(memoryPieces: number) {
  const dropped: number[] = [];
  // A piece is genuine when it is made of its own number.
  const held = new HeldPieces(50, memoryPieces * PIECE, (piece, bytes) => bytes.every((byte) => byte === piece), {
    onDropped: (pieces) => dropped.push(...pieces),
  });
  const attach = async (root: MemoryFolder, limitPieces = 100) => {
    const store = new FolderStore(root, { limitBytes: limitPieces * PIECE, wallMillis: () => 0 });
    return held.attach(await store.open('film', (pieces) => held.onStoreDropped(pieces)));
  };
  return { held, dropped, attach };
}

describe('HeldPieces', () => {
  it('drops the least recently used piece when the memory is full and nothing else keeps it', () => {
    const { held, dropped } = setUp(2);
    held.add(1, bytesOf(1));
    held.add(2, bytesOf(2));
    expect(held.get(1)).toEqual(bytesOf(1));
    held.add(3, bytesOf(3));
    expect([dropped, held.get(2), held.map.ranges()]).toEqual([
      [2],
      undefined,
      [
        { first: 1, last: 1 },
        { first: 3, last: 3 },
      ],
    ]);
  });

  it('reads back from the store what left the memory', async () => {
    const { held, dropped, attach } = setUp(1);
    held.add(1, bytesOf(1));
    await attach(new MemoryFolder());
    for (let piece = 2; piece <= 5; piece++) held.add(piece, bytesOf(piece));
    await settled();
    const twice = [held.get(1), held.get(1)].map((bytes) => Promise.resolve(bytes));
    expect(await Promise.all(twice)).toEqual([bytesOf(1), bytesOf(1)]);
    expect([dropped, held.map.count]).toEqual([[], 5]);
  });

  it('has after a reload what the store kept, and drops what was altered there', async () => {
    const root = new MemoryFolder();
    const before = setUp(10);
    await before.attach(root);
    for (let piece = 1; piece <= 4; piece++) before.held.add(piece, bytesOf(piece));
    await settled();
    before.held.close();
    const folder = await root.folder('film');
    await folder.write('2', bytesOf(99));
    await folder.remove('3');

    const { held, dropped, attach } = setUp(10);
    expect(await attach(root)).toEqual([1, 2, 4]);
    expect(await held.get(4)).toEqual(bytesOf(4));
    expect(await held.get(2)).toBeUndefined();
    expect([dropped, held.map.has(2)]).toEqual([[2], false]);
    await settled();
    expect(folder.files.has('2')).toBe(false);
    held.add(2, bytesOf(2));
    expect(held.get(2)).toEqual(bytesOf(2));
  });

  it('loses nothing that is in memory when the store is full', async () => {
    const { held, dropped, attach } = setUp(5);
    await attach(new MemoryFolder({ bytes: 200 }));
    for (let piece = 1; piece <= 5; piece++) held.add(piece, bytesOf(piece));
    await settled();
    expect([dropped, held.map.count, held.get(1)]).toEqual([[], 5, bytesOf(1)]);
    held.add(6, bytesOf(6));
    await settled();
    expect(dropped).toEqual([2]);
  });
});
