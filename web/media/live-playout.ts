import type { PlayoutEnvironment } from './environment.js';
import { joined } from './joined.js';
import { OpeningBuffer } from './opening-buffer.js';
import type { Tracks } from './opening-buffer.js';
import { PlaybackWatch } from './playback-watch.js';
import { RestartRequests } from './restart-requests.js';
import type { RestartReason } from './restart-requests.js';
import type { OpenTagPlayer, PlayerFailure, TagPlayer } from './tag-player.js';
import { TagSequence } from './tag-sequence.js';
import type { PlayableTag } from './tag-sequence.js';

/** After a pause as long as this the picture goes on at the live edge, not where it stood. */
const LONG_PAUSE_MILLIS = 30_000;
/** More than this ahead of the picture is not kept; whoever plays on then needs a fresh start. */
const MAX_AHEAD_MILLIS = 40_000;
/** What may wait for a video element that does not open its buffer, as in a tab that was never shown. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** A track that is so far behind the other has ended; browsers wait for it for ever. */
const MAX_TRACK_DISTANCE_MILLIS = 3_000;
/** Lag to start with until the engine has said otherwise, and what may be left to the playback rate. */
const START_LAG_MILLIS = 1_500;
const START_TOLERANCE_MILLIS = 700;

export interface LivePlayoutListener {
  /** The stream is to begin again at the live edge: whoever feeds this playout calls `begin`. Asked with back-off. */
  onNeedsStart(reason: RestartReason): void;
  /** Nothing can be shown: the browser cannot decode it (`unsupported`), or several fresh starts did not help (`broken`). */
  onError(kind: PlayerFailure, message: string): void;
  /** The browser does not let the page play without a touch of the viewer; muted it may. The playout is paused now. */
  onPlayRefused(): void;
}

export interface LivePlayoutOptions {
  readonly environment: PlayoutEnvironment;
  readonly openPlayer: OpenTagPlayer;
  readonly listener: LivePlayoutListener;
  /** Play as soon as there is a picture. */
  readonly autoplay: boolean;
  /** Keeps the picture while the player is exchanged; returns what lets go of it. */
  readonly freezePicture?: (video: HTMLVideoElement) => () => void;
}

/**
 * - `idle`: nothing to play yet, or a fresh start was asked for; what comes in is dropped.
 * - `opening`: the first tags are collected; a former player still shows its picture.
 * - `playing`: tags go to the player.
 */
type State = 'idle' | 'opening' | 'playing';

/** Puts a live stream of FLV tags on a video element and keeps its picture near a lag behind the live edge. */
export class LivePlayout {
  readonly #video: HTMLVideoElement;
  readonly #options: LivePlayoutOptions;
  readonly #watch: PlaybackWatch;
  readonly #restarts: RestartRequests;
  readonly #tearDown = new AbortController();
  #state: State = 'idle';
  #epoch: number | undefined;
  #sequence = new TagSequence();
  #opening = new OpeningBuffer();
  #player: TagPlayer | undefined;
  #tracks: Tracks = { audio: true, video: true };
  /** The player's first picture is still to come. */
  #exchanging = false;
  #letGoOfPicture: () => void = () => undefined;
  #wanted: boolean;
  #ended = false;
  #suspended = false;
  #pausedAtMillis: number | undefined;
  #targetLagMillis = START_LAG_MILLIS;

  constructor(video: HTMLVideoElement, options: LivePlayoutOptions) {
    this.#video = video;
    this.#options = options;
    this.#wanted = options.autoplay;
    const { environment, listener } = options;
    this.#restarts = new RestartRequests(environment, listener);
    this.#watch = new PlaybackWatch(
      video,
      environment,
      () => this.#wanted && !this.#ended && this.#player !== undefined,
      () => this.#needStart('broken', 'the decoder hangs'),
    );
    const { signal } = this.#tearDown;
    video.addEventListener('play', () => this.#onPlay(), { signal });
    video.addEventListener('pause', () => this.#onPause(), { signal });
    video.addEventListener('waiting', () => this.#watch.waiting(), { signal });
    video.addEventListener('loadeddata', () => this.#onFirstPicture(), { signal });
    video.addEventListener('error', () => this.#onVideoError(), { signal });
  }

  /** See MediaSink of the engine, whose shape this class has. */
  begin(epoch: number, prelude: Uint8Array): void {
    if (this.#tearDown.signal.aborted || this.#suspended) {
      return;
    }
    this.#restarts.cancel();
    this.#ended = false;
    if (epoch !== this.#epoch || this.#state === 'idle') {
      this.#epoch = epoch;
      this.#sequence = new TagSequence();
      this.#opening = new OpeningBuffer();
      this.#state = 'opening';
    }
    this.#sequence.switchSource();
    this.append(prelude);
  }

  append(payload: Uint8Array): void {
    if (this.#state === 'idle') {
      return;
    }
    this.#ended = false;
    const tags = this.#sequence.accept(payload);
    if (this.#state === 'opening') {
      this.#collect(tags);
    } else {
      this.#feed(tags);
    }
    if (this.#sequence.malformed) {
      this.#needStart('broken', 'the stream is no FLV');
    }
  }

  skip(): void {
    this.#sequence.skip();
  }

  end(): void {
    this.#ended = true;
  }

  position(): {
    readonly timestampMillis: number | undefined;
    readonly aheadMillis: number;
    readonly playing: boolean;
    readonly stalls: number;
    readonly stalledMillis: number;
  } {
    const { stalls, stalledMillis } = this.#watch;
    const shown = this.#player !== undefined && !this.#exchanging && this.#state !== 'opening';
    return {
      timestampMillis: shown ? this.#sequence.epochMillisAt(this.#video.currentTime * 1_000) : undefined,
      aheadMillis: shown ? this.#watch.aheadMillis() : 0,
      playing: this.#wanted && !this.#suspended,
      stalls,
      stalledMillis,
    };
  }

  steer(target: { readonly lagMillis: number; readonly targetLagMillis: number }): void {
    this.#targetLagMillis = target.targetLagMillis;
    if (this.#state === 'playing' && !this.#exchanging) {
      this.#watch.steer(target);
    }
  }

  /** The viewer wants it to play; before the first picture it will, as soon as there is one. */
  play(): void {
    this.#wanted = true;
    if (this.#player !== undefined && !this.#exchanging) {
      this.#startPlayback();
    }
  }

  pause(): void {
    this.#wanted = false;
    this.#pausedAtMillis ??= this.#options.environment.clock.nowMillis();
    this.#video.pause();
  }

  /** Lets go of the video element, on which something else is shown for a while; what comes in meanwhile is dropped. */
  suspend(): void {
    this.#suspended = true;
    this.#state = 'idle';
    this.#restarts.cancel();
    this.#letGo();
    this.#player?.close();
    this.#player = undefined;
  }

  /** Takes the video element again and asks for a fresh start at the live edge. @param wanted the viewer wants it to play */
  revive(wanted: boolean): void {
    this.#suspended = false;
    this.#wanted = wanted;
    this.#pausedAtMillis = undefined;
    this.#needStart('paused', 'something else was shown');
  }

  /** How often the picture was moved by the watch: over a hole, out of a hanging decoder, to catch up. */
  get jumps(): number {
    return this.#watch.jumps;
  }

  /** Ends all and lets go of the video element. May be called twice. */
  close(): void {
    this.#tearDown.abort();
    this.#restarts.cancel();
    this.#watch.stop();
    this.#state = 'idle';
    this.#letGo();
    this.#player?.close();
    this.#player = undefined;
  }

  #collect(tags: readonly PlayableTag[]): void {
    this.#opening.add(tags, this.#sequence.promised);
    const tracks = this.#opening.tracks();
    if (tracks === undefined) {
      return;
    }
    this.#state = 'playing';
    this.#tracks = tracks;
    this.#open();
    this.#feed(this.#opening.take());
  }

  #open(): void {
    const former = this.#player;
    if (former !== undefined) {
      this.#letGo();
      this.#letGoOfPicture = this.#options.freezePicture?.(this.#video) ?? this.#letGoOfPicture;
    }
    this.#exchanging = true;
    former?.close();
    this.#player = undefined;
    let current: TagPlayer | undefined;
    try {
      current = this.#options.openPlayer(this.#video, this.#tracks, {
        onFailure: (failure, message) => {
          if (this.#player === current) {
            this.#onFailure(failure, message);
          }
        },
      });
    } catch (error) {
      this.#onFailure('unsupported', error instanceof Error ? error.message : 'no Media Source Extensions');
      return;
    }
    this.#player = current;
  }

  #feed(tags: readonly PlayableTag[]): void {
    const taken = tags.filter(({ type }) => type !== 'script' && this.#tracks[type]);
    if (taken.length < tags.length || this.#sequence.trackDistanceMillis > this.#allowedDistanceMillis()) {
      this.#needStart('tracks', 'a track began or ended');
    }
    const player = this.#player;
    if (taken.length === 0 || player === undefined || this.#state !== 'playing') {
      return;
    }
    // By the tags' own time: to ask the element for its buffer at every packet is what costs most here.
    const aheadMillis = (taken.at(-1)?.timestampMillis ?? 0) - this.#video.currentTime * 1_000;
    if (aheadMillis > MAX_AHEAD_MILLIS || player.waitingBytes() > MAX_WAITING_BYTES) {
      this.#fallBehind();
      return;
    }
    player.feed(joined(taken.map(({ bytes }) => bytes)));
  }

  #allowedDistanceMillis(): number {
    return this.#tracks.audio && this.#tracks.video ? MAX_TRACK_DISTANCE_MILLIS : Number.POSITIVE_INFINITY;
  }

  /** The player has all that it may keep. While it is paused that is all right; the request comes when it plays again. */
  #fallBehind(): void {
    if (this.#wanted) {
      this.#needStart('behind', 'the buffer is full');
    } else {
      this.#state = 'idle';
    }
  }

  #needStart(reason: RestartReason, message: string): void {
    this.#state = 'idle';
    if (this.#suspended) {
      return;
    }
    this.#restarts.request(reason, message);
  }

  #onFailure(failure: PlayerFailure, message: string): void {
    if (failure === 'unsupported') {
      this.#state = 'idle';
      this.#letGo();
      this.#options.listener.onError(failure, message);
    } else {
      this.#needStart('broken', message);
    }
  }

  #onVideoError(): void {
    if (this.#player !== undefined && this.#state === 'playing' && this.#video.error !== null) {
      this.#needStart('broken', `media error ${this.#video.error.code}`);
    }
  }

  /** Enough is decoded to show a picture. */
  #onFirstPicture(): void {
    if (!this.#exchanging || this.#player === undefined) {
      return;
    }
    this.#exchanging = false;
    this.#watch.leaveAhead(this.#targetLagMillis, START_TOLERANCE_MILLIS);
    this.#letGo();
    if (this.#wanted) {
      this.#startPlayback();
    }
  }

  #startPlayback(): void {
    this.#video.play().catch((error: unknown) => {
      // An AbortError says that the source was exchanged meanwhile; its own first picture plays.
      if (error instanceof Error && error.name === 'NotAllowedError' && !this.#tearDown.signal.aborted) {
        this.#wanted = false;
        this.#pausedAtMillis ??= this.#options.environment.clock.nowMillis();
        this.#options.listener.onPlayRefused();
      }
    });
  }

  #onPlay(): void {
    const nowMillis = this.#options.environment.clock.nowMillis();
    const pausedMillis = nowMillis - (this.#pausedAtMillis ?? nowMillis);
    this.#pausedAtMillis = undefined;
    this.#wanted = true;
    if (this.#player === undefined || this.#state === 'opening') {
      return;
    }
    if (this.#state === 'idle' || pausedMillis >= LONG_PAUSE_MILLIS) {
      this.#needStart('paused', 'paused for long');
    }
  }

  #onPause(): void {
    // The element also pauses when its source is exchanged, ends or fails; that is not the viewer's wish.
    if (this.#exchanging || this.#video.ended || this.#video.error !== null) {
      return;
    }
    this.#wanted = false;
    this.#pausedAtMillis ??= this.#options.environment.clock.nowMillis();
  }

  #letGo(): void {
    this.#letGoOfPicture();
    this.#letGoOfPicture = () => undefined;
  }
}
