import type { LiveSession, OpenLiveSession, PeerMode, SessionPhase } from './live-session.js';
import { isChannelName } from './names.js';
import type { PacketStrip } from './packet-strip.js';
import { startPlayback } from './playback-start.js';
import { PlayerScreen } from './player-screen.js';
import { INITIAL, reduce, view, type Obstacle, type PlayerEvent, type PlayerState } from './player-state.js';
import type { PlayerStats } from './player-stats.js';
import { ShareMeter } from './share-meter.js';

/** What the element needs from outside. */
export interface PlayerSurroundings {
  readonly open: OpenLiveSession;
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
  readonly kind: Obstacle | 'unknown-channel';
  readonly message: string;
}

const STATS_PERIOD_MILLIS = 500;
/** Farther behind than this the picture does not count as live, and the LIVE button jumps. */
const LIVE_EDGE_MILLIS = 6_000;

/**
 * `<bittube-player channel="news">`. Attributes: `channel`, `src` (the gateway's base URL), `autoplay`, `muted`,
 * `p2p` (`on`, `off`, `download-only`), `controls` (`off` hides them). Events: `playing`, `waiting`, `ended`, `error`,
 * `stats`. It closes its session when it leaves the document for good; being moved within it interrupts nothing.
 */
export class BittubePlayer extends HTMLElement {
  static readonly observedAttributes = ['channel', 'src', 'p2p', 'muted'];
  static #surroundings: PlayerSurroundings | undefined;

  readonly #screen: PlayerScreen;
  readonly #share = new ShareMeter();
  #state: PlayerState = INITIAL;
  #session: LiveSession | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #mayMute = false;
  #wasPaused = false;

  /** Defines the element, once a page; a second script on the same page changes nothing. */
  static register(surroundings: PlayerSurroundings): void {
    if (customElements.get('bittube-player') === undefined) {
      BittubePlayer.#surroundings = surroundings;
      customElements.define('bittube-player', BittubePlayer);
    }
  }

  constructor() {
    super();
    this.#screen = new PlayerScreen(this, {
      onPlay: () => void this.play(),
      onStop: () => this.stop(),
      onLive: () => void this.#goToLive(),
      onSound: () => (this.muted = false),
    });
    this.#listenToVideo(this.#screen.video);
    this.addEventListener('keydown', (event) => {
      if (this.shortcut(event)) {
        event.preventDefault();
      }
    });
    this.addEventListener('detailsopen', () => this.#tick());
  }

  connectedCallback(): void {
    if (this.#session !== undefined) {
      return; // moved within the document
    }
    this.#screen.video.muted = this.hasAttribute('muted');
    if (this.hasAttribute('autoplay')) {
      this.#mayMute = true;
      this.#open(true);
    }
    this.#render();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) {
        this.#close(false);
      }
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) {
      return;
    }
    if (name === 'muted') {
      this.muted = after !== null;
    } else if (this.#state.running) {
      const wanted = this.#state.wanted;
      this.#close(false);
      this.#open(wanted);
    }
  }

  /** The channel's name, empty when there is none. */
  get channel(): string {
    return this.getAttribute('channel') ?? '';
  }

  set channel(name: string) {
    this.setAttribute('channel', name);
  }

  get paused(): boolean {
    return !this.#state.wanted;
  }

  get muted(): boolean {
    return this.#screen.video.muted;
  }

  set muted(muted: boolean) {
    this.#screen.video.muted = muted;
    if (!muted) {
      this.#dispatch({ type: 'sound-chosen' });
    }
  }

  /** 0 … 1. */
  get volume(): number {
    return this.#screen.video.volume;
  }

  set volume(volume: number) {
    this.#screen.video.volume = Math.min(1, Math.max(0, volume));
  }

  /** Position of the picture in seconds since the stream's epoch began; 0 before the first picture. */
  get currentTime(): number {
    return (this.#session?.stats().positionMillis ?? 0) / 1000;
  }

  /** The figures of this moment; undefined while stopped. */
  get stats(): PlayerStats | undefined {
    return this.#session?.stats();
  }

  /** The newest packets and where they came from, for a packet map; undefined while there are none. */
  packets(limit: number): PacketStrip | undefined {
    return this.#session?.packets(limit);
  }

  /** Connects if need be and plays; resolves when the browser answered. Call it in a click to be allowed sound. */
  async play(): Promise<void> {
    if (!this.#state.running) {
      this.#mayMute = false;
      this.#open(true);
    }
    this.#dispatch({ type: 'played' });
    await this.#start();
  }

  /** Holds the picture; the connection stays. */
  pause(): void {
    this.#screen.video.pause();
    this.#paused();
  }

  /** Ends the connection. */
  stop(): void {
    this.#close(true);
  }

  /** Does what a key stands for (space or k, m, f) and tells whether it stood for something. */
  shortcut(event: KeyboardEvent): boolean {
    const target = event.composedPath()[0];
    const pressesButton = event.key === ' ' && target instanceof Element && target.matches('button, [role="button"]');
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || pressesButton) {
      return false;
    }
    switch (event.key) {
      case ' ':
      case 'k':
        if (this.paused) {
          void this.play();
        } else {
          this.pause();
        }
        return true;
      case 'm':
        this.muted = !this.muted;
        return true;
      case 'f':
        void (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen());
        return true;
      default:
        return false;
    }
  }

  #open(wanted: boolean): void {
    const surroundings = BittubePlayer.#surroundings;
    if (surroundings === undefined) {
      return;
    }
    this.#share.reset();
    this.#dispatch({ type: 'opened', wanted });
    const gateway = gatewayOf(this.getAttribute('src'), surroundings.gateway);
    if (!isChannelName(this.channel) || gateway === undefined) {
      this.#fail('no-channel', `bittube-player: "${this.channel}" is no channel's name, or src is no address`);
      return;
    }
    if (!canPlayMedia()) {
      this.#fail('no-media-source', 'bittube-player: this browser has no Media Source Extensions for H.264 and AAC');
      return;
    }
    this.#session = surroundings.open(
      { video: this.#screen.video, gateway, channel: this.channel, peers: peerMode(this.getAttribute('p2p')) },
      {
        onPhase: (phase) => this.#phase(phase),
        onFault: (fault) => this.#fail(fault.kind, fault.message),
      },
    );
    this.#ticker = setInterval(() => this.#tick(), STATS_PERIOD_MILLIS);
  }

  #close(byViewer: boolean): void {
    clearInterval(this.#ticker);
    this.#ticker = undefined;
    const session = this.#session;
    this.#session = undefined;
    session?.close();
    this.#screen.video.pause();
    this.#wasPaused = false;
    this.#screen.showStats(undefined, undefined, false);
    this.#dispatch({ type: 'closed', byViewer });
  }

  async #start(): Promise<void> {
    const outcome = await startPlayback(this.#screen.video, this.#mayMute);
    if (outcome === undefined || !this.#state.running) {
      return;
    }
    // A start that the page's author wanted muted gets the same offer as one that the browser forced.
    const silent = this.#mayMute && outcome === 'playing' && this.muted;
    this.#dispatch({ type: 'autoplay', outcome: silent ? 'muted' : outcome });
    if (outcome !== 'blocked') {
      this.#mayMute = false;
    }
  }

  async #goToLive(): Promise<void> {
    this.#session?.toLive();
    this.#wasPaused = false;
    await this.play();
  }

  #listenToVideo(video: HTMLVideoElement): void {
    video.addEventListener('canplay', () => {
      if (this.#state.running && this.#state.wanted && video.paused && !this.#state.blocked) {
        void this.#start();
      }
    });
    video.addEventListener('play', () => this.#resumed());
    video.addEventListener('pause', () => {
      if (!video.ended) {
        this.#paused();
      }
    });
    video.addEventListener('playing', () => this.#pictured());
    video.addEventListener('timeupdate', () => {
      if (!video.paused && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) {
        this.#pictured();
      }
    });
    video.addEventListener('waiting', () => this.#ranDry());
    video.addEventListener('volumechange', () => {
      if (!video.muted) {
        this.#dispatch({ type: 'sound-chosen' });
      }
    });
  }

  #resumed(): void {
    if (!this.#state.running) {
      void this.play(); // a click on the picture, or a media key
      return;
    }
    if (this.#wasPaused) {
      this.#wasPaused = false;
      this.#session?.toLive();
    }
    this.#dispatch({ type: 'played' });
  }

  #paused(): void {
    if (this.#state.running) {
      this.#wasPaused = this.#state.pictured;
      this.#dispatch({ type: 'paused' });
    }
  }

  #pictured(): void {
    if (this.#state.running && (!this.#state.pictured || this.#state.dry)) {
      this.#dispatch({ type: 'picture' });
      this.dispatchEvent(new Event('playing'));
    }
  }

  #ranDry(): void {
    if (this.#state.running && this.#state.pictured && !this.#state.dry) {
      this.#dispatch({ type: 'dry' });
      this.dispatchEvent(new Event('waiting'));
    }
  }

  #phase(phase: SessionPhase): void {
    if (phase === this.#state.phase) {
      return;
    }
    this.#dispatch({ type: 'phase', phase });
    if (phase === 'ended') {
      this.dispatchEvent(new Event('ended'));
    } else if (phase === 'unknown') {
      this.#tellError({ kind: 'unknown-channel', message: `the gateway has no channel "${this.channel}"` });
    }
  }

  #fail(obstacle: Obstacle, message: string): void {
    this.#dispatch({ type: 'obstructed', obstacle });
    this.#tellError({ kind: obstacle, message });
  }

  #tellError(detail: ErrorDetail): void {
    this.dispatchEvent(new CustomEvent<ErrorDetail>('error', { detail }));
  }

  #tick(): void {
    const stats = this.#session?.stats();
    if (stats === undefined) {
      return;
    }
    this.#share.add(stats, performance.now());
    const share = this.#share.share();
    const lag = stats.lagMillis;
    this.#screen.showStats(stats, share, this.#state.wanted && lag !== undefined && lag < LIVE_EDGE_MILLIS);
    this.dispatchEvent(new CustomEvent<StatsDetail>('stats', { detail: { ...stats, share } }));
  }

  #dispatch(event: PlayerEvent): void {
    const next = reduce(this.#state, event);
    if (next !== this.#state) {
      this.#state = next;
      this.#render();
    }
  }

  #render(): void {
    this.#screen.show(view(this.#state));
  }
}

function gatewayOf(src: string | null, origin: URL): URL | undefined {
  if (src === null || src === '') {
    return origin;
  }
  try {
    const url = new URL(src.endsWith('/') ? src : `${src}/`, document.baseURI);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}

function peerMode(value: string | null): PeerMode {
  return value === 'off' || value === 'download-only' ? value : 'on';
}

function canPlayMedia(): boolean {
  const source = globalThis as { MediaSource?: typeof MediaSource; ManagedMediaSource?: typeof MediaSource };
  const type = source.ManagedMediaSource ?? source.MediaSource;
  return type?.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"') === true;
}

declare global {
  interface HTMLElementTagNameMap {
    'bittube-player': BittubePlayer;
  }
  interface HTMLElementEventMap {
    stats: CustomEvent<StatsDetail>;
  }
}
