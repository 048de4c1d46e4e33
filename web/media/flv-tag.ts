export type TagType = 'audio' | 'video' | 'script';

/** One FLV tag with its header and PreviousTagSize, as it stands in the stream. */
export interface FlvTag {
  readonly type: TagType;
  /** As written in the tag: 32 bits, unsigned. */
  readonly timestampMillis: number;
  /** Header (11 bytes), body, PreviousTagSize (4 bytes); the tag's own copy. */
  readonly bytes: Uint8Array;
}

export const TAG_HEADER_BYTES = 11;
export const PREVIOUS_TAG_SIZE_BYTES = 4;
/** `FLV`, version, flags, header length, PreviousTagSize0. */
export const FLV_HEADER_BYTES = 13;

const AUDIO_FLAG = 4;
const VIDEO_FLAG = 1;

/** What kind of data a tag carries, as far as a decoder's start is concerned. */
export type TagRole = 'sequence header' | 'keyframe' | 'frame';

/** The 13 bytes with which a stream of the given tracks begins. */
export function flvHeader(tracks: { readonly audio: boolean; readonly video: boolean }): Uint8Array<ArrayBuffer> {
  const flags = (tracks.audio ? AUDIO_FLAG : 0) | (tracks.video ? VIDEO_FLAG : 0);
  return Uint8Array.of(0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0);
}

/** The tracks that an FLV header promises, or undefined when the 13 bytes are none. */
export function readFlvHeader(bytes: Uint8Array): { readonly audio: boolean; readonly video: boolean } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FLV_HEADER_BYTES || view.getUint32(0) !== 0x464c5601 || view.getUint32(5) !== 9) {
    return undefined;
  }
  const flags = view.getUint8(4);
  return { audio: (flags & AUDIO_FLAG) !== 0, video: (flags & VIDEO_FLAG) !== 0 };
}

/** The same tag at another time; writes into the tag's own bytes. */
export function withTimestamp(tag: FlvTag, timestampMillis: number): FlvTag {
  const { bytes } = tag;
  bytes[4] = (timestampMillis >>> 16) & 0xff;
  bytes[5] = (timestampMillis >>> 8) & 0xff;
  bytes[6] = timestampMillis & 0xff;
  bytes[7] = (timestampMillis >>> 24) & 0xff;
  return { type: tag.type, timestampMillis, bytes };
}

/** Role of an audio or video tag, in the legacy and the Enhanced form (FLV 10.1 annex E.4, Enhanced RTMP v2). */
export function tagRole(tag: FlvTag): TagRole {
  const first = tag.bytes[TAG_HEADER_BYTES] ?? 0;
  const second = tag.bytes[TAG_HEADER_BYTES + 1] ?? 0xff;
  return tag.type === 'video' ? videoRole(first, second) : audioRole(first, second);
}

function videoRole(first: number, second: number): TagRole {
  const keyframe = ((first >>> 4) & 7) === 1;
  const enhanced = (first & 0x80) !== 0;
  const codec = first & 0x0f;
  const packetType = enhanced ? codec : second;
  const framed = enhanced || codec === 7 || codec === 12; // AVC, and HEVC in its unofficial legacy form
  if (framed && packetType === 0) {
    return 'sequence header';
  }
  return keyframe ? 'keyframe' : 'frame';
}

function audioRole(first: number, second: number): TagRole {
  const format = first >>> 4;
  const header = (format === 10 && second === 0) || (format === 9 && (first & 0x0f) === 0);
  return header ? 'sequence header' : 'frame';
}

/** Whether a decoder of what follows one prelude can go on with what follows the other. */
export function sameSequenceHeaders(prelude: Uint8Array, other: Uint8Array): boolean {
  return prelude.length === other.length && prelude.every((byte, i) => i < FLV_HEADER_BYTES || byte === other[i]);
}
