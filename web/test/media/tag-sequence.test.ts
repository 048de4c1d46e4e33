import { describe, expect, it } from 'vitest';
import { TagSequence } from '../../media/tag-sequence.js';
import { PlayoutTimeline } from '../../media/playout-timeline.js';
import { avcHeader, concat, frame, keyframe, prelude, sound } from './flv-fixture.js';

function begun(): TagSequence {
  const sequence = new TagSequence();
  sequence.switchSource();
  sequence.accept(prelude());
  return sequence;
}

/** What comes out, as type and player time. */
function times(sequence: TagSequence, ...tags: Uint8Array[]): string[] {
  return sequence.accept(concat(...tags)).map(({ type, timestampMillis, bytes, role }) => {
    expect((bytes[4] ?? 0) * 65_536 + (bytes[5] ?? 0) * 256 + (bytes[6] ?? 0)).toBe(timestampMillis & 0xffffff);
    return `${role === 'sequence header' ? 'H' : ''}${type[0] ?? ''}${timestampMillis}`;
  });
}

describe('TagSequence', () => {
  it('hands sequence headers out once and keeps script tags back', () => {
    const sequence = new TagSequence();
    sequence.switchSource();
    expect(times(sequence, prelude())).toEqual(['Hv0', 'Ha0']);
    expect(times(sequence, avcHeader(), keyframe(5_000), avcHeader())).toEqual(['v0']);
    expect(times(sequence, frame(5_033), avcHeader(77))).toEqual(['v33', 'Hv33']);
  });

  it('begins at a keyframe, at time 0', () => {
    const sequence = begun();
    expect(times(sequence, frame(4_900), sound(4_950), keyframe(5_000), sound(5_010))).toEqual(['v0', 'a10']);
    expect(sequence.epochMillisAt(10)).toBe(5_010);
  });

  it('drops the unfinished tag at a skip and closes the gap', () => {
    const sequence = begun();
    times(sequence, keyframe(5_000), frame(5_040), frame(5_080).slice(0, 30));
    sequence.skip();
    expect(times(sequence, sound(8_990), frame(8_995), keyframe(9_000), frame(9_040))).toEqual(['v80', 'v120']);
    expect(sequence.epochMillisAt(79)).toBe(5_079);
    expect(sequence.epochMillisAt(80)).toBe(9_000);
  });

  it('does not move what follows at once, but waits for its keyframe', () => {
    const sequence = begun();
    times(sequence, keyframe(5_000), frame(5_040));
    sequence.skip();
    expect(times(sequence, frame(5_060), keyframe(5_080))).toEqual(['v80']);
  });

  it('takes the bytes of another file, whose times count from its own beginning', () => {
    const sequence = begun();
    times(sequence, keyframe(5_000), sound(5_020), frame(5_040), sound(5_043));
    sequence.switchSource(5_080);
    expect(times(sequence, prelude(), keyframe(0), sound(0), frame(40))).toEqual(['v80', 'a80', 'v120']);
    expect(sequence.epochMillisAt(120)).toBe(5_120);
  });

  it('drops what came before, after a switch of the source, and goes on without a seam', () => {
    const sequence = begun();
    times(sequence, keyframe(5_000), sound(5_020), frame(5_040), sound(5_043), frame(5_080).slice(0, 12));
    sequence.switchSource();
    const again = [prelude(), keyframe(5_000), sound(5_020), frame(5_040), sound(5_043), sound(5_066), frame(5_080)];
    expect(times(sequence, ...again)).toEqual(['a66', 'v80']);
  });

  it('takes a tag of the same time from the new source once', () => {
    const sequence = begun();
    times(sequence, keyframe(5_000), sound(5_040));
    sequence.switchSource();
    expect(times(sequence, prelude(), keyframe(5_000), frame(5_040), sound(5_040), frame(5_080))).toEqual([
      'v40',
      'v80',
    ]);
  });

  it('closes the gap when the new source begins later', () => {
    const sequence = begun();
    times(sequence, keyframe(5_000), frame(5_040));
    sequence.switchSource();
    expect(times(sequence, prelude(), frame(6_000), keyframe(7_000), frame(7_040))).toEqual(['v80', 'v120']);
    expect(sequence.epochMillisAt(100)).toBe(7_020);
  });

  it('drops what goes back in time, and keeps several tags of one time', () => {
    const sequence = begun();
    expect(times(sequence, keyframe(5_000), frame(5_040), frame(5_040), frame(5_000), sound(5_010))).toEqual([
      'v0',
      'v40',
      'v40',
      'a10',
    ]);
  });

  it('needs no keyframe where there is no video', () => {
    const sequence = new TagSequence();
    sequence.switchSource();
    sequence.accept(prelude().slice(0, 13));
    expect(times(sequence, sound(5_000), sound(5_023))).toEqual(['a0', 'a23']);
    sequence.skip();
    expect(times(sequence, sound(9_000))).toEqual(['a63']);
  });

  it('tells how far the tracks are apart', () => {
    const sequence = begun();
    times(sequence, keyframe(5_000));
    expect(sequence.trackDistanceMillis).toBe(0);
    times(sequence, sound(5_010), frame(9_000));
    expect(sequence.trackDistanceMillis).toBe(3_990);
  });

  it('says that its bytes are no tags, until it is switched', () => {
    const sequence = begun();
    sequence.accept(new Uint8Array(20).fill(0xff));
    expect(sequence.malformed).toBe(true);
    expect(times(sequence, keyframe(5_000))).toEqual([]);
    sequence.switchSource();
    expect(times(sequence, prelude(), keyframe(5_000))).toEqual(['v0']);
  });
});

describe('PlayoutTimeline', () => {
  it('keeps a bounded number of closed gaps', () => {
    const timeline = new PlayoutTimeline();
    for (let i = 0; i < 200; i++) {
      timeline.join(i * 10_000);
      timeline.place(i * 10_000);
    }
    expect(timeline.epochMillisAt(199 * 40)).toBe(1_990_000);
    // The oldest pieces are gone; a position in them is told by the oldest that is left.
    expect(timeline.epochMillisAt(0)).toBe(136 * 10_000 - 136 * 40);
  });

  it('knows nothing before the first tag', () => {
    expect(new PlayoutTimeline().epochMillisAt(0)).toBeUndefined();
  });
});
