import { describe, expect, it } from 'vitest';
import { findFirstKeyframe } from '../../media/first-keyframe.js';
import { avcHeader, concat, flvFileHeader, frame, keyframe, prelude, sound } from './flv-fixture.js';

const file = concat(prelude(), sound(0), frame(0), keyframe(40), keyframe(80));
const end = file.length - keyframe(80).length;

describe('findFirstKeyframe', () => {
  it('finds the keyframe and the header before it', () => {
    expect(findFirstKeyframe(file)).toMatchObject({
      header: { type: 'video', bytes: avcHeader() },
      keyframe: { timestampMillis: 40, bytes: keyframe(40) },
    });
  });

  it('asks for more until the last byte of the keyframe is here', () => {
    for (let length = 0; length < end; length++) {
      expect(findFirstKeyframe(file.subarray(0, length)), `${length} bytes`).toBe('more');
    }
    expect(findFirstKeyframe(file.subarray(0, end))).not.toBeTypeOf('string');
  });

  it('finds it behind other bytes of the same buffer', () => {
    const buffer = concat(new Uint8Array(7), file);
    expect(findFirstKeyframe(buffer.subarray(7))).not.toBeTypeOf('string');
  });

  it.each([
    ['no FLV', new Uint8Array(100)],
    ['a tag of no type', concat(flvFileHeader, new Uint8Array(15))],
    ['a wrong size behind a tag', concat(flvFileHeader, sound(0).fill(9, -1))],
    ['sound without end', concat(flvFileHeader, ...Array.from({ length: 2_001 }, (_, i) => sound(i)))],
  ])('finds none in %s', (_name, bytes) => {
    expect(findFirstKeyframe(bytes)).toBe('none');
  });
});
