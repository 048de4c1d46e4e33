import { describe, expect, it } from 'vitest';
import { FlvTagReader } from '../../media/flv-tag-reader.js';
import { tagRole } from '../../media/flv-tag.js';
import type { FlvTag } from '../../media/flv-tag.js';
import { aacHeader, avcHeader, concat, flvFileHeader, frame, keyframe, metadata, sound, tag } from './flv-fixture.js';

const tags = [metadata(), avcHeader(), aacHeader(), keyframe(0), sound(3), frame(0xfffffff0), tag(8, 5, [])];
const stream = concat(flvFileHeader, ...tags);

function read(chunks: Iterable<Uint8Array>): { read: FlvTag[]; reader: FlvTagReader } {
  const reader = new FlvTagReader();
  const found: FlvTag[] = [];
  reader.reset('file header');
  for (const chunk of chunks) {
    reader.accept(chunk, (each) => found.push(each));
  }
  return { read: found, reader };
}

function* cut(bytes: Uint8Array, size: () => number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const length = size();
    yield bytes.slice(at, at + length);
    at += length;
  }
}

describe('FlvTagReader', () => {
  it('reads the same whole, byte by byte and cut at random places', () => {
    const seed = Date.now() % 100_000;
    let state = seed;
    const random = (): number => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) % 40;
    for (const chunks of [[stream], cut(stream, () => 1), cut(stream, () => 1 + random())]) {
      const { read: found, reader } = read(chunks);
      expect(
        found.map(({ bytes }) => bytes),
        `seed ${seed}`,
      ).toEqual(tags);
      expect(reader.malformed).toBe(false);
      expect(reader.promised).toEqual({ audio: true, video: true });
    }
  });

  it('reads types and timestamps of 32 bits', () => {
    const { read: found } = read([stream]);
    expect(found.map(({ type }) => type)).toEqual(['script', 'video', 'audio', 'video', 'audio', 'video', 'audio']);
    expect(found[5]?.timestampMillis).toBe(0xfffffff0);
  });

  it('holds a partial tag until its last byte arrives', () => {
    const whole = concat(flvFileHeader, keyframe(7));
    const { read: found, reader } = read([whole.slice(0, -1)]);
    expect(found).toEqual([]);
    reader.accept(whole.slice(-1), (each) => found.push(each));
    expect(found).toHaveLength(1);
  });

  it('owns what it hands out', () => {
    const bytes = concat(flvFileHeader, keyframe(7));
    const { read: found } = read([bytes]);
    bytes.fill(0);
    expect(found[0]?.bytes).toEqual(keyframe(7));
  });

  it('forgets an unfinished tag at a reset', () => {
    const { read: found, reader } = read([flvFileHeader, keyframe(7).slice(0, 20)]);
    reader.reset('tag header');
    reader.accept(keyframe(9), (each) => found.push(each));
    expect(found.map(({ timestampMillis }) => timestampMillis)).toEqual([9]);
  });

  it.each([
    ['no FLV header', new TextEncoder().encode('<!doctype html>')],
    [
      'a header of another length',
      concat(
        flvFileHeader.map((byte, i) => (i === 8 ? 10 : byte)),
        keyframe(0),
      ),
    ],
    ['an unknown type', concat(flvFileHeader, tag(7, 0, [1]))],
    [
      'a stream id',
      concat(
        flvFileHeader,
        keyframe(0).map((byte, i) => (i === 10 ? 1 : byte)),
      ),
    ],
    [
      'a wrong PreviousTagSize',
      concat(
        flvFileHeader,
        keyframe(0).map((byte, i, all) => (i === all.length - 1 ? byte + 1 : byte)),
      ),
    ],
  ])('stays malformed after %s', (_, bytes) => {
    const { read: found, reader } = read([bytes]);
    expect(reader.malformed).toBe(true);
    reader.accept(concat(flvFileHeader, keyframe(0)), (each) => found.push(each));
    expect(found).toEqual([]);
    reader.reset('tag header');
    reader.accept(keyframe(0), (each) => found.push(each));
    expect(found).toHaveLength(1);
  });
});

describe('tagRole', () => {
  const role = (type: 'audio' | 'video', ...body: number[]): string => {
    const bytes = tag(type === 'video' ? 9 : 8, 0, body);
    return tagRole({ type, timestampMillis: 0, bytes });
  };

  it('knows the legacy form', () => {
    expect(role('video', 0x17, 0)).toBe('sequence header');
    expect(role('video', 0x17, 1)).toBe('keyframe');
    expect(role('video', 0x27, 1)).toBe('frame');
    expect(role('video', 0x12, 0)).toBe('keyframe'); // H.263 has no packet type
    expect(role('audio', 0xaf, 0)).toBe('sequence header');
    expect(role('audio', 0xaf, 1)).toBe('frame');
    expect(role('audio', 0x2f, 0)).toBe('frame'); // MP3 has none either
  });

  it('knows the Enhanced form', () => {
    expect(role('video', 0x90, 0x68)).toBe('sequence header');
    expect(role('video', 0x91, 0x68)).toBe('keyframe');
    expect(role('video', 0xa3, 0x68)).toBe('frame');
    expect(role('audio', 0x90, 0x4f)).toBe('sequence header');
    expect(role('audio', 0x91, 0x4f)).toBe('frame');
  });

  it('takes an empty body for a frame', () => {
    expect(role('video')).toBe('frame');
  });
});
