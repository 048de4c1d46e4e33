import { setText, styleSheet } from './page-text.js';
import playerCss from './player.css';
import { PLAYER_HTML } from './player-template.js';
import { FilmPoster } from './film-poster.js';
import { drawPieces } from './piece-map-drawing.js';
import type { PieceStrip } from './piece-strip.js';
import type { PlayerStats } from './player-stats.js';
import type { PlayerView } from './player-state.js';
import { screenWords } from './screens.js';
import { SeekBar } from './seek-bar.js';
import { clock, type Timeline } from './timeline.js';
import tokensCss from './tokens.css';
import { details, overlayParts } from './words.js';

/** What the viewer does to the player's own buttons; play, mute, volume and full screen are media-chrome's. */
export interface PlayerScreenListener {
  onPlay(): void;
  onStop(): void;
  onLive(): void;
  onSound(): void;
  onSeek(timeMillis: number): void;
  /** The details panel was opened and wants figures. */
  onDetails(): void;
}

const NOTICE_MILLIS = 8_000;

/** The player's shadow tree: shows views and figures, tells what was pressed. Holds no state of the stream. */
export class PlayerScreen {
  readonly video: HTMLVideoElement;
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #sharing: HTMLElement;
  readonly #details: HTMLElement;
  readonly #live: HTMLElement;
  readonly #bigPlay: HTMLElement;
  readonly #tapForSound: HTMLElement;
  readonly #seekBar: SeekBar;
  #poster: FilmPoster | undefined;
  #controls: Promise<void> | undefined;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, listener: PlayerScreenListener) {
    this.#host = host;
    this.#root = host.attachShadow({ mode: 'open' });
    this.#root.innerHTML = PLAYER_HTML;
    this.#root.adoptedStyleSheets = [styleSheet(tokensCss), styleSheet(playerCss)];
    this.video = this.#find('video') as HTMLVideoElement;
    this.#sharing = this.#find('.sharing');
    this.#details = this.#find('.details');
    this.#live = this.#find('.live');
    this.#bigPlay = this.#find('.big-play');
    this.#tapForSound = this.#find('.tap-for-sound');
    this.#seekBar = new SeekBar(this.#find('.seek'), (timeMillis) => listener.onSeek(timeMillis));
    this.#bigPlay.addEventListener('click', () => listener.onPlay());
    this.#tapForSound.addEventListener('click', () => listener.onSound());
    this.#live.addEventListener('click', () => listener.onLive());
    this.#find('.stop').addEventListener('click', () => listener.onStop());
    this.#sharing.addEventListener('click', () => {
      this.#openDetails(this.#details.hidden);
      listener.onDetails();
    });
    this.#root.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Escape' && !this.#details.hidden) {
        this.#openDetails(false);
        this.#sharing.focus();
      }
    });
  }

  show(view: PlayerView): void {
    this.#host.dataset['screen'] = view.screen;
    if (view.screen !== 'ready' && view.screen !== 'connecting') {
      this.#poster?.close();
      this.#poster = undefined;
    }
    if (view.screen !== 'connecting' && view.screen !== 'buffering') {
      this.#controls ??= this.#bringControls();
    }
    const words = view.screen === 'none' ? undefined : screenWords(view.screen);
    setText(this.#find('.title'), words?.title ?? '');
    setText(this.#find('.advice'), words?.advice ?? '');
    this.#find('.busy').hidden = words?.busy !== true;
    const focused = this.#root.activeElement;
    this.#bigPlay.hidden = !view.bigPlay;
    this.#tapForSound.hidden = !view.tapForSound;
    if (focused instanceof HTMLElement && focused.hidden) {
      this.#find('media-play-button').focus(); // the pressed button is gone: the keyboard must not lose its place
    }
  }

  /** The first picture of this film, as soon as somebody sees the player; until something else is shown. */
  showPoster(filmUrl: string): void {
    this.#poster?.close();
    this.#poster = new FilmPoster(this.#host, this.video, filmUrl);
  }

  /** What is played has an end and cannot be joined or left like a channel. */
  showKind(kind: 'channel' | 'object'): void {
    this.#host.dataset['kind'] = kind;
  }

  /** Where the viewer is and may go; undefined: nowhere. */
  showTimeline(timeline: Timeline | undefined): void {
    this.#host.toggleAttribute('data-timeline', timeline !== undefined);
    this.#seekBar.show(timeline);
    const { durationMillis = 0, positionMillis = 0, live = false } = timeline ?? {};
    const behindMillis = durationMillis - positionMillis;
    const words = live
      ? behindMillis < 1_000
        ? ''
        : `−${clock(behindMillis)}`
      : `${clock(positionMillis)} / ${clock(durationMillis)}`;
    setText(this.#find('.time'), timeline === undefined ? '' : words);
  }

  /** Says something beside the picture, for as long as it takes to read it. */
  notify(words: string): void {
    clearTimeout(this.#noticeTimer);
    setText(this.#find('.notice'), words);
    this.#noticeTimer = setTimeout(() => setText(this.#find('.notice'), ''), NOTICE_MILLIS);
  }

  /** Figures of the overlay and of the open details panel; undefined while there is no session. */
  showStats(
    stats: PlayerStats | undefined,
    share: number | undefined,
    atLiveEdge: boolean,
    pieces?: (columns: number) => PieceStrip | undefined,
  ): void {
    this.#sharing.hidden = stats === undefined;
    this.#live.toggleAttribute('data-edge', atLiveEdge);
    this.#live.setAttribute('aria-label', atLiveEdge ? 'Live' : 'Go to live');
    if (stats === undefined) {
      this.#openDetails(false);
      return;
    }
    const parts = overlayParts(stats, share);
    while (this.#sharing.children.length > parts.length) {
      this.#sharing.lastElementChild?.remove();
    }
    parts.forEach((part, index) => {
      setText(this.#sharing.children[index] ?? this.#sharing.appendChild(document.createElement('span')), part);
    });
    this.#sharing.toggleAttribute('data-peers', stats.neighbours > 0);
    if (!this.#details.hidden) {
      this.#fillDetails(details(stats, share));
      drawPieces(this.#find('.pieces') as HTMLCanvasElement, pieces);
    }
  }

  /**
   * The controls are a quarter of the player's script: they come when the picture is there, or when the viewer is awaited,
   * so that the first picture does not wait for them.
   */
  async #bringControls(): Promise<void> {
    try {
      const { connectControls } = await import('./controls.js');
      // Full screen takes the whole player, so that messages and details are seen there too.
      connectControls(this.#find('media-controller'), this.video, this.#host);
    } catch (failure) {
      console.error('bittube: the controls could not be loaded', failure);
      this.#controls = undefined; // tried again with the next screen
    }
  }

  #fillDetails(rows: readonly (readonly [string, string])[]): void {
    const list = this.#find('dl');
    rows.forEach(([term, value], index) => {
      setText(list.children[index * 2] ?? list.appendChild(document.createElement('dt')), term);
      setText(list.children[index * 2 + 1] ?? list.appendChild(document.createElement('dd')), value);
    });
  }

  #openDetails(open: boolean): void {
    this.#details.hidden = !open;
    this.#sharing.setAttribute('aria-expanded', String(open));
    this.#sharing.parentElement?.toggleAttribute('noautohide', open);
  }

  #find(selector: string): HTMLElement {
    const found = this.#root.querySelector<HTMLElement>(selector);
    if (found === null) {
      throw new Error(`player template lacks ${selector}`);
    }
    return found;
  }
}
