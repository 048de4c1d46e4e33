import { opusHead, type SoundCodec } from './flv-mux.js';
import { bytesOf } from './picture-encoder.js';

/** One packet of sound, with the decoder's configuration where that is new. */
export interface EncodedSound {
  readonly timestampMicros: number;
  readonly data: Uint8Array;
  readonly codec: SoundCodec;
  /** AudioSpecificConfig or OpusHead. */
  readonly configuration: Uint8Array;
}

export interface SoundEncoderListener {
  onSound(sound: EncodedSound): void;
  onFailure(message: string): void;
}

export const SOUND_BITS_PER_SECOND = 96_000;
/** Pieces in the encoder beyond this: the machine is too slow. */
const MOST_WAITING = 32;
const CODECS: readonly { readonly name: SoundCodec; readonly codec: string }[] = [
  { name: 'aac', codec: 'mp4a.40.2' },
  { name: 'opus', codec: 'opus' },
];

/** Encodes sound as AAC, or Opus where the browser has no AAC encoder. */
export class SoundEncoder {
  readonly #encoder: AudioEncoder;

  private constructor(name: SoundCodec, config: AudioEncoderConfig, listener: SoundEncoderListener) {
    const { numberOfChannels, sampleRate } = config;
    let configuration = name === 'opus' ? opusHead(numberOfChannels, sampleRate) : undefined;
    this.#encoder = new AudioEncoder({
      output: (chunk, metadata) => {
        const description = metadata?.decoderConfig?.description;
        configuration = description === undefined ? configuration : bytesOf(description);
        if (configuration !== undefined) {
          const data = new Uint8Array(chunk.byteLength);
          chunk.copyTo(data);
          listener.onSound({ timestampMicros: chunk.timestamp, data, codec: name, configuration });
        }
      },
      error: (failure) => listener.onFailure(failure.message),
    });
    this.#encoder.configure(config);
  }

  /** @returns undefined where the browser can encode sound of this kind neither way */
  static async make(
    numberOfChannels: number,
    sampleRate: number,
    listener: SoundEncoderListener,
  ): Promise<SoundEncoder | undefined> {
    for (const { name, codec } of CODECS) {
      const config = { codec, numberOfChannels, sampleRate, bitrate: SOUND_BITS_PER_SECOND };
      const { supported } = await AudioEncoder.isConfigSupported(config);
      if (supported === true) {
        return new SoundEncoder(name, config, listener);
      }
    }
    return undefined;
  }

  /** Takes the ownership of the sound; what comes while too much waits is left out. */
  encode(sound: AudioData): void {
    try {
      if (this.#encoder.state === 'configured' && this.#encoder.encodeQueueSize < MOST_WAITING) {
        this.#encoder.encode(sound);
      }
    } finally {
      sound.close();
    }
  }

  close(): void {
    if (this.#encoder.state !== 'closed') {
      this.#encoder.close();
    }
  }
}
