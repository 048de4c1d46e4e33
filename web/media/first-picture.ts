import { findFirstKeyframe, type FirstKeyframe } from './first-keyframe.js';
import { TAG_HEADER_BYTES, PREVIOUS_TAG_SIZE_BYTES, withTimestamp, type FlvTag } from './flv-tag.js';

export interface FirstPictureOptions {
  /** Wider pictures are made so wide, pixels. */
  readonly maxWidth: number;
  readonly signal?: AbortSignal | undefined;
}

/** A decoder that says nothing for so long will not. */
const PATIENCE_MILLIS = 5_000;
/** Bytes of an AVC tag's body before its content: frame type and codec, packet type, composition time. */
const AVC_PREFIX_BYTES = 5;
const LEGACY_AVC = 7;

/**
 * Draws the first keyframe of an FLV file: by WebCodecs, or where the page is no secure context or the codec another one,
 * in a muted video element that nobody sees.
 *
 * @param flv the file's beginning up to the end of its first keyframe; prelude and that tag are enough
 * @returns the caller's to close; undefined when there is no picture in these bytes, or this browser cannot draw it
 */
export async function drawFirstPicture(
  flv: Uint8Array,
  options: FirstPictureOptions,
): Promise<ImageBitmap | undefined> {
  const found = findFirstKeyframe(flv);
  if (typeof found === 'string') {
    return undefined;
  }
  try {
    return (await drawByCodec(found, options)) ?? (await drawByVideo(found, options));
  } catch {
    return undefined; // altered bytes, a codec that this browser lacks, or given up: a picture less
  }
}

async function drawByCodec(found: FirstKeyframe, options: FirstPictureOptions): Promise<ImageBitmap | undefined> {
  const config = avcConfig(found);
  if (config === undefined || !(await isSupported(config))) {
    return undefined;
  }
  const frame = await new Promise<VideoFrame>((resolve, reject) => {
    const decoder = new VideoDecoder({
      output: (decoded) => {
        resolve(decoded);
        end();
      },
      error: (failure) => {
        reject(failure);
        end();
      },
    });
    const giveUp = (): void => {
      reject(new Error('given up'));
      end();
    };
    const timer = setTimeout(giveUp, PATIENCE_MILLIS);
    const end = (): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', giveUp);
      if (decoder.state !== 'closed') {
        decoder.close();
      }
    };
    options.signal?.addEventListener('abort', giveUp);
    decoder.configure(config);
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data: content(found.keyframe) }));
    // Some decoders keep a picture back until they know that no earlier one follows. After close() it rejects.
    decoder.flush().then(giveUp, () => undefined);
  });
  try {
    return await scaled(frame, frame.displayWidth, frame.displayHeight, options.maxWidth);
  } finally {
    frame.close();
  }
}

/** What WebCodecs has to know (RFC 6381 of the AVCDecoderConfigurationRecord); undefined for other codecs than AVC. */
function avcConfig({ header, keyframe }: FirstKeyframe): VideoDecoderConfig | undefined {
  const isAvc = [header, keyframe].every((tag) => ((tag?.bytes[TAG_HEADER_BYTES] ?? 0) & 0x8f) === LEGACY_AVC);
  if (header === undefined || !isAvc || !('VideoDecoder' in globalThis)) {
    return undefined;
  }
  const description = content(header);
  const profile = [...description.subarray(1, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { codec: `avc1.${profile}`, description, optimizeForLatency: true };
}

async function isSupported(config: VideoDecoderConfig): Promise<boolean> {
  return (await VideoDecoder.isConfigSupported(config)).supported === true;
}

/** The body of an AVC tag without its prefix. */
function content(tag: FlvTag): Uint8Array<ArrayBuffer> {
  return tag.bytes.slice(TAG_HEADER_BYTES + AVC_PREFIX_BYTES, -PREVIOUS_TAG_SIZE_BYTES);
}

async function drawByVideo({ header, keyframe }: FirstKeyframe, options: FirstPictureOptions): Promise<ImageBitmap> {
  const { openMpegtsPlayer } = await import('./mpegts-player.js');
  const { signal } = options;
  signal?.throwIfAborted();
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  let end: () => void = () => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => reject(new Error('given up'));
      const timer = setTimeout(giveUp, PATIENCE_MILLIS);
      signal?.addEventListener('abort', giveUp);
      video.addEventListener('loadeddata', () => resolve());
      const tracks = { audio: false, video: true };
      const player = openMpegtsPlayer(video, tracks, { onFailure: (_failure, message) => reject(new Error(message)) });
      end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        player.close();
      };
      if (header !== undefined) {
        player.feed(withTimestamp(header, 0).bytes);
      }
      // A picture's duration is known by the one behind it: the same one again.
      for (const timestampMillis of [0, 40, 80]) {
        player.feed(withTimestamp(keyframe, timestampMillis).bytes.slice());
      }
    });
    return await scaled(video, video.videoWidth, video.videoHeight, options.maxWidth);
  } finally {
    end();
  }
}

function scaled(
  source: VideoFrame | HTMLVideoElement,
  width: number,
  height: number,
  maxWidth: number,
): Promise<ImageBitmap> {
  const scale = Math.min(1, maxWidth / width);
  return createImageBitmap(source, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'medium',
  });
}
