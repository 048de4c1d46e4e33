import { PictureEncoder } from './picture-encoder.js';
import { Publication, type PublicationFigures, type PublicationOptions, type PublicationState } from './publication.js';
import { SoundEncoder } from './sound-encoder.js';

export interface SendingOptions extends Omit<PublicationOptions, 'tracks'> {
  readonly stream: MediaStream;
  readonly mostHeight: number;
  readonly framesPerSecond: number;
}

export interface SendingListener {
  onState(state: PublicationState): void;
  /** What the person should know while it goes on. */
  onNotice(words: string): void;
}

/** Whether this browser has what is needed to send. */
export function canSend(): boolean {
  return 'VideoEncoder' in globalThis && 'AudioEncoder' in globalThis && 'MediaStreamTrackProcessor' in globalThis;
}

/** Encodes what a camera, screen and microphone give, and publishes it, until it is closed. */
export class LiveSending {
  readonly #options: SendingOptions;
  readonly #listener: SendingListener;
  readonly #publication: Publication;
  readonly #readers: ReadableStreamDefaultReader<VideoFrame | AudioData>[] = [];
  #pictures: PictureEncoder | undefined;
  #sounds: SoundEncoder | undefined;
  #closed = false;

  constructor(options: SendingOptions, listener: SendingListener) {
    this.#options = options;
    this.#listener = listener;
    const [video] = options.stream.getVideoTracks();
    const [audio] = options.stream.getAudioTracks();
    const tracks = { video: video !== undefined, audio: audio !== undefined };
    this.#publication = new Publication(
      { ...options, tracks },
      {
        onState: (state) => {
          if (state.kind === 'ended') {
            this.close();
          }
          listener.onState(state);
        },
        onBegin: () => this.#pictures?.beginAnew(),
      },
    );
    if (video !== undefined) {
      void this.#sendPictures(video);
    }
    if (audio !== undefined) {
      void this.#sendSound(audio);
    }
  }

  get figures(): PublicationFigures {
    return this.#publication.figures;
  }

  /** May be called twice. The stream itself stays with its owner. */
  close(): void {
    this.#closed = true;
    this.#publication.close();
    this.#readers.forEach((reader) => void reader.cancel().catch(() => undefined));
    this.#pictures?.close();
    this.#sounds?.close();
  }

  async #sendPictures(track: MediaStreamTrack): Promise<void> {
    const { mostHeight, framesPerSecond } = this.#options;
    const encoder = await PictureEncoder.make(mostHeight, framesPerSecond, {
      onPicture: (picture) => this.#publication.picture(picture),
      onFailure: (message) => this.#fail(`The browser's picture encoder gave up: ${message}`),
    });
    if (encoder === undefined) {
      this.#fail('This browser cannot encode H.264. Use a current Chrome or Edge.');
      return;
    }
    this.#pictures = encoder;
    for await (const frame of this.#framesOf<VideoFrame>(track)) {
      this.#publication.came('video', frame.timestamp);
      const { drop, bitsPerSecond } = this.#publication.advise();
      if (drop) {
        frame.close();
      } else if (!encoder.encode(frame, bitsPerSecond)) {
        this.#publication.missed();
      }
    }
  }

  async #sendSound(track: MediaStreamTrack): Promise<void> {
    for await (const sound of this.#framesOf<AudioData>(track)) {
      this.#publication.came('audio', sound.timestamp);
      this.#sounds ??= await SoundEncoder.make(sound.numberOfChannels, sound.sampleRate, {
        onSound: (encoded) => this.#publication.sound(encoded),
        onFailure: (message) => this.#listener.onNotice(`The sound encoder gave up: ${message}`),
      });
      if (this.#sounds === undefined) {
        sound.close();
        this.#listener.onNotice('This browser cannot encode this sound: only the picture is sent.');
        return;
      }
      this.#sounds.encode(sound);
    }
  }

  /** All that comes from a track; whoever takes it has to close it. Ends when the device goes or this is closed. */
  async *#framesOf<T extends VideoFrame | AudioData>(track: MediaStreamTrack): AsyncGenerator<T> {
    const { readable } = new MediaStreamTrackProcessor<T>({ track });
    const reader = readable.getReader();
    this.#readers.push(reader);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      if (this.#closed) {
        value.close();
        break;
      }
      yield value;
    }
    if (!this.#closed) {
      this.#fail(`The ${track.kind === 'video' ? 'camera or screen' : 'microphone'} was switched off.`);
    }
  }

  #fail(message: string): void {
    if (!this.#closed) {
      this.close();
      this.#listener.onState({ kind: 'ended', message });
    }
  }
}
