/** One picture as the encoder gave it, with the decoder's configuration where that is new. */
export interface EncodedPicture {
  readonly timestampMicros: number;
  readonly keyframe: boolean;
  readonly data: Uint8Array;
  /** AVCDecoderConfigurationRecord; undefined where the last one still holds. */
  readonly avcC: Uint8Array | undefined;
}

export interface PictureEncoderListener {
  onPicture(picture: EncodedPicture): void;
  /** Nothing more comes. @param message the browser's words */
  onFailure(message: string): void;
}

/** A viewer who joins waits for a keyframe, and the swarm's burst holds one group of pictures. */
const KEYFRAME_PERIOD_MICROS = 1_000_000;
/** Frames in the encoder beyond this: the machine is too slow, and what waits is late already. */
const MOST_WAITING = 3;
/** High, Main, Constrained Baseline, at level 4.0: 1080p at 30 frames a second. */
const PROFILES = ['avc1.640028', 'avc1.4d0028', 'avc1.42e028'];

/** Encodes pictures as H.264 without reordering, with a keyframe a second, in the size in which they come. */
export class PictureEncoder {
  readonly #listener: PictureEncoderListener;
  readonly #encoder: VideoEncoder;
  readonly #mostHeight: number;
  readonly #framesPerSecond: number;
  #codec: string;
  #configured: { readonly width: number; readonly height: number; readonly bitsPerSecond: number } | undefined;
  #keyframeMicros = -Infinity;
  #wantsKeyframe = true;

  private constructor(codec: string, mostHeight: number, framesPerSecond: number, listener: PictureEncoderListener) {
    this.#codec = codec;
    this.#mostHeight = mostHeight;
    this.#framesPerSecond = framesPerSecond;
    this.#listener = listener;
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#encoded(chunk, metadata),
      error: (failure) => listener.onFailure(failure.message),
    });
  }

  /**
   * @param mostHeight larger pictures are made smaller, px
   * @returns undefined where the browser cannot encode H.264
   */
  static async make(
    mostHeight: number,
    framesPerSecond: number,
    listener: PictureEncoderListener,
  ): Promise<PictureEncoder | undefined> {
    for (const codec of PROFILES) {
      const wanted = configuration(codec, 640, 360, 1_000_000, framesPerSecond);
      if ((await VideoEncoder.isConfigSupported(wanted)).supported === true) {
        return new PictureEncoder(codec, mostHeight, framesPerSecond, listener);
      }
    }
    return undefined;
  }

  /** The next picture begins anew: a decoder that has seen nothing can begin with it. */
  beginAnew(): void {
    this.#wantsKeyframe = true;
    this.#configured = undefined; // the configuration is given once more
  }

  /** Takes the frame's ownership. @returns whether it is encoded: not when too many wait */
  encode(frame: VideoFrame, bitsPerSecond: number): boolean {
    try {
      if (this.#encoder.state === 'closed' || this.#encoder.encodeQueueSize >= MOST_WAITING) {
        return false;
      }
      this.#configure(frame, bitsPerSecond);
      const keyFrame = this.#wantsKeyframe || frame.timestamp - this.#keyframeMicros >= KEYFRAME_PERIOD_MICROS;
      if (keyFrame) {
        this.#wantsKeyframe = false;
        this.#keyframeMicros = frame.timestamp;
      }
      this.#encoder.encode(frame, { keyFrame });
      return true;
    } finally {
      frame.close();
    }
  }

  close(): void {
    if (this.#encoder.state !== 'closed') {
      this.#encoder.close();
    }
  }

  #configure(frame: VideoFrame, bitsPerSecond: number): void {
    const scale = Math.min(1, this.#mostHeight / frame.displayHeight);
    const width = even(frame.displayWidth * scale);
    const height = even(frame.displayHeight * scale);
    const now = this.#configured;
    if (now?.width === width && now.height === height && now.bitsPerSecond === bitsPerSecond) {
      return;
    }
    if (now?.width !== width || now.height !== height) {
      this.#wantsKeyframe = true;
    }
    this.#configured = { width, height, bitsPerSecond };
    this.#encoder.configure(configuration(this.#codec, width, height, bitsPerSecond, this.#framesPerSecond));
  }

  #encoded(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const description = metadata?.decoderConfig?.description;
    this.#listener.onPicture({
      timestampMicros: chunk.timestamp,
      keyframe: chunk.type === 'key',
      data,
      avcC: description === undefined ? undefined : bytesOf(description),
    });
  }
}

function configuration(
  codec: string,
  width: number,
  height: number,
  bitrate: number,
  framerate: number,
): VideoEncoderConfig {
  return { codec, width, height, bitrate, framerate, latencyMode: 'realtime', avc: { format: 'avc' } };
}

/** H.264 halves the colours in both directions. */
function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}

/** The bytes of whatever form a browser hands a configuration in. */
export function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}
