import { describe, expect, it } from 'vitest';
import { OpeningBuffer } from '../../media/opening-buffer.js';
import { TagSequence } from '../../media/tag-sequence.js';
import { aacHeader, avcHeader, concat, flvFileHeader, frame, keyframe, sound } from './flv-fixture.js';

/** Feeds a stream whose header promises both tracks. */
function opening(...tags: Uint8Array[]): OpeningBuffer {
  const sequence = new TagSequence();
  sequence.switchSource();
  const buffer = new OpeningBuffer();
  buffer.add(sequence.accept(concat(flvFileHeader, ...tags)), { audio: true, video: true });
  return buffer;
}

describe('OpeningBuffer', () => {
  it('knows the tracks as soon as both have begun', () => {
    expect(opening(avcHeader(), aacHeader(), keyframe(0)).tracks()).toBeUndefined();
    expect(opening(avcHeader(), aacHeader(), keyframe(0), sound(1)).tracks()).toEqual({ audio: true, video: true });
  });

  it('does not wait for a track that nobody promised', () => {
    const sequence = new TagSequence();
    const buffer = new OpeningBuffer();
    buffer.add(sequence.accept(concat(avcHeader(), keyframe(0))), { audio: false, video: true });
    expect(buffer.tracks()).toEqual({ audio: false, video: true });
  });

  it('gives a promised track a second, even when it has a sequence header', () => {
    expect(opening(avcHeader(), aacHeader(), keyframe(0), frame(999)).tracks()).toBeUndefined();
    expect(opening(avcHeader(), aacHeader(), keyframe(0), frame(1_000)).tracks()).toEqual({
      audio: false,
      video: true,
    });
    expect(opening(aacHeader(), sound(0), sound(1_000)).tracks()).toEqual({ audio: true, video: false });
  });

  it('hands its tags out once, in order', () => {
    const buffer = opening(avcHeader(), aacHeader(), keyframe(0), sound(1));
    expect(buffer.take().map(({ type, role }) => `${type} ${role}`)).toEqual([
      'video sequence header',
      'audio sequence header',
      'video keyframe',
      'audio frame',
    ]);
    expect(buffer.take()).toEqual([]);
  });
});
