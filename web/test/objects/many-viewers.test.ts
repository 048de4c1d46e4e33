import { describe, expect, it, vi } from 'vitest';
import { FakeObject } from './fake-object.js';
import { describePages, ObjectWorld, type Page, shareFromPeers } from './object-world.js';

vi.setConfig({ testTimeout: 120_000 });

/** Two minutes of 1 Mbit/s. */
const film = new FakeObject(15_000_000, 120_000);

function viewingOf({ viewing }: Page) {
  if (viewing === undefined) throw new Error('nobody watches');
  return viewing;
}

function expectPlayedThrough(pages: readonly Page[]): void {
  for (const viewing of pages.map(viewingOf)) {
    expect(viewing.ended, describePages(pages)).toBe(true);
    expect([viewing.falseBytes, viewing.stalledMillis], describePages(pages)).toEqual([0, 0]);
  }
}

describe('a film of two minutes', () => {
  it.each([1, 2])('comes from viewers where they come one after another (seed %i)', async (seed) => {
    const world = new ObjectWorld(film, seed);
    const pages = await world.joinMany(12, 4_000);
    await world.run(125_000);
    expectPlayedThrough(pages);
    expect(shareFromPeers(pages), describePages(pages)).toBeGreaterThanOrEqual(0.88);
    const startUps = pages.flatMap((page) => viewingOf(page).startUpMillis).sort((a, b) => a - b);
    expect(startUps[6]).toBeLessThanOrEqual(600);
    expect(world.network.poisonedPassedOn).toBe(0);
    // Nothing came twice but what was rescued.
    const duplicates = pages.reduce((sum, { session }) => sum + session.stats().duplicates, 0);
    expect(duplicates).toBeLessThan(0.01 * 12 * film.pieces);
  });

  it('plays on when the viewers that gave it are gone, with a word or without', async () => {
    const world = new ObjectWorld(film, 3);
    const pages = await world.joinMany(6, 4_000);
    await world.run(10_000);
    pages[0]?.leave(true);
    await world.run(4_000);
    pages[1]?.leave(false);
    pages[2]?.leave(true);
    const left = pages.slice(3);
    await world.run(115_000);
    expectPlayedThrough(left);
    expect(shareFromPeers(left), describePages(left)).toBeGreaterThan(0.4);
  });

  it('is not altered by a poisoner, who is known to all and the tracker afterwards', async () => {
    const world = new ObjectWorld(film, 4);
    const first = await world.joinMany(2, 3_000);
    const poisoner = world.join({ profile: { attacker: true } });
    await world.run(3_000);
    const honest = [...first, ...(await world.joinMany(4, 3_000))];
    await world.run(125_000);
    expectPlayedThrough(honest);
    expect(world.network.poisonedPassedOn).toBe(0);
    const poisoned = honest.filter(({ session }) => session.stats().poisoned > 0);
    expect(poisoned.length, describePages(honest)).toBeGreaterThan(0);
    expect(world.tracker.reports.poisoned).toBe(poisoned.length);
    // Whoever was served a false piece does not ask there again.
    for (const { session } of honest) expect(session.stats().poisoned).toBeLessThanOrEqual(12);
    expect(poisoner.session.stats().neighbours).toBeLessThanOrEqual(honest.length - poisoned.length);
  });

  it('is at another place within a second after each of two seeks, and keeps what it had', async () => {
    const world = new ObjectWorld(film, 5);
    const others = await world.joinMany(3, 4_000);
    const page = world.join();
    const viewing = viewingOf(page);
    await world.run(10_000);
    const { fromHttpBytes, piecesHeld } = page.session.stats();
    viewing.seek(80_000);
    await world.run(8_000);
    viewing.seek(1_000);
    await world.run(3_000);
    expect(viewing.startUpMillis, describePages([page])).toHaveLength(3);
    expect(Math.max(...viewing.startUpMillis)).toBeLessThanOrEqual(1_000);
    // Back at what is held already nothing is fetched anew.
    expect(viewing.startUpMillis[2]).toBeLessThanOrEqual(200);
    expect(page.session.stats().piecesHeld).toBeGreaterThan(piecesHeld);
    expect(page.session.stats().fromHttpBytes - fromHttpBytes).toBeLessThan(2_500_000);
    expect([viewing.stalledMillis, viewing.falseBytes]).toEqual([0, 0]);
    expectNobodyStalled(others);
  });

  it('plays for who has no WebRTC, in few requests that bring no more than is played soon', async () => {
    const world = new ObjectWorld(film, 6);
    const page = world.join({ webRtc: false });
    await world.run(60_000);
    expect(viewingOf(page).stalledMillis).toBe(0);
    expect(world.gateway.ranges.length).toBeLessThan(40);
    expect(page.session.stats().piecesHeld).toBeLessThan(((60 + 25) / 120) * film.pieces);
    await world.run(62_000);
    expectPlayedThrough([page]);
    expect(page.session.stats().role).toBe('download-only');
  });
});

function expectNobodyStalled(pages: readonly Page[]): void {
  for (const page of pages) expect(viewingOf(page).stalledMillis, describePages(pages)).toBe(0);
}
