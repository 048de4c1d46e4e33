import { expect, it } from 'vitest';
import { FakeObject } from './fake-object.js';
import { describePages, ObjectWorld } from './object-world.js';

it('a film of 1 GiB begins after at most 64 KiB of descriptor and hashes', async () => {
  // The longest index that a descriptor takes: 4,096 keyframes.
  const film = new FakeObject(2 ** 30, 4_096 * 2_000, true);
  expect(film.pieces).toBe(16_384);
  const world = new ObjectWorld(film, 31);
  const page = world.join();
  await world.run(1_000);
  expect(page.viewing?.startUpMillis, describePages([page])).toHaveLength(1);
  expect(page.viewing?.startUpMillis[0]).toBeLessThanOrEqual(600);
  const { overheadBytes } = page.session.stats();
  expect(overheadBytes).toBeGreaterThan(film.descriptor.length);
  expect(overheadBytes).toBeLessThanOrEqual(65_536);
});
