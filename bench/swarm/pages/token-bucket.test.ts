import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TokenBucket } from './token-bucket.js';

test('no more leaves than the burst and the rate allow, and no less', () => {
  const bucket = new TokenBucket(375_000, 65_536, 0);
  let sent = 0;
  let now = 0;
  while (now < 10_000) {
    const wait = bucket.take(4_096, now);
    if (wait === 0) sent += 4_096;
    now += wait;
  }
  assert.ok(sent <= 3_750_000 + 65_536, `${sent} bytes`);
  assert.ok(sent >= 3_750_000 + 65_536 - 2 * 4_096, `${sent} bytes`);
});

test('rest is kept up to the burst only', () => {
  const bucket = new TokenBucket(1_000, 4_096, 0);
  assert.equal(bucket.take(4_096, 0), 0);
  assert.equal(bucket.take(4_096, 3_600_000), 0);
  assert.equal(bucket.take(1_000, 3_600_000), 1_000);
});
