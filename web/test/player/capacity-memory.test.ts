import { expect, it } from 'vitest';
import { CapacityMemory } from '../../player/capacity-memory.js';

const DAY = 24 * 60 * 60 * 1_000;

function memoryOn(notes: Map<string, string>, clock: { now: number }): CapacityMemory {
  const storage = {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, value: string) => void notes.set(key, value),
  };
  return new CapacityMemory(
    () => storage,
    () => clock.now,
  );
}

it('keeps what an uplink bore for a day, by kind of connection', () => {
  const clock = { now: 1_764_590_000_000 };
  const memory = memoryOn(new Map(), clock);
  memory.remember('wifi', 4_200);
  memory.remember(undefined, 900);
  clock.now += DAY - 1;
  expect([memory.recall('wifi'), memory.recall(undefined), memory.recall('ethernet')]).toEqual([4_200, 900, undefined]);
  clock.now += 1;
  expect(memory.recall('wifi')).toBeUndefined();
});

it('believes nothing that it did not write', () => {
  const clock = { now: 1_764_590_000_000 };
  const at = clock.now;
  const garbage = [
    'x',
    'null',
    '7',
    '[]',
    '{"kbps":"9","atUnixMillis":1}',
    JSON.stringify({ kbps: 900 }),
    JSON.stringify({ kbps: -1, atUnixMillis: at }),
    JSON.stringify({ kbps: 1e12, atUnixMillis: at }),
    JSON.stringify({ kbps: 900, atUnixMillis: at + DAY }),
  ];
  for (const note of garbage) {
    expect(memoryOn(new Map([['bittube uplink unknown', note]]), clock).recall(undefined), note).toBeUndefined();
  }
  const good = JSON.stringify({ kbps: 900, atUnixMillis: at });
  expect(memoryOn(new Map([['bittube uplink unknown', good]]), clock).recall('<script>')).toBe(900);
});

it('does without storage where it is forbidden', () => {
  const memory = new CapacityMemory(
    () => {
      throw new DOMException('denied', 'SecurityError');
    },
    () => 0,
  );
  memory.remember('wifi', 1);
  expect(memory.recall('wifi')).toBeUndefined();
});
