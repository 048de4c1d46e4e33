import type { PacketStrip } from './packet-strip.js';
import { Playback } from './playback.js';
import { playerError, type ErrorDetail } from './player-error.js';
import type { MediaEvent, PlayerEventMap, StatsDetail } from './player-events.js';
import { PlayerScreen } from './player-screen.js';
import type { OpenSession } from './player-session.js';
import { timeRanges } from './time-ranges.js';

/** What the element that plays has to do itself. */
export interface MediaElementParts {
  readonly screen: PlayerScreen;
  readonly playback: Playback;
}

export interface MediaElementListener {
  /** The viewer, or a script, wants to play, and nothing is open. */
  onOpen(): void;
  onPlaying(): void;
  /** See {@link PlayerScreenListener.onSharing}. */
  onSharing(allowed: boolean): void;
}

/** As browsers have it; less is no speed, and more no sound. */
const SLOWEST = 0.25;
const FASTEST = 4;

/** What `<bittube-player>` has of `<video>`: its properties, methods and events, whatever is played. */
export abstract class MediaElement extends HTMLElement {
  readonly #screen: PlayerScreen;
  readonly #playback: Playback;
  readonly #listener: MediaElementListener;
  #told = { duration: NaN, time: NaN };
  #error: ErrorDetail | null = null;
  #rate = 1;

  /** @param begin makes the listener of what the screen and its playback need; called once */
  constructor(open: OpenSession, begin: (parts: MediaElementParts) => MediaElementListener) {
    super();
    this.#screen = new PlayerScreen(this, {
      onPlay: () => void this.play(),
      onStop: () => this.stop(),
      onLive: () => void this.#playback.toLive(),
      onSound: () => (this.muted = false),
      onSeek: (timeMillis) => this.#playback.seek(timeMillis),
      onDetails: () => this.#playback.showStats(),
      onSharing: (allowed) => this.#listener.onSharing(allowed),
    });
    this.#playback = new Playback(open, this.#screen, {
      onEvent: (event) => this.#onEvent(event),
      onTime: () => this.#tellTime(),
      onError: (kind, message) => {
        this.#error = playerError(kind, message);
        this.dispatchEvent(new CustomEvent<ErrorDetail>('error', { detail: this.#error }));
      },
      onFigures: ({ stats, share }) =>
        this.dispatchEvent(new CustomEvent<StatsDetail>('stats', { detail: { ...stats, share } })),
    });
    this.#listener = begin({ screen: this.#screen, playback: this.#playback });
    const { video } = this.#screen;
    video.addEventListener('volumechange', () => this.#tell('volumechange'));
    video.addEventListener('ratechange', () => this.#onRate());
    // A click on the picture or a media key may start what is stopped.
    video.addEventListener('play', () => {
      if (!this.#playback.running) {
        void this.play();
      }
    });
  }

  get paused(): boolean {
    return !this.#playback.wanted;
  }

  /** A film was played to its end, or the stream ended. */
  get ended(): boolean {
    return this.#playback.ended;
  }

  get seeking(): boolean {
    return this.#playback.seeking;
  }

  /** 0 nothing … 4 enough data, as `<video>` has it. */
  get readyState(): number {
    return this.#playback.readyState;
  }

  /** Why nothing plays; null: nothing stands in the way. */
  get error(): ErrorDetail | null {
    return this.#error;
  }

  get muted(): boolean {
    return this.#screen.video.muted;
  }

  set muted(muted: boolean) {
    this.#screen.video.muted = muted;
    this.#playback.soundChosen();
  }

  /** 0 … 1; other values are brought into that range. */
  get volume(): number {
    return this.#screen.video.volume;
  }

  set volume(volume: number) {
    this.#screen.video.volume = Math.min(1, Math.max(0, volume));
  }

  /** Of a film, 0.25 … 4; other values are brought into that range. A live stream has the speed of what happens: 1. */
  get playbackRate(): number {
    return this.isFilm ? this.#rate : 1;
  }

  set playbackRate(rate: number) {
    if (Number.isFinite(rate)) {
      this.#rate = Math.min(FASTEST, Math.max(SLOWEST, rate));
      this.#applyRate();
    }
  }

  /** Pixels of the picture; 0 before it is known. */
  get videoWidth(): number {
    return this.#screen.video.videoWidth;
  }

  get videoHeight(): number {
    return this.#screen.video.videoHeight;
  }

  /**
   * Position of the picture in seconds: since the beginning of the film, or of what can be gone back to in a live stream;
   * where there is neither, since the stream's epoch began. 0 before the first picture. To set it moves the picture.
   */
  get currentTime(): number {
    return (this.#playback.timeline?.positionMillis ?? this.#playback.stats?.positionMillis ?? 0) / 1000;
  }

  set currentTime(seconds: number) {
    if (Number.isFinite(seconds)) {
      this.#playback.seek(Math.max(0, seconds * 1000));
    }
  }

  /** Seconds; Infinity of a live stream, NaN before it is known. */
  get duration(): number {
    const { timeline } = this.#playback;
    if (timeline === undefined) {
      return this.isFilm ? NaN : Infinity;
    }
    return timeline.live ? Infinity : timeline.durationMillis / 1000;
  }

  /** What plays without another byte, in seconds. */
  get buffered(): TimeRanges {
    const { timeline, stats } = this.#playback;
    if (timeline !== undefined) {
      return timeRanges(timeline.buffered);
    }
    const start = stats?.positionMillis;
    return timeRanges(start === undefined ? [] : [{ start, end: start + (stats?.aheadMillis ?? 0) }]);
  }

  /** Where the picture can be moved to, in seconds. */
  get seekable(): TimeRanges {
    const { timeline } = this.#playback;
    return timeRanges(timeline === undefined ? [] : [{ start: 0, end: timeline.durationMillis }]);
  }

  /** The newest packets and where they came from, for a packet map; undefined while there are none. */
  packets(limit: number): PacketStrip | undefined {
    return this.#playback.packets(limit);
  }

  /** Connects if need be and plays; resolves when the browser answered. Called in a click it is allowed sound. */
  async play(): Promise<void> {
    if (!this.#playback.running) {
      this.#listener.onOpen();
    }
    await this.#playback.play();
  }

  /** Holds the picture; the connection stays. */
  pause(): void {
    this.#playback.pause();
  }

  /** Ends the connection. */
  abstract stop(): void;

  override addEventListener<K extends keyof PlayerEventMap>(
    type: K,
    listener: (this: this, event: PlayerEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  override removeEventListener<K extends keyof PlayerEventMap>(
    type: K,
    listener: (this: this, event: PlayerEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void {
    super.removeEventListener(type, listener, options);
  }

  /** What is played has an end, and was not made this moment. */
  protected abstract get isFilm(): boolean;

  /** Something else is played from now on. */
  protected onOpened(): void {
    this.#told = { duration: NaN, time: NaN };
    this.#error = null;
    this.#applyRate();
  }

  /** The live edge is held by the video element's own rate, which is nobody's business. */
  #applyRate(): void {
    const { video } = this.#screen;
    video.defaultPlaybackRate = video.playbackRate = this.playbackRate;
  }

  #onRate(): void {
    if (this.isFilm && this.#playback.running) {
      const { video } = this.#screen;
      this.#rate = video.defaultPlaybackRate = video.playbackRate; // chosen in the menu
      this.#tell('ratechange');
    }
  }

  #onEvent(event: MediaEvent): void {
    if (event === 'playing') {
      this.#error = null;
      this.#listener.onPlaying();
    }
    this.#tell(event);
  }

  #tell(event: MediaEvent): void {
    this.dispatchEvent(new Event(event));
  }

  #tellTime(): void {
    const before = this.#told;
    const { duration, currentTime: time } = this;
    this.#told = { duration, time };
    if (!Object.is(duration, before.duration)) {
      this.#tell('durationchange');
    }
    if (time !== before.time) {
      this.#tell('timeupdate');
    }
  }
}
