import { describe, expect, it, vi } from 'vitest';
import { FolderStore } from '../../objects/folder-store.js';
import { ObjectUnavailableError } from '../../objects/object-unavailable-error.js';
import { UNLIMITED } from '../../engine/upload-limits.js';
import { FakeObject } from './fake-object.js';
import { MemoryFolder } from './memory-folder.js';
import { describePages, ObjectWorld, type Page } from './object-world.js';

vi.setConfig({ testTimeout: 120_000 });

const film = new FakeObject(5_000_000, 40_000);

function storeIn(folder: MemoryFolder, limitPieces = 1_000): FolderStore {
  return new FolderStore(folder, { limitBytes: limitPieces * 65_536, wallMillis: () => 1 });
}

async function reasonOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ObjectUnavailableError) return error.reason;
    throw error;
  }
  return 'none';
}

/** Reads the whole file and says how many of its bytes are false. */
async function falseBytes(world: ObjectWorld, { session }: Page): Promise<number> {
  let wrong = 0;
  let read = 0;
  for (let offset = 0; offset < world.object.bytes.length; offset += 1_000_000) {
    const length = Math.min(1_000_000, world.object.bytes.length - offset);
    void session.read(offset, length).then((bytes) => {
      read += bytes.length;
      if (Buffer.compare(bytes, world.object.bytes.subarray(offset, offset + length)) !== 0) wrong += length;
    });
  }
  await world.run(20_000);
  expect(read, describePages(world.pages)).toBe(world.object.bytes.length);
  return wrong;
}

describe('a store', () => {
  it('is where a page that is loaded again has its pieces from, and gives them to others', async () => {
    const world = new ObjectWorld(film, 11);
    const folder = new MemoryFolder();
    const before = world.join({ store: storeIn(folder) });
    await world.run(42_000);
    expect(before.session.stats().piecesHeld).toBe(film.pieces);
    before.leave(false);
    const bytes = world.gateway.ranges.length;

    const again = world.join({ store: storeIn(folder) });
    await world.run(1_000);
    expect(again.session.have).toEqual([{ first: 1, last: film.pieces }]);
    expect(await falseBytes(world, again)).toBe(0);
    expect(world.gateway.ranges).toHaveLength(bytes);
    const other = world.join();
    await world.run(42_000);
    expect(other.viewing?.falseBytes).toBe(0);
    expect(again.session.stats().toPeersBytes).toBeGreaterThan(0.7 * film.bytes.length);
    expect(world.network.poisonedPassedOn).toBe(0);
  });

  it('that was altered is noticed: the pieces are neither played nor passed on, but fetched again', async () => {
    const world = new ObjectWorld(film, 12);
    const root = new MemoryFolder();
    const before = world.join({ store: storeIn(root) });
    await world.run(42_000);
    before.leave(false);
    const folder = await root.folder(film.id);
    for (const name of ['1', '20', '76']) {
      const bytes = folder.files.get(name)?.slice() ?? new Uint8Array(1);
      bytes.set([(bytes[7] ?? 0) ^ 1], 7);
      folder.files.set(name, bytes);
    }
    folder.files.set('40', new Uint8Array(3));
    const again = world.join({ store: storeIn(root) });
    const other = world.join();
    await world.run(45_000);
    for (const page of [again, other]) expect(page.viewing?.falseBytes).toBe(0);
    expect(other.viewing?.ended).toBe(true);
    expect(world.network.poisonedPassedOn).toBe(0);
    expect(again.session.stats().piecesHeld).toBe(film.pieces);
  });

  it('that is full costs nothing but its use', async () => {
    const world = new ObjectWorld(film, 13);
    const page = world.join({
      store: storeIn(new MemoryFolder({ bytes: 10 * 65_536 })),
      parameters: { memoryBytes: 20 * 65_536 },
    });
    const other = world.join();
    await world.run(45_000);
    for (const { viewing } of [page, other]) {
      expect([viewing?.ended, viewing?.stalledMillis, viewing?.falseBytes]).toEqual([true, 0, 0]);
    }
    expect(page.session.stats().piecesHeld).toBeLessThanOrEqual(30);
    expect(page.session.stats().piecesHeld).toBeGreaterThanOrEqual(20);
  });
});

describe('a download', () => {
  it('is fast and shared, though all begin at once', async () => {
    const world = new ObjectWorld(new FakeObject(5_000_000), 14, 20_000);
    const pages = await world.joinMany(5, 100, { watch: false });
    for (const { session } of pages) session.want(1);
    await world.run(25_000);
    for (const { session } of pages) expect(session.stats().piecesHeld, describePages(pages)).toBe(world.object.pieces);
    expect(world.gateway.egress.bytes).toBeLessThan(3 * 5_000_000);
    for (const page of pages) expect(await falseBytes(world, page)).toBe(0);
  });

  it('that is larger than the memory does not go round in circles', async () => {
    const world = new ObjectWorld(new FakeObject(5_000_000), 22);
    const { session } = world.join({ watch: false, parameters: { memoryBytes: 20 * 65_536 } });
    session.want(1);
    await world.run(20_000);
    expect(session.stats()).toMatchObject({ piecesHeld: 20, fromHttpBytes: 5_000_000 });
    const read = session.read(0, 500_000);
    await world.run(3_000);
    expect(Buffer.compare(await read, world.object.bytes.subarray(0, 500_000))).toBe(0);
  });

  it('of what there is time for comes from neighbours only, and can be withdrawn', async () => {
    const world = new ObjectWorld(new FakeObject(5_000_000), 15);
    const alone = world.join({ watch: false });
    alone.session.want(1, undefined, 'spare');
    await world.run(10_000);
    expect(alone.session.stats().piecesHeld).toBe(0);
    const seeder = world.join({ watch: false });
    seeder.session.want(1, 30)();
    await world.run(10_000);
    expect(seeder.session.stats().piecesHeld).toBe(0);
    seeder.session.want(11, 30);
    await world.run(10_000);
    expect(alone.session.have, describePages(world.pages)).toEqual([{ first: 11, last: 30 }]);
    expect(alone.session.stats().fromHttpBytes).toBe(0);
  });
});

describe('a gateway', () => {
  it('that has lost pieces is not needed for what others hold, and its other pieces come', async () => {
    const world = new ObjectWorld(film, 16);
    const first = world.join();
    await world.run(45_000);
    for (const piece of [3, 30, 31]) world.gateway.lost.add(piece);
    const second = world.join();
    await world.run(50_000);
    expect(second.viewing?.ended, describePages(world.pages)).toBe(true);
    expect(second.viewing?.falseBytes).toBe(0);
    first.leave(false);
    const third = world.join({ webRtc: false, watch: false });
    third.session.want(1);
    await world.run(30_000);
    expect(third.session.stats().piecesHeld).toBe(film.pieces - 3);
    world.gateway.lost.clear();
    await world.run(15_000);
    expect(third.session.stats().piecesHeld).toBe(film.pieces);
  });

  it('that is gone for a while is not missed by who has neighbours, and comes back to who has none', async () => {
    const world = new ObjectWorld(film, 17);
    const first = world.join();
    await world.run(42_000);
    const second = world.join();
    await world.run(5_000);
    world.gateway.up = false;
    const third = world.join();
    await world.run(15_000);
    expect(second.viewing?.stalledMillis).toBe(0);
    expect(third.session.state).toBe('offline');
    world.gateway.up = true;
    await world.run(50_000);
    for (const { viewing } of [first, second, third]) expect([viewing?.ended, viewing?.falseBytes]).toEqual([true, 0]);
  });

  it('that does not know the object says so once', async () => {
    const world = new ObjectWorld(film, 18);
    world.gateway.present = false;
    const { session } = world.join({ watch: false });
    const states = [reasonOf(session.descriptor), reasonOf(session.read(0, 10))];
    await world.run(5_000);
    expect(session.state).toBe('unknown');
    expect(await Promise.all(states)).toEqual(['unknown', 'unknown']);
  });

  it('that lies about the descriptor is not believed', async () => {
    const world = new ObjectWorld(film, 19);
    const { descriptor } = world.object;
    const altered = (descriptor[300] ?? 0) ^ 1;
    descriptor[300] = altered;
    const { session } = world.join({ watch: false });
    await world.run(2_000);
    descriptor[300] = altered ^ 1;
    expect(session.state).toBe('false descriptor');
    expect(await reasonOf(session.descriptor)).toBe('false descriptor');
  });
});

describe('a session', () => {
  it('gives nothing while it must not, and gives again when it may', async () => {
    const world = new ObjectWorld(film, 20);
    const first = world.join();
    await world.run(42_000);
    first.session.limitUpload({ maximumKbps: 0, leaf: false });
    const second = world.join();
    await world.run(20_000);
    expect(first.session.stats()).toMatchObject({ toPeersBytes: 0, role: 'download-only', capacityKbps: 0 });
    first.session.limitUpload(UNLIMITED);
    await world.run(25_000);
    expect(first.session.stats().toPeersBytes).toBeGreaterThan(1_000_000);
    expect([second.viewing?.ended, second.viewing?.stalledMillis]).toEqual([true, 0]);
  });

  it('ends what waits when it is closed, and says what cannot be read', async () => {
    const world = new ObjectWorld(film, 21);
    const { session } = world.join({ watch: false });
    await world.run(500);
    await expect(session.read(film.bytes.length - 5, 6)).rejects.toThrow(RangeError);
    await expect(session.read(-1, 6)).rejects.toThrow(RangeError);
    await expect(session.read(0, 40_000_000)).rejects.toThrow(RangeError);
    expect(await session.read(7, 0)).toEqual(new Uint8Array());
    world.gateway.up = false;
    const abort = new AbortController();
    const given = session.read(100, 10, abort.signal);
    const waiting = reasonOf(session.read(100, 10));
    await world.run(10);
    abort.abort(new Error('seek'));
    await expect(given).rejects.toThrow('seek');
    session.close();
    session.close();
    expect([await waiting, session.state, await reasonOf(session.read(0, 1))]).toEqual(['closed', 'closed', 'closed']);
  });
});
