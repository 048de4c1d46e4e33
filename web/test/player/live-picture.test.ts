import { expect, it } from 'vitest';
import { readToKeyframe } from '../../player/live-picture.js';
import { concat, frame, keyframe, prelude, sound } from '../media/flv-fixture.js';

/** A body in pieces of so many bytes, that tells when nobody wants more of it. */
function bodyOf(bytes: Uint8Array, pieceBytes: number): { body: ReadableStream<Uint8Array>; cancelled: () => boolean } {
  let at = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
    cancel() {
      cancelled = true;
    },
  });
  return { body, cancelled: () => cancelled };
}

const opening = concat(prelude(), sound(0), keyframe(0));

it.each([1, 7, 10_000])('reads to the end of the first keyframe and lets go, in pieces of %i bytes', async (piece) => {
  const { body, cancelled } = bodyOf(
    concat(opening, frame(40), ...Array.from({ length: 9_000 }, () => frame(80))),
    piece,
  );
  const read = await readToKeyframe(body);
  expect(read?.subarray(0, opening.length)).toEqual(opening);
  expect(read?.length).toBeLessThan(opening.length + piece);
  expect(cancelled()).toBe(true);
});

it.each([
  ['a stream that ends before', concat(prelude(), sound(0))],
  ['what is no stream', new Uint8Array(50)],
  ['sound without end', concat(prelude(), ...Array.from({ length: 40_000 }, (_, i) => sound(i)))],
])('has no picture of %s', async (_name, bytes) => {
  expect(await readToKeyframe(bodyOf(bytes, 64_000).body)).toBeUndefined();
});
