import { flvHeader, PREVIOUS_TAG_SIZE_BYTES, TAG_HEADER_BYTES } from '../media/flv-tag.js';

/** One frame or sound packet as an encoder gave it. */
export interface EncodedUnit {
  /** Since the publication began, ms, not below 0. */
  readonly timeMillis: number;
  readonly keyframe: boolean;
  readonly data: Uint8Array;
}

export type SoundCodec = 'aac' | 'opus';

const AUDIO_TAG = 8;
const VIDEO_TAG = 9;
/** Enhanced RTMP v2, *Enhanced Audio*: SoundFormat 9, then a FourCC. */
const OPUS_FOURCC = [0x4f, 0x70, 0x75, 0x73] as const;
/** AAC, 44 kHz, 16 bits, stereo: what FLV 10.1 section E.4.2.1 wants whatever the sound is. */
const AAC_FIRST = 0xaf;
const OPUS_FIRST = 0x90;
const MOST_BODY_BYTES = 0xff_ffff;

/** Writes an FLV stream of H.264 and AAC or Opus (FLV 10.1 annex E, Enhanced RTMP v2). Pure. */
export const flvMux = {
  header: (tracks: { readonly audio: boolean; readonly video: boolean }): Uint8Array<ArrayBuffer> => flvHeader(tracks),

  /** @param avcC the AVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 5.3.3.1) */
  videoHeader: (timeMillis: number, avcC: Uint8Array): Uint8Array<ArrayBuffer> =>
    tag(VIDEO_TAG, timeMillis, [0x17, 0, 0, 0, 0], avcC),

  /** NAL units behind their lengths; frames come in the order in which they are shown. */
  video: ({ timeMillis, keyframe, data }: EncodedUnit): Uint8Array<ArrayBuffer> =>
    tag(VIDEO_TAG, timeMillis, [keyframe ? 0x17 : 0x27, 1, 0, 0, 0], data),

  /** @param config AudioSpecificConfig, or the identification header of RFC 7845 section 5.1 */
  soundHeader: (timeMillis: number, codec: SoundCodec, config: Uint8Array): Uint8Array<ArrayBuffer> =>
    tag(AUDIO_TAG, timeMillis, soundStart(codec, 0), config),

  sound: (codec: SoundCodec, { timeMillis, data }: EncodedUnit): Uint8Array<ArrayBuffer> =>
    tag(AUDIO_TAG, timeMillis, soundStart(codec, 1), data),
};

/** The identification header of RFC 7845 section 5.1 for a browser's Opus encoder, which gives none. */
export function opusHead(channels: number, sampleRate: number): Uint8Array {
  const bytes = new Uint8Array(19);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('OpusHead'));
  view.setUint8(8, 1);
  view.setUint8(9, channels);
  view.setUint16(10, OPUS_PRE_SKIP, true);
  view.setUint32(12, sampleRate, true);
  return bytes;
}

/** Samples at 48 kHz that libopus needs to get going. */
const OPUS_PRE_SKIP = 312;

function soundStart(codec: SoundCodec, packetType: 0 | 1): readonly number[] {
  return codec === 'aac' ? [AAC_FIRST, packetType] : [OPUS_FIRST | packetType, ...OPUS_FOURCC];
}

/** @throws {RangeError} where the body does not fit a tag: 16 MiB */
function tag(type: number, timeMillis: number, start: readonly number[], data: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = start.length + data.length;
  if (size > MOST_BODY_BYTES) {
    throw new RangeError(`${size} bytes are too many for an FLV tag`);
  }
  const bytes = new Uint8Array(TAG_HEADER_BYTES + size + PREVIOUS_TAG_SIZE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (type << 24) | size);
  view.setUint32(4, (timeMillis & 0xff_ffff) << 8);
  view.setUint8(7, (timeMillis >>> 24) & 0xff);
  bytes.set(start, TAG_HEADER_BYTES);
  bytes.set(data, TAG_HEADER_BYTES + start.length);
  view.setUint32(TAG_HEADER_BYTES + size, TAG_HEADER_BYTES + size);
  return bytes;
}
