import { expect, it } from 'vitest';
import { TabElection, type TabLocks } from '../../player/tab-election.js';

/** Web Locks of one browser profile, as the standard has them. */
class FakeLocks {
  readonly #held = new Set<string>();
  readonly #queue: { readonly name: string; readonly run: () => void }[] = [];

  readonly locks = {
    request: async (
      name: string,
      options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
      task: (lock: unknown) => unknown,
    ): Promise<unknown> => {
      await Promise.resolve();
      if (this.#held.has(name)) {
        if (options.ifAvailable === true) return task(null);
        await new Promise<void>((run, fail) => {
          this.#queue.push({ name, run });
          options.signal?.addEventListener('abort', () => fail(new DOMException('', 'AbortError')));
        });
        if (options.signal?.aborted === true) throw new DOMException('', 'AbortError');
      }
      this.#held.add(name);
      const result = await task({ name });
      this.#held.delete(name);
      const next = this.#queue.findIndex((waiting) => waiting.name === name);
      if (next >= 0) this.#queue.splice(next, 1)[0]?.run();
      return result;
    },
  } as unknown as TabLocks;
}

async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

it('one tab leads, and the next one when it goes', async () => {
  const { locks } = new FakeLocks();
  const told: string[] = [];
  const first = new TabElection(locks, 'news', (part) => told.push(`1 ${part}`));
  await settle();
  new TabElection(locks, 'news', (part) => told.push(`2 ${part}`));
  new TabElection(locks, 'sports', (part) => told.push(`3 ${part}`));
  await settle();
  expect(told.sort()).toEqual(['1 leader', '2 follower', '3 leader']);
  first.close();
  first.close();
  await settle();
  expect(told).toContain('2 leader');
});

it('a tab that withdraws never leads', async () => {
  const { locks } = new FakeLocks();
  const told: string[] = [];
  const first = new TabElection(locks, 'news', () => undefined);
  await settle();
  const second = new TabElection(locks, 'news', (part) => told.push(part));
  await settle();
  second.close();
  first.close();
  await settle();
  expect(told).toEqual(['follower']);
});

it('without Web Locks, or where they are forbidden, every tab is alone', async () => {
  const forbidden = { request: () => Promise.reject(new DOMException('', 'SecurityError')) } as unknown as TabLocks;
  for (const locks of [undefined, forbidden]) {
    const told: string[] = [];
    new TabElection(locks, 'news', (part) => told.push(part));
    expect(told).toEqual([]);
    await settle();
    expect(told).toEqual(['alone']);
  }
});
