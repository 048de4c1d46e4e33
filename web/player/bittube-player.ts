import { toggleFullScreen } from './full-screen.js';
import { obey } from './keyboard.js';
import { bringWords } from './language.js';
import { MediaElement, type MediaElementParts } from './media-element.js';
import { canPlayStreams } from './media-support.js';
import { watchPage } from './page-life.js';
import type { Playback } from './playback.js';
import { maxUploadOf, peerWishOf, reflect } from './player-attributes.js';
import type { PlayerScreen } from './player-screen.js';
import type { OpenSession, PeerMode } from './player-session.js';
import type { PlayerStats } from './player-stats.js';
import { posterOf } from './poster.js';
import { programmeOf, type WantedProgramme } from './programme.js';
import { SharingWill } from './sharing-will.js';
import { shortcutOf } from './shortcuts.js';
import { SystemControls } from './system-controls.js';

export type { ErrorDetail } from './player-error.js';
export type { PlayerEventMap, StatsDetail } from './player-events.js';

/** What the element needs from outside. */
export interface PlayerSurroundings {
  readonly open: OpenSession;
  /** Gateway of players without a `src`: a base URL ending in a slash. */
  readonly gateway: URL;
}

/**
 * `<bittube-player channel="news">`, or `object="{id}"` for a video; docs/player.md has its attributes, properties, events,
 * parts and variables. It closes its connection when it leaves the document for good; being moved within it interrupts
 * nothing.
 */
export class BittubePlayer extends MediaElement {
  static readonly observedAttributes = [
    'channel',
    'object',
    'token',
    'src',
    'p2p',
    'muted',
    'max-upload',
    'tabs',
    'poster',
    'lang',
    'stats',
  ];
  static #surroundings: PlayerSurroundings | undefined;

  readonly #gateway: URL;
  readonly #screen: PlayerScreen;
  readonly #playback: Playback;
  readonly #will: SharingWill;
  readonly #systemControls = new SystemControls(this, () => this.title || document.title || this.channel);
  #attached = false;
  /** Scripts or the viewer decided about sound, so the attribute does not any more. */
  #soundDecided = false;
  /** What was going on when the browser put the page away. */
  #putAway: { readonly wanted: boolean } | undefined;
  #tearDown = new AbortController();

  /** Defines the element, once a page; a second script on the same page changes nothing. */
  static register(surroundings: PlayerSurroundings): void {
    if (customElements.get('bittube-player') === undefined) {
      BittubePlayer.#surroundings = surroundings;
      customElements.define('bittube-player', BittubePlayer);
    }
  }

  constructor() {
    const surroundings = BittubePlayer.#surroundings;
    if (surroundings === undefined) {
      throw new Error('bittube-player is defined by BittubePlayer.register');
    }
    const made: MediaElementParts[] = [];
    super(surroundings.open, (parts) => {
      made.push(parts);
      return {
        onOpen: () => this.#open(true, false),
        onPlaying: () => {
          this.#will.played();
          this.#systemControls.show();
        },
        onSharing: (allowed) => this.#will.choose(allowed),
      };
    });
    const [parts] = made;
    if (parts === undefined) {
      throw new Error('a media element begins at once');
    }
    this.#gateway = surroundings.gateway;
    this.#screen = parts.screen;
    this.#playback = parts.playback;
    this.#will = new SharingWill({
      onPeers: (peers) => this.#meet(peers),
      onView: (view) => this.#screen.showSharing(view),
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
    this.#tearDown = new AbortController();
    watchPage(this.#tearDown.signal, {
      onPutAway: () => this.#putPageAway(),
      onShown: () => this.#bringPageBack(),
      onNetwork: (connected) => this.#playback.networkIs(connected),
    });
    if (!this.#soundDecided) {
      this.#screen.video.muted = this.hasAttribute('muted');
    }
    this.#bringWords();
    this.#screen.showDetails(this.hasAttribute('stats'));
    this.#showPoster();
    if (this.hasAttribute('autoplay')) {
      this.#open(true, true);
    } else {
      this.#playback.show(); // not earlier: a constructor must not set attributes
    }
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected && this.#attached) {
        this.#attached = false;
        this.#tearDown.abort();
        this.#close(false);
      }
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.#attached) {
      return;
    }
    switch (name) {
      case 'muted':
        this.muted = after !== null;
        return;
      case 'max-upload':
        this.#playback.limitUpload(maxUploadOf(after));
        return;
      case 'poster':
        this.#showPoster();
        return;
      case 'lang':
        this.#bringWords();
        return;
      case 'stats':
        this.#screen.showDetails(after !== null);
        return;
      case 'p2p':
        if (this.#playback.running) this.#meet(this.#will.begin(peerWishOf(after)));
        return;
      case 'token':
        if (this.object === '' && !this.#playback.refused) return; // what is asked for from now on shows the new one
    }
    if (this.#playback.running) {
      const { wanted } = this.#playback;
      this.#close(false);
      this.#open(wanted, true);
    }
  }

  /** The channel's name, empty when there is none. */
  get channel(): string {
    return this.getAttribute('channel') ?? '';
  }

  set channel(name: string | null | undefined) {
    reflect(this, 'channel', name);
  }

  /** The object's id, empty when a channel is played. */
  get object(): string {
    return this.getAttribute('object') ?? '';
  }

  set object(id: string | null | undefined) {
    reflect(this, 'object', id);
  }

  /** Address of a picture that stands until there is one of what is played, empty when there is none. */
  get poster(): string {
    return this.getAttribute('poster') ?? '';
  }

  set poster(url: string | null | undefined) {
    reflect(this, 'poster', url);
  }

  get autoplay(): boolean {
    return this.hasAttribute('autoplay');
  }

  set autoplay(autoplay: boolean) {
    this.toggleAttribute('autoplay', autoplay);
  }

  override get muted(): boolean {
    return super.muted;
  }

  override set muted(muted: boolean) {
    this.#soundDecided = true;
    super.muted = muted;
  }

  /** The figures of this moment; undefined while stopped. */
  // eslint-disable-next-line @typescript-eslint/related-getter-setter-pairs -- the attribute of this name is another thing
  get stats(): PlayerStats | undefined {
    return this.#playback.stats;
  }

  /** The attribute, for frameworks that set properties where there are any: whether the overlay is open from the beginning. */
  set stats(shown: boolean) {
    this.toggleAttribute('stats', shown);
  }

  /** Ends the connection. */
  override stop(): void {
    this.#close(true);
  }

  /**
   * Does what a key press stands for (space or K, J and L, M, F, arrows, Home, End) and tells whether it stood for something.
   * Presses in the player come by themselves; a page may hand in others.
   */
  shortcut(event: KeyboardEvent): boolean {
    const shortcut = shortcutOf(event, this);
    const { video } = this.#screen;
    return (
      shortcut !== undefined &&
      obey(shortcut, {
        player: this,
        timeline: () => this.#playback.timeline,
        seek: (timeMillis) => this.#playback.seek(timeMillis),
        toggleFullScreen: () => void toggleFullScreen({ host: this, video, page: document }),
      })
    );
  }

  protected override get isFilm(): boolean {
    return this.object !== '';
  }

  /** What the attributes name; undefined: nothing that can be played. */
  get #programme(): WantedProgramme | undefined {
    return programmeOf(this, this.#gateway, document.baseURI);
  }

  #open(wanted: boolean, byItself: boolean, fromMillis?: number): void {
    const programme = this.#programme;
    this.onOpened();
    if (programme === undefined) {
      this.#playback.obstruct('no-channel', 'no channel has this name and no object this id, or src is no address');
    } else if (!canPlayStreams()) {
      this.#playback.obstruct('no-media-source', 'this browser has no Media Source Extensions for H.264 and AAC');
    } else {
      const { wish, ...known } = programme;
      this.#playback.open({ ...known, peers: this.#will.begin(wish) }, { wanted, byItself, fromMillis });
    }
  }

  #close(byViewer: boolean): void {
    this.#playback.close(byViewer);
    this.#will.end();
    this.#systemControls.hide();
  }

  /** Takes part in another way; a film begins anew, where it stands. */
  #meet(peers: PeerMode): void {
    if (!this.#playback.meet(peers)) {
      const { wanted, timeline } = this.#playback;
      this.#playback.close(false);
      this.#open(wanted, true, timeline?.positionMillis);
    }
    if (this.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      this.#will.played();
    }
  }

  #showPoster(): void {
    const waiting = this.autoplay ? undefined : this.#programme;
    this.#screen.showPoster(posterOf(this, this.#screen.video, this.poster, waiting));
  }

  #bringWords(): void {
    bringWords(this, (words) => this.#screen.speak(words));
  }

  /** A page that goes says good-bye to its neighbours. */
  #putPageAway(): void {
    if (this.#playback.running) {
      this.#putAway = { wanted: this.#playback.wanted };
      this.#close(false);
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

declare global {
  interface HTMLElementTagNameMap {
    'bittube-player': BittubePlayer;
  }
}
