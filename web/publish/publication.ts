import type { NewWebSocket } from '../transport/bounded-socket.js';
import type { Environment } from '../transport/environment.js';
import { flvMux } from './flv-mux.js';
import type { EncodedPicture } from './picture-encoder.js';
import type { PublishEvent } from './publish-messages.js';
import { PublishSocket } from './publish-socket.js';
import { SendRate, type SendAdvice } from './send-rate.js';
import { SOUND_BITS_PER_SECOND, type EncodedSound } from './sound-encoder.js';
import { TrackClock, type Track } from './track-clock.js';

/**
 * - `connecting`: no answer yet · `live`: the gateway takes the stream
 * - `retrying`: the connection was lost; it is tried again by itself
 * - `ended`: over; `message` says why
 */
export type PublicationState =
  { readonly kind: 'connecting' | 'live' } | { readonly kind: 'retrying' | 'ended'; readonly message: string };

export interface PublicationListener {
  onState(state: PublicationState): void;
  /** From here on decoders begin: a keyframe is to come next. */
  onBegin(): void;
}

export interface PublicationOptions {
  /** WebSocket address of the channel's door. */
  readonly url: string;
  readonly key: string;
  readonly tracks: { readonly audio: boolean; readonly video: boolean };
  /** Wanted for the picture. */
  readonly bitsPerSecond: number;
  readonly newWebSocket: NewWebSocket;
  readonly environment: Environment;
}

/** Counted since the publication began. */
export interface PublicationFigures {
  readonly sentBytes: number;
  readonly pictures: number;
  /** Pictures left out because the uplink was full. */
  readonly dropped: number;
  /** Bytes that have not arrived, those on the way included. */
  readonly outstandingBytes: number;
  /** What the picture is encoded with now. */
  readonly bitsPerSecond: number;
}

const NOTHING_SENT = { lateMillis: 0, bitsPerSecond: 0 };
const RETRY_LEAST_MILLIS = 500;
const RETRY_MOST_MILLIS = 8_000;

/** Sends one stream to one channel until it is closed or refused, over one connection after the other. */
export class Publication {
  readonly #options: PublicationOptions;
  readonly #listener: PublicationListener;
  readonly #clock: TrackClock;
  readonly #rate: SendRate;
  #socket: PublishSocket | undefined;
  #cancelRetry: () => void = () => undefined;
  #retryMillis = RETRY_LEAST_MILLIS;
  #state: PublicationState = { kind: 'connecting' };
  #wasLive = false;
  /** The stream's header went out on this connection. */
  #begun = false;
  #avcC: Uint8Array | undefined;
  #soundConfiguration: Uint8Array | undefined;
  #sentBytes = 0;
  #pictures = 0;
  #dropped = 0;
  #bitsPerSecond: number;

  constructor(options: PublicationOptions, listener: PublicationListener) {
    this.#options = options;
    this.#listener = listener;
    this.#clock = new TrackClock(options.environment.clock.nowMillis());
    this.#rate = new SendRate(options.bitsPerSecond, options.tracks.audio ? SOUND_BITS_PER_SECOND : 0);
    this.#bitsPerSecond = options.bitsPerSecond;
    this.#connect();
  }

  get figures(): PublicationFigures {
    return {
      sentBytes: this.#sentBytes,
      pictures: this.#pictures,
      dropped: this.#dropped,
      outstandingBytes: this.#socket?.outstandingBytes ?? 0,
      bitsPerSecond: this.#bitsPerSecond,
    };
  }

  /** A picture or a piece of sound came from its source. */
  came(track: Track, timestampMicros: number): void {
    this.#clock.came(track, timestampMicros, this.#now());
  }

  /** Whether the picture that just came is to be encoded, and how. */
  advise(): SendAdvice {
    if (this.#state.kind !== 'live') {
      return { bitsPerSecond: this.#bitsPerSecond, drop: true };
    }
    const advice = this.#rate.advise(this.#socket?.arriving ?? NOTHING_SENT, this.#now());
    this.#bitsPerSecond = advice.bitsPerSecond;
    if (advice.drop) {
      this.#dropped++;
    }
    return advice;
  }

  /** The machine was too slow for a picture. */
  missed(): void {
    this.#dropped++;
  }

  picture(picture: EncodedPicture): void {
    this.#avcC = picture.avcC ?? this.#avcC;
    if (this.#state.kind !== 'live' || this.#avcC === undefined || (!this.#begun && !picture.keyframe)) {
      return;
    }
    const timeMillis = this.#clock.timeOf('video', picture.timestampMicros);
    if (!this.#begun) {
      this.#begin();
      this.#send(flvMux.videoHeader(timeMillis, this.#avcC));
    } else if (picture.avcC !== undefined) {
      this.#send(flvMux.videoHeader(timeMillis, picture.avcC));
    }
    this.#pictures++;
    this.#send(flvMux.video({ timeMillis, keyframe: picture.keyframe, data: picture.data }));
  }

  sound(sound: EncodedSound): void {
    if (this.#state.kind !== 'live' || (!this.#begun && this.#options.tracks.video)) {
      return; // the picture begins
    }
    const timeMillis = this.#clock.timeOf('audio', sound.timestampMicros);
    if (!this.#begun) {
      this.#begin();
    }
    if (this.#soundConfiguration !== sound.configuration) {
      this.#soundConfiguration = sound.configuration;
      this.#send(flvMux.soundHeader(timeMillis, sound.codec, sound.configuration));
    }
    this.#send(flvMux.sound(sound.codec, { timeMillis, keyframe: true, data: sound.data }));
  }

  /** Ends it; the listener hears nothing more. May be called twice. */
  close(): void {
    this.#state = { kind: 'ended', message: '' };
    this.#cancelRetry();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #connect(): void {
    const { newWebSocket, environment, url, key } = this.#options;
    this.#socket = new PublishSocket(newWebSocket, environment, url, key, {
      onEvent: (event) => this.#heard(event),
      onClose: () => this.#retry('The connection to the server was lost.'),
    });
  }

  #heard(event: PublishEvent): void {
    if (event.type === 'publishing') {
      this.#begun = false;
      this.#wasLive = true;
      this.#retryMillis = RETRY_LEAST_MILLIS;
      this.#enter({ kind: 'live' });
      this.#listener.onBegin();
    } else if (event.type === 'refused' && event.reason === 'taken' && this.#wasLive) {
      // This publication's own lost connection may still hold the channel for some seconds.
      this.#socket?.close();
      this.#retry('The server still waits for the lost connection.');
    } else {
      const { message } = event;
      this.close();
      this.#listener.onState({ kind: 'ended', message });
    }
  }

  #retry(message: string): void {
    this.#socket = undefined;
    this.#enter({ kind: 'retrying', message });
    this.#cancelRetry = this.#options.environment.timers.after(this.#retryMillis, () => this.#connect());
    this.#retryMillis = Math.min(RETRY_MOST_MILLIS, this.#retryMillis * 2);
  }

  #begin(): void {
    this.#begun = true;
    this.#soundConfiguration = undefined; // to be sent again
    this.#send(flvMux.header(this.#options.tracks));
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#sentBytes += bytes.length;
    this.#socket?.send(bytes);
  }

  #enter(state: PublicationState): void {
    this.#state = state;
    this.#listener.onState(state);
  }

  #now(): number {
    return this.#options.environment.clock.nowMillis();
  }
}
