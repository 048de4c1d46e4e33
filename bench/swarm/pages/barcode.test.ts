import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BARCODE, decodeBarcode, encodeBarcode, millisSince } from './barcode.js';
import { FrameDrawer, PICTURE } from './frames.js';

const now = 1_764_590_123_456;
const grey = (blocks: readonly boolean[]): number[] => blocks.map((white) => (white ? 180 : 60));

test('a barcode is read back, also when its contrast has suffered', () => {
  const clock = decodeBarcode(grey(encodeBarcode(now)));
  assert.ok(clock !== undefined);
  assert.equal(millisSince(clock, now + 1_234), 1_234);
});

test('a clock that has started again in between still gives the difference', () => {
  const last = 2 ** 28 * 6_000 - 1;
  const clock = decodeBarcode(grey(encodeBarcode(last)));
  assert.ok(clock !== undefined);
  assert.equal(millisSince(clock, last + 500), 500);
});

test('one or two blocks that are read wrong are noticed wherever they are', () => {
  const blocks = encodeBarcode(now);
  for (let one = 0; one < blocks.length; one++) {
    for (let other = one; other < blocks.length; other++) {
      const damaged = blocks.map((white, block) => (block === one || block === other ? !white : white));
      assert.equal(decodeBarcode(grey(damaged)), undefined, `blocks ${one} and ${other}`);
    }
  }
});

test('a picture of one colour is no barcode', () => {
  for (const brightness of [0, 128, 255]) {
    assert.equal(decodeBarcode(new Array<number>(BARCODE.columns * BARCODE.rows).fill(brightness)), undefined);
  }
});

test('a drawn frame carries the clock at its top left', () => {
  const frame = new FrameDrawer(() => 0.5).draw(now);
  assert.equal(frame.length, (PICTURE.width * PICTURE.height * 3) / 2);
  const { columns, rows, blockPixels } = BARCODE;
  const middles = Array.from({ length: columns * rows }, (_, block) => {
    const x = (block % columns) * blockPixels + blockPixels / 2;
    const y = Math.floor(block / columns) * blockPixels + blockPixels / 2;
    return frame[y * PICTURE.width + x] ?? 0;
  });
  const clock = decodeBarcode(middles);
  assert.ok(clock !== undefined);
  assert.equal(millisSince(clock, now), 0);
});
