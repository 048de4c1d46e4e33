import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StallWatch } from './stall-watch.js';

/** Looks every 50 ms from `from` to `to`; the picture moves by the time that passes when `moves`. */
function look(watch: StallWatch, from: number, to: number, position: number, moves: boolean): number {
  for (let now = from + 50; now <= to; now += 50) {
    if (moves) position += 0.05;
    watch.onLook(now, position);
  }
  return position;
}

test('nothing is counted before the first picture', () => {
  const watch = new StallWatch();
  watch.onWaiting(100);
  look(watch, 0, 3_000, 0, false);
  watch.onPlaying(3_000);
  look(watch, 3_000, 5_000, 0, true);
  assert.deepEqual(watch.stalls(5_000), { waits: 0, waitedMillis: 0, freezes: 0, frozenMillis: 0 });
});

test('an interruption is seen in both ways', () => {
  const watch = new StallWatch();
  watch.onPlaying(0);
  const position = look(watch, 0, 2_000, 0, true);
  watch.onWaiting(2_050);
  look(watch, 2_000, 3_000, position, false);
  watch.onPlaying(3_020);
  look(watch, 3_000, 4_000, position, true);
  assert.deepEqual(watch.stalls(4_000), { waits: 1, waitedMillis: 970, freezes: 1, frozenMillis: 1_000 });
});

test('a freeze without any event is counted while it lasts', () => {
  const watch = new StallWatch();
  watch.onPlaying(0);
  const position = look(watch, 0, 1_000, 0, true);
  look(watch, 1_000, 1_200, position, false);
  assert.equal(watch.stalls(1_200).freezes, 0);
  look(watch, 1_200, 2_000, position, false);
  assert.deepEqual(watch.stalls(2_000), { waits: 0, waitedMillis: 0, freezes: 1, frozenMillis: 1_000 });
});

test('a page that looks late while its picture moves on has not frozen', () => {
  const watch = new StallWatch();
  watch.onPlaying(0);
  const position = look(watch, 0, 1_000, 0, true);
  watch.onLook(2_000, position + 1);
  assert.equal(watch.stalls(2_000).freezes, 0);
});

test('a wait ends when the picture moves on, even if nobody says so', () => {
  const watch = new StallWatch();
  watch.onPlaying(0);
  const position = look(watch, 0, 1_000, 0, true);
  watch.onWaiting(1_000);
  look(watch, 1_000, 4_000, position, true);
  const { waits, waitedMillis } = watch.stalls(4_000);
  assert.equal(waits, 1);
  assert.ok(waitedMillis <= 200, `${waitedMillis} ms`);
});
