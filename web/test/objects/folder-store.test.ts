import { describe, expect, it } from 'vitest';
import { FolderStore } from '../../objects/folder-store.js';
import { MemoryFolder } from './memory-folder.js';

const PIECE = 65_536;
const bytesOf = (piece: number) => new Uint8Array(PIECE).fill(piece);

function setUp({ limit = 100, quota = Infinity }: { limit?: number; quota?: number } = {}) {
  const root = new MemoryFolder({ bytes: quota });
  const wall = { millis: 1_000 };
  const store = new FolderStore(root, { limitBytes: limit * PIECE, wallMillis: () => wall.millis++ });
  const dropped: number[] = [];
  const open = (id: string) => store.open(id, (pieces) => dropped.push(...pieces));
  return { root, store, open, dropped };
}

describe('FolderStore', () => {
  it('finds after a reload what was kept before', async () => {
    const { open } = setUp();
    const first = await open('film');
    expect(first.found).toEqual([]);
    for (const piece of [10, 2, 1]) expect(await first.write(piece, bytesOf(piece))).toBe(true);
    await first.remove(2);
    await first.close();
    const again = await open('film');
    expect(again.found).toEqual([1, 10]);
    expect(await again.read(10)).toEqual(bytesOf(10));
    expect(await again.read(2)).toBeUndefined();
    expect((await open('other')).found).toEqual([]);
  });

  it('makes room with the objects that were used longest ago', async () => {
    const { root, open, dropped } = setUp({ limit: 6 });
    for (const id of ['old', 'middle']) {
      const kept = await open(id);
      for (let piece = 1; piece <= 2; piece++) await kept.write(piece, bytesOf(piece));
      await kept.close();
    }
    const film = await open('film');
    for (let piece = 1; piece <= 3; piece++) expect(await film.write(piece, bytesOf(piece))).toBe(true);
    expect([...root.folders.keys()].sort()).toEqual(['film', 'middle']);
    expect(dropped).toEqual([]);
  });

  it('lets go of the least recently used pieces when one object fills it alone', async () => {
    const { open, dropped } = setUp({ limit: 20 });
    const film = await open('film');
    for (let piece = 1; piece <= 20; piece++) await film.write(piece, bytesOf(piece));
    await film.read(1);
    expect(await film.write(21, bytesOf(21))).toBe(true);
    expect(dropped).toEqual(Array.from({ length: 16 }, (_, i) => i + 2));
    expect(await film.read(1)).toEqual(bytesOf(1));
    expect(await film.read(2)).toBeUndefined();
  });

  it('takes what the browser gives when that is less than the limit', async () => {
    const { open, dropped } = setUp({ limit: 1_000, quota: 30 * PIECE });
    const film = await open('film');
    for (let piece = 1; piece <= 60; piece++) expect(await film.write(piece, bytesOf(piece))).toBe(true);
    expect(dropped.length).toBeGreaterThanOrEqual(31);
    expect(await film.read(60)).toEqual(bytesOf(60));
  });

  it('uses what the browser gives again after a while', async () => {
    const quota = { bytes: 5 * PIECE };
    const root = new MemoryFolder(quota);
    const wall = { millis: 1_000 };
    const store = new FolderStore(root, { limitBytes: 100 * PIECE, wallMillis: () => wall.millis });
    const film = await store.open('film', () => undefined);
    for (let piece = 1; piece <= 20; piece++) await film.write(piece, bytesOf(piece));
    quota.bytes = Infinity;
    wall.millis += 60_000;
    for (let piece = 21; piece <= 60; piece++) expect(await film.write(piece, bytesOf(piece))).toBe(true);
    expect(await film.read(21), 'nothing had to make room').toEqual(bytesOf(21));
  });

  it('does not ask a full browser again with each piece', async () => {
    const root = new MemoryFolder({ bytes: 200 });
    const store = new FolderStore(root, { limitBytes: 100 * PIECE, wallMillis: () => 1_000 });
    const film = await store.open('film', () => undefined);
    const folder = root.folders.get('film');
    let writes = 0;
    const write = folder?.write.bind(folder);
    Object.assign(folder ?? {}, { write: (...given: [string, Uint8Array]) => (writes++, write?.(...given)) });
    for (let piece = 1; piece <= 20; piece++) expect(await film.write(piece, bytesOf(piece))).toBe(false);
    expect(writes).toBe(1);
  });

  it('keeps nothing, and says so, where not even one piece fits', async () => {
    const { open } = setUp({ quota: 200 });
    const film = await open('film');
    expect(await film.write(1, bytesOf(1))).toBe(false);
    expect(await film.read(1)).toBeUndefined();
  });

  it('does not let more than 64 pieces wait for a slow disk', async () => {
    const { open } = setUp();
    const film = await open('film');
    const kept = await Promise.all(Array.from({ length: 70 }, (_, i) => film.write(i + 1, bytesOf(i + 1))));
    expect(kept.filter(Boolean)).toHaveLength(64);
  });

  it('is empty where the file system fails altogether', async () => {
    const broken = new MemoryFolder();
    broken.folder = () => Promise.reject(new DOMException('no', 'SecurityError'));
    const film = await new FolderStore(broken, { limitBytes: PIECE, wallMillis: () => 0 }).open(
      'film',
      () => undefined,
    );
    expect([film.found, await film.write(1, bytesOf(1)), await film.read(1)]).toEqual([[], false, undefined]);
    await film.remove(1);
    await film.close();
  });
});
