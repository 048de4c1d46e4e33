import { describe, expect, it } from 'vitest';
import { pieceLength, readDescriptor } from '../../objects/descriptor.js';
import { KeyframeIndex } from '../../objects/keyframe-index.js';
import { ObjectFormatError } from '../../objects/object-format-error.js';
import { verifiedDescriptor } from '../../objects/verify-descriptor.js';
import { decodeBase64Url } from '../../transport/base64url.js';
import { SeededRandom } from '../peers/random-bytes.js';
import { answerOf, fromHex, goldenDescriptors } from './golden-objects.js';

describe('descriptor vectors', () => {
  it.each(goldenDescriptors.descriptors)('takes $name', (vector) => {
    const fields = JSON.parse(vector.json) as Record<string, unknown>;
    const descriptor = verifiedDescriptor(answerOf(vector), vector.id);
    expect(descriptor).toMatchObject({
      name: fields['name'],
      type: fields['type'],
      sizeBytes: fields['size'],
      pieces: fields['pieces'],
      publicKey: fromHex(goldenDescriptors.publicKey),
    });
    expect(descriptor.root).toEqual(decodeBase64Url(String(fields['root'])));
    expect(descriptor.playback?.durationMillis).toBe(fields['durationMillis']);
  });

  it.each(goldenDescriptors.invalid)('refuses $name', (vector) => {
    let fault = 'none';
    try {
      verifiedDescriptor(answerOf(vector), vector.id);
    } catch (error) {
      if (!(error instanceof ObjectFormatError)) throw error;
      fault = error.fault;
    }
    expect(fault).toBe(vector.error);
  });

  it.each(goldenDescriptors.keyframes)('reads the keyframes $keyframes', ({ size, keyframes, points }) => {
    const index = KeyframeIndex.decode(decodeBase64Url(keyframes) ?? new Uint8Array(), size);
    expect(index.keyframes.map(({ timeMillis, offset }) => [timeMillis, offset])).toEqual(points);
  });
});

describe('hostile descriptors', () => {
  it('raise the format error or mean something that has the same canonical text', () => {
    const seed = 20_261_122;
    const random = new SeededRandom(seed);
    let taken = 0;
    for (let round = 0; round < 5_000; round++) {
      const original = goldenDescriptors.descriptors[random.below(4)];
      const bytes = new TextEncoder().encode(original?.json ?? '');
      for (let change = 1 + random.below(3); change > 0; change--) {
        bytes[random.below(bytes.length)] = random.below(256);
      }
      try {
        readDescriptor(bytes);
        taken++;
      } catch (error) {
        if (!(error instanceof ObjectFormatError)) throw new Error(`seed ${seed} round ${round}`, { cause: error });
      }
    }
    expect(taken).toBeGreaterThan(20);
    expect(taken).toBeLessThan(4_000);
  });
});

describe('an object', () => {
  it('has pieces of 64 KiB, the last of what remains', () => {
    const clip = goldenDescriptors.descriptors.find(({ name }) => name === 'any file');
    if (clip === undefined) throw new Error('no vector');
    const descriptor = verifiedDescriptor(answerOf(clip), clip.id);
    expect([0, 1, 228, 229, 230].map((piece) => pieceLength(descriptor, piece))).toEqual([
      0,
      65_536,
      65_536,
      15_000_000 - 228 * 65_536,
      0,
    ]);
  });
});

describe('KeyframeIndex', () => {
  const index = new KeyframeIndex([
    { timeMillis: 40, offset: 63 },
    { timeMillis: 2_000, offset: 900 },
    { timeMillis: 4_000, offset: 2_000 },
  ]);

  it.each([
    [0, 63],
    [40, 63],
    [1_999, 63],
    [2_000, 900],
    [99_000, 2_000],
  ])('begins for %i ms at byte %i', (timeMillis, offset) => {
    expect(index.before(timeMillis).offset).toBe(offset);
  });

  it('knows the keyframe of a byte, and the next one', () => {
    expect([62, 63, 1_999, 5_000].map((offset) => index.at(offset)?.timeMillis)).toEqual([undefined, 40, 2_000, 4_000]);
    expect(index.after(index.before(0))?.timeMillis).toBe(2_000);
    expect(index.after(index.before(9_000))).toBeUndefined();
  });
});
