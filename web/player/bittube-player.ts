import type { LiveSession, OpenLiveSession, SessionPhase } from './live-session.js';
import { canPlayStreams } from './media-support.js';
import { isChannelName } from './names.js';
import type { PacketStrip } from './packet-strip.js';
import { startPlayback } from './playback-start.js';
import { gatewayOf, peerModeOf } from './player-attributes.js';
import { PlayerScreen } from './player-screen.js';
import { INITIAL, reduce, view, type Obstacle, type PlayerEvent, type PlayerState } from './player-state.js';
import type { PlayerStats } from './player-stats.js';
import { ShareMeter } from './share-meter.js';
import { shortcutOf } from './shortcuts.js';
import { watchVideo } from './video-watch.js';

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
  /** What was going on when the page was put away. */
  #hidden: { readonly wanted: boolean } | undefined;

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
    watchVideo(this.#screen.video, {
      onReady: () => this.#ready(),
      onPlay: () => this.#resumed(),
      onPause: () => this.#paused(),
      onPicture: () => this.#pictured(),
      onDry: () => this.#ranDry(),
      onVolume: () => this.#volumeChanged(),
    });
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
    addEventListener('pagehide', this.#onPageHide);
    addEventListener('pageshow', this.#onPageShow);
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
        removeEventListener('pagehide', this.#onPageHide);
        removeEventListener('pageshow', this.#onPageShow);
        this.#close(false);
      }
    });
  }

  /** A page that goes says good-bye to its neighbours; one that comes back from the browser's cache starts again. */
  readonly #onPageHide = (): void => {
    if (this.#state.running) {
      this.#hidden = { wanted: this.#state.wanted };
      this.#close(false);
    }
  };

  readonly #onPageShow = (): void => {
    const hidden = this.#hidden;
    this.#hidden = undefined;
    if (hidden !== undefined) {
      this.#mayMute = true;
      this.#open(hidden.wanted);
    }
  };

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
    this.#session?.pause();
    this.#screen.video.pause();
    this.#paused();
  }

  /** Ends the connection. */
  stop(): void {
    this.#close(true);
  }

  /** Does what a key stands for (space or k, m, f) and tells whether it stood for something. */
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
      case undefined:
        return false;
    }
    return true;
  }

  #open(wanted: boolean): void {
    const surroundings = BittubePlayer.#surroundings;
    if (surroundings === undefined) {
      return;
    }
    this.#share.reset();
    this.#dispatch({ type: 'opened', wanted });
    const gateway = gatewayOf(this.getAttribute('src'), surroundings.gateway, document.baseURI);
    if (!isChannelName(this.channel) || gateway === undefined) {
      this.#fail('no-channel', `bittube-player: "${this.channel}" is no channel's name, or src is no address`);
      return;
    }
    if (!canPlayStreams()) {
      this.#fail('no-media-source', 'bittube-player: this browser has no Media Source Extensions for H.264 and AAC');
      return;
    }
    this.#session = surroundings.open(
      { video: this.#screen.video, gateway, channel: this.channel, peers: peerModeOf(this.getAttribute('p2p')) },
      {
        onPhase: (phase) => this.#phase(phase),
        onFault: ({ kind, message }) => this.#fail(kind, message),
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

  #ready(): void {
    const { running, wanted, blocked } = this.#state;
    if (running && wanted && !blocked && this.#screen.video.paused) {
      void this.#start();
    }
  }

  #volumeChanged(): void {
    if (!this.muted) {
      this.#dispatch({ type: 'sound-chosen' });
    }
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

declare global {
  interface HTMLElementTagNameMap {
    'bittube-player': BittubePlayer;
  }
  interface HTMLElementEventMap {
    stats: CustomEvent<StatsDetail>;
  }
}
