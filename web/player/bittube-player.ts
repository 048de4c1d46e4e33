import { canPlayStreams } from './media-support.js';
import { isChannelName, isObjectId } from './names.js';
import type { PacketStrip } from './packet-strip.js';
import { Playback } from './playback.js';
import { gatewayOf, maxUploadOf, peerModeOf, sharesTabsOf, tokenOf } from './player-attributes.js';
import { PlayerScreen } from './player-screen.js';
import type { Obstacle } from './player-state.js';
import type { PlayerStats } from './player-stats.js';
import type { OpenSession, RefusedPhase, SessionOptions } from './player-session.js';
import { shortcutOf } from './shortcuts.js';
import { timeRanges } from './time-ranges.js';
import type { Timeline } from './timeline.js';

/** What the element needs from outside. */
export interface PlayerSurroundings {
  readonly open: OpenSession;
  /** Gateway of players without a `src`: a base URL ending in a slash. */
  readonly gateway: URL;
}

/** Detail of the `stats` event, sent twice a second while connected. */
export interface StatsDetail extends PlayerStats {
  /** From peers ÷ all over the last 30 s, 0 … 1. */
  readonly share: number | undefined;
}

/** Detail of the `error` event. */
export interface ErrorDetail {
  readonly kind: Obstacle | 'unknown-channel' | RefusedPhase;
  readonly message: string;
}

/** How far an arrow key moves. */
const STEP_SECONDS = 5;

/**
 * `<bittube-player channel="news">`, or `object="{id}"` for a video. Attributes: `channel` or `object`, `token` (for what
 * needs one; another one, as before the old one ends, interrupts no channel), `src` (the gateway's base URL), `autoplay`, `muted`,
 * `p2p` (`on`, `off`, `download-only`), `max-upload` (kbit/s), `tabs` (`off`: this player fetches for itself though
 * another tab plays the channel), `controls` (`off` hides them). Events: `playing`, `waiting`, `ended`, `error`,
 * `stats`; where one can move in time also `seeking`, `seeked` (the picture is there), `timeupdate`, `durationchange`. It closes its connection when it leaves the document for good; being moved within it interrupts nothing.
 */
export class BittubePlayer extends HTMLElement {
  static readonly observedAttributes = ['channel', 'object', 'token', 'src', 'p2p', 'muted', 'max-upload', 'tabs'];
  static #surroundings: PlayerSurroundings | undefined;

  readonly #gateway: URL;
  readonly #screen: PlayerScreen;
  readonly #playback: Playback;
  #attached = false;
  #told = { duration: NaN, positionMillis: NaN };
  /** What was going on when the browser put the page away. */
  #putAway: { readonly wanted: boolean } | undefined;
  readonly #onPageHide = (): void => this.#putPageAway();
  readonly #onPageShow = (): void => this.#bringPageBack();

  /** Defines the element, once a page; a second script on the same page changes nothing. */
  static register(surroundings: PlayerSurroundings): void {
    if (customElements.get('bittube-player') === undefined) {
      BittubePlayer.#surroundings = surroundings;
      customElements.define('bittube-player', BittubePlayer);
    }
  }

  constructor() {
    super();
    const surroundings = BittubePlayer.#surroundings;
    if (surroundings === undefined) {
      throw new Error('bittube-player is defined by BittubePlayer.register');
    }
    this.#gateway = surroundings.gateway;
    this.#screen = new PlayerScreen(this, {
      onPlay: () => void this.play(),
      onStop: () => this.stop(),
      onLive: () => void this.#playback.toLive(),
      onSound: () => (this.muted = false),
      onSeek: (timeMillis) => this.#playback.seek(timeMillis),
      onDetails: () => this.#playback.showStats(),
    });
    this.#playback = new Playback(surroundings.open, this.#screen, {
      onPlaying: () => this.dispatchEvent(new Event('playing')),
      onWaiting: () => this.dispatchEvent(new Event('waiting')),
      onEnded: () => this.dispatchEvent(new Event('ended')),
      onSeeking: () => this.dispatchEvent(new Event('seeking')),
      onSeeked: () => this.dispatchEvent(new Event('seeked')),
      onTimeline: (timeline) => this.#tellTime(timeline),
      onError: (kind, message) =>
        this.dispatchEvent(new CustomEvent<ErrorDetail>('error', { detail: { kind, message } })),
      onStats: (stats, share) =>
        this.dispatchEvent(new CustomEvent<StatsDetail>('stats', { detail: { ...stats, share } })),
    });
    // A click on the picture or a media key may start what is stopped.
    this.#screen.video.addEventListener('play', () => {
      if (!this.#playback.running) {
        void this.play();
      }
    });
    this.addEventListener('keydown', (event) => {
      if (this.shortcut(event)) {
        event.preventDefault();
      }
    });
  }

  connectedCallback(): void {
    if (this.#attached) {
      return; // moved within the document
    }
    this.#attached = true;
    addEventListener('pagehide', this.#onPageHide);
    addEventListener('pageshow', this.#onPageShow);
    this.#screen.video.muted = this.hasAttribute('muted');
    if (this.hasAttribute('autoplay')) {
      this.#open(true, true);
    } else {
      this.#playback.show(); // not earlier: a constructor must not set attributes
      this.#showPoster();
    }
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected && this.#attached) {
        this.#attached = false;
        removeEventListener('pagehide', this.#onPageHide);
        removeEventListener('pageshow', this.#onPageShow);
        this.#playback.close(false);
      }
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.#attached) {
      return;
    }
    if (name === 'muted') {
      this.muted = after !== null;
    } else if (name === 'max-upload') {
      this.#playback.limitUpload(maxUploadOf(after));
    } else if (name === 'token' && this.object === '' && !this.#playback.refused) {
      return; // what is asked for from now on shows the new one
    } else if (this.#playback.running) {
      const { wanted } = this.#playback;
      this.#playback.close(false);
      this.#open(wanted, true);
    }
  }

  /** The channel's name, empty when there is none. */
  get channel(): string {
    return this.getAttribute('channel') ?? '';
  }

  set channel(name: string) {
    this.setAttribute('channel', name);
  }

  /** The object's id, empty when a channel is played. */
  get object(): string {
    return this.getAttribute('object') ?? '';
  }

  set object(id: string) {
    this.setAttribute('object', id);
  }

  get paused(): boolean {
    return !this.#playback.wanted;
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

  /**
   * Position of the picture in seconds: since the beginning of the film, or of what can be gone back to in a live stream;
   * where there is neither, since the stream's epoch began. 0 before the first picture. To set it moves the picture.
   */
  get currentTime(): number {
    return (this.#playback.timeline?.positionMillis ?? this.stats?.positionMillis ?? 0) / 1000;
  }

  set currentTime(seconds: number) {
    if (Number.isFinite(seconds)) {
      this.#playback.seek(Math.max(0, seconds * 1000));
    }
  }

  /** Seconds; Infinity of a live stream, NaN before it is known. */
  get duration(): number {
    const { timeline } = this.#playback;
    return timeline === undefined ? (this.object === '' ? Infinity : NaN) : durationOf(timeline);
  }

  /** What plays without another byte, in seconds. */
  get buffered(): TimeRanges {
    return timeRanges(this.#playback.timeline?.buffered ?? []);
  }

  /** Where the picture can be moved to, in seconds. */
  get seekable(): TimeRanges {
    const { timeline } = this.#playback;
    return timeRanges(timeline === undefined ? [] : [{ start: 0, end: timeline.durationMillis }]);
  }

  /** The figures of this moment; undefined while stopped. */
  get stats(): PlayerStats | undefined {
    return this.#playback.stats;
  }

  /** The newest packets and where they came from, for a packet map; undefined while there are none. */
  packets(limit: number): PacketStrip | undefined {
    return this.#playback.packets(limit);
  }

  /** Connects if need be and plays; resolves when the browser answered. Called in a click it is allowed sound. */
  async play(): Promise<void> {
    if (!this.#playback.running) {
      this.#open(true, false);
    }
    await this.#playback.play();
  }

  /** Holds the picture; the connection stays. */
  pause(): void {
    this.#playback.pause();
  }

  /** Ends the connection. */
  stop(): void {
    this.#playback.close(true);
  }

  /** Does what a key press stands for (space or k, m, f, arrows, Home, End) and tells whether it stood for something. */
  shortcut(event: KeyboardEvent): boolean {
    const shortcut = shortcutOf(event);
    switch (shortcut) {
      case 'play-pause':
        if (this.paused) {
          void this.play();
        } else {
          this.pause();
        }
        break;
      case 'mute':
        this.muted = !this.muted;
        break;
      case 'full-screen':
        void (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen());
        break;
      case 'back':
        return this.#move(({ positionMillis }) => positionMillis - STEP_SECONDS * 1000);
      case 'forward':
        return this.#move(({ positionMillis }) => positionMillis + STEP_SECONDS * 1000);
      case 'to-start':
        return this.#move(() => 0);
      case 'to-end':
        return this.#move(({ durationMillis }) => durationMillis);
      case undefined:
        return false;
    }
    return true;
  }

  /** Tells whether there was somewhere to go. */
  #move(to: (timeline: Timeline) => number): boolean {
    const { timeline } = this.#playback;
    if (timeline === undefined) {
      return false;
    }
    this.#playback.seek(Math.min(timeline.durationMillis, Math.max(0, to(timeline))));
    return true;
  }

  #tellTime(timeline: Timeline): void {
    const { positionMillis } = timeline;
    const before = this.#told;
    this.#told = { duration: durationOf(timeline), positionMillis };
    if (!Object.is(this.#told.duration, before.duration)) {
      this.dispatchEvent(new Event('durationchange'));
    }
    if (positionMillis !== before.positionMillis) {
      this.dispatchEvent(new Event('timeupdate'));
    }
  }

  #open(wanted: boolean, byItself: boolean): void {
    const gateway = gatewayOf(this.getAttribute('src'), this.#gateway, document.baseURI);
    const subject = this.#subject();
    if (subject === undefined || gateway === undefined) {
      this.#playback.obstruct('no-channel', 'no channel has this name and no object this id, or src is no address');
    } else if (!canPlayStreams()) {
      this.#playback.obstruct('no-media-source', 'this browser has no Media Source Extensions for H.264 and AAC');
    } else {
      const programme = {
        gateway,
        ...subject,
        token: () => tokenOf(this.getAttribute('token')),
        peers: peerModeOf(this.getAttribute('p2p')),
        maxUploadKbps: maxUploadOf(this.getAttribute('max-upload')),
        sharesTabs: sharesTabsOf(this.getAttribute('tabs')),
      };
      this.#told = { duration: NaN, positionMillis: NaN };
      this.#playback.open(programme, { wanted, byItself });
    }
  }

  /** A video that waits to be played shows its first picture. */
  #showPoster(): void {
    const gateway = gatewayOf(this.getAttribute('src'), this.#gateway, document.baseURI);
    const { object } = this.#subject() ?? {};
    if (gateway !== undefined && object !== undefined) {
      const query = object.token === undefined ? '' : `?token=${encodeURIComponent(object.token)}`;
      this.#screen.showPoster(new URL(`objects/${object.id}${query}`, gateway).href);
    }
  }

  /** What is to be played; undefined when the attributes name nothing that can be. */
  #subject(): Pick<SessionOptions, 'channel' | 'object'> | undefined {
    const { channel, object } = this;
    if (object !== '') {
      const token = tokenOf(this.getAttribute('token'));
      return isObjectId(object) ? { channel: '', object: { id: object, token } } : undefined;
    }
    return isChannelName(channel) ? { channel, object: undefined } : undefined;
  }

  /** A page that goes says good-bye to its neighbours. */
  #putPageAway(): void {
    if (this.#playback.running) {
      this.#putAway = { wanted: this.#playback.wanted };
      this.#playback.close(false);
    }
  }

  /** A page that comes back from the browser's cache starts again. */
  #bringPageBack(): void {
    const before = this.#putAway;
    this.#putAway = undefined;
    if (before !== undefined) {
      this.#open(before.wanted, true);
    }
  }
}

/** Seconds, as `<video>` tells it. */
function durationOf({ durationMillis, live }: Timeline): number {
  return live ? Infinity : durationMillis / 1000;
}

declare global {
  interface HTMLElementTagNameMap {
    'bittube-player': BittubePlayer;
  }
  interface HTMLElementEventMap {
    stats: CustomEvent<StatsDetail>;
  }
}
