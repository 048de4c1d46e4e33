import { describe, expect, it } from 'vitest';
import { readFlvHeader, tagRole } from '../../media/flv-tag.js';
import { flvMux, opusHead } from '../../publish/flv-mux.js';
import { tagsOf } from './flv-of.js';

const BODY = Uint8Array.of(1, 2, 3);

describe('an FLV stream of a camera', () => {
  it('reads back as it was written, with its times beyond 24 bits', () => {
    const late = 0x01_23_45_67;
    const header = flvMux.header({ audio: true, video: true });
    expect(readFlvHeader(header)).toEqual({ audio: true, video: true });
    const tags = tagsOf([
      header,
      flvMux.videoHeader(5, BODY),
      flvMux.soundHeader(5, 'opus', opusHead(2, 48_000)),
      flvMux.video({ timeMillis: 5, keyframe: true, data: BODY }),
      flvMux.sound('opus', { timeMillis: 9, keyframe: true, data: BODY }),
      flvMux.video({ timeMillis: late, keyframe: false, data: BODY }),
    ]);
    expect(tags.map((tag) => [tag.type, tag.timestampMillis, tagRole(tag)])).toEqual([
      ['video', 5, 'sequence header'],
      ['audio', 5, 'sequence header'],
      ['video', 5, 'keyframe'],
      ['audio', 9, 'frame'],
      ['video', late, 'frame'],
    ]);
    expect(bodyOf(tags[2])).toEqual([0x17, 1, 0, 0, 0, ...BODY]);
    expect(bodyOf(tags[3])).toEqual([0x91, 0x4f, 0x70, 0x75, 0x73, ...BODY]);
  });

  it('marks AAC as FLV 10.1 wants it', () => {
    const [configuration, sound] = tagsOf([
      flvMux.header({ audio: true, video: false }),
      flvMux.soundHeader(0, 'aac', Uint8Array.of(0x11, 0x90)),
      flvMux.sound('aac', { timeMillis: 21, keyframe: true, data: BODY }),
    ]);
    expect(bodyOf(configuration)).toEqual([0xaf, 0, 0x11, 0x90]);
    expect(bodyOf(sound)).toEqual([0xaf, 1, ...BODY]);
  });

  it('names Opus by the header of RFC 7845', () => {
    const head = opusHead(1, 24_000);
    expect(new TextDecoder().decode(head.subarray(0, 8))).toBe('OpusHead');
    expect([...head.subarray(8)]).toEqual([1, 1, 0x38, 1, 0xc0, 0x5d, 0, 0, 0, 0, 0]);
  });

  it('refuses what no tag can hold', () => {
    expect(() => flvMux.video({ timeMillis: 0, keyframe: true, data: new Uint8Array(0x100_0000) })).toThrow(RangeError);
  });
});

function bodyOf(tag: { readonly bytes: Uint8Array } | undefined): readonly number[] {
  return [...(tag?.bytes.subarray(11, -4) ?? [])];
}
