import { ControlDesk } from './control-desk.js';
import type { Figures } from './figure-ticker.js';
import { overlayParts } from './overlay-words.js';
import { setText, styleSheet } from './page-text.js';
import type { Panels } from './panels.js';
import playerCss from './player.css';
import type { Notice } from './player-session.js';
import type { PlayerView } from './player-state.js';
import { PLAYER_HTML } from './player-template.js';
import type { Poster } from './poster.js';
import { screenWords } from './screens.js';
import { SeekBar } from './seek-bar.js';
import { clock, type Timeline } from './timeline.js';
import tokensCss from './tokens.css';
import { connectVolume } from './volume-bar.js';
import type { Dictionary } from './words/dictionary.js';

/** What the viewer does to the player's own buttons; play, mute and full screen are media-chrome's. */
export interface PlayerScreenListener {
  onPlay(): void;
  onStop(): void;
  onLive(): void;
  onSound(): void;
  onSeek(timeMillis: number): void;
  /** The details panel was opened and wants figures. */
  onDetails(): void;
  /** Whether others may get the stream from here: the viewer was asked, or has changed his mind. */
  onSharing(allowed: boolean): void;
}

/** `asked`: the question is on the screen · `allowed`, `refused`: the answer, which can be changed. */
export type SharingView = 'asked' | 'allowed' | 'refused';

const NOTICE_MILLIS = 8_000;

/** The player's shadow tree: shows views and figures, tells what was pressed. Holds no state of the stream. */
export class PlayerScreen {
  readonly video: HTMLVideoElement;
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #listener: PlayerScreenListener;
  readonly #sharing: HTMLElement;
  readonly #details: HTMLElement;
  readonly #live: HTMLElement;
  readonly #bigPlay: HTMLElement;
  readonly #tapForSound: HTMLElement;
  readonly #seekBar: SeekBar;
  readonly #controls: ControlDesk;
  #words: Dictionary | undefined;
  #view: PlayerView | undefined;
  #figures: Figures | undefined;
  #sharingView: SharingView | undefined;
  #detailsWanted = false;
  #atLiveEdge = false;
  #poster: Poster | undefined;
  #panels: Panels | 'loading' | undefined;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, listener: PlayerScreenListener) {
    this.#host = host;
    this.#listener = listener;
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
    connectVolume(this.#find('.volume') as HTMLInputElement, this.video);
    // Full screen takes the whole player, so that messages and details are seen there too.
    this.#controls = new ControlDesk(this.#find('media-controller'), this.video, host);
    this.#bigPlay.addEventListener('click', () => listener.onPlay());
    this.#tapForSound.addEventListener('click', () => listener.onSound());
    this.#live.addEventListener('click', () => listener.onLive());
    this.#find('.stop').addEventListener('click', () => listener.onStop());
    this.#sharing.addEventListener('click', () => this.showDetails(!this.#detailsWanted));
    this.#root.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Escape' && !this.#details.hidden) {
        this.#closeDetails();
      }
    });
  }

  /** From now on everything is said in these words. */
  speak(words: Dictionary): void {
    this.#words = words;
    this.#bigPlay.setAttribute('aria-label', words.play);
    nameButton(this.#find('.stop'), words.stop);
    setText(this.#tapForSound.querySelector('span'), words.tapForSound);
    setText(this.#live, words.live.written);
    this.#seekBar.speak(words);
    this.#find('.volume').setAttribute('aria-label', words.volume);
    if (this.#view !== undefined) {
      this.show(this.#view);
    }
    this.#nameLive();
    this.#showOverlay();
    this.#fillPanels();
    this.#controls.speak(words);
  }

  show(view: PlayerView): void {
    this.#view = view;
    const { screen } = view;
    this.#host.dataset['screen'] = screen;
    if (screen === 'none' || screen === 'buffering') {
      this.#poster?.close();
    }
    if (screen !== 'connecting' && screen !== 'buffering') {
      this.#controls.bring();
    }
    const words = this.#words && screenWords(screen, this.#words);
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

  /** A picture until there is one of what is played; undefined: none. */
  showPoster(poster: Poster | undefined): void {
    this.#poster?.close();
    this.#poster = poster;
  }

  /** What is played has an end and cannot be joined or left like a channel. */
  showKind(kind: 'channel' | 'object'): void {
    this.#host.dataset['kind'] = kind;
    if (kind === 'object') {
      this.#controls.bringSpeeds();
    }
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
  notify(notice: Notice): void {
    clearTimeout(this.#noticeTimer);
    setText(this.#find('.notice'), this.#words?.notices[notice] ?? '');
    this.#noticeTimer = setTimeout(() => setText(this.#find('.notice'), ''), NOTICE_MILLIS);
  }

  /** Figures of the overlay and of the open details panel; undefined while there is no session. */
  showFigures(figures: Figures | undefined, atLiveEdge: boolean): void {
    this.#figures = figures;
    this.#atLiveEdge = atLiveEdge;
    this.#live.toggleAttribute('data-edge', atLiveEdge);
    this.#nameLive();
    this.#showOverlay();
    this.#showPanels();
  }

  /** Opens the details panel, as soon as there are figures, or closes it. */
  showDetails(wanted: boolean): void {
    this.#detailsWanted = wanted;
    this.#showPanels();
    if (wanted) {
      this.#listener.onDetails();
    }
  }

  /** What is known of the viewer's will to share; undefined: the page decides. */
  showSharing(sharing: SharingView | undefined): void {
    this.#sharingView = sharing;
    this.#showPanels();
  }

  #closeDetails(): void {
    this.showDetails(false);
    this.#sharing.focus();
  }

  #nameLive(): void {
    const words = this.#words?.live;
    if (words !== undefined) {
      nameButton(this.#live, this.#atLiveEdge ? words.atEdge : words.goThere);
    }
  }

  #showOverlay(): void {
    const figures = this.#figures;
    this.#sharing.hidden = figures === undefined;
    if (figures === undefined || this.#words === undefined) {
      return;
    }
    const { stats, share } = figures;
    const parts = overlayParts(stats, share, this.#words);
    while (this.#sharing.children.length > parts.length) {
      this.#sharing.lastElementChild?.remove();
    }
    parts.forEach((part, index) => {
      setText(this.#sharing.children[index] ?? this.#sharing.appendChild(document.createElement('span')), part);
    });
    this.#sharing.toggleAttribute('data-peers', stats.neighbours > 0);
  }

  /** The panels are loaded when the first of them is to be seen. */
  #showPanels(): void {
    const detailsOpen = this.#detailsWanted && this.#figures !== undefined;
    const asks = this.#sharingView === 'asked';
    this.#sharing.setAttribute('aria-expanded', String(detailsOpen));
    this.#sharing.parentElement?.toggleAttribute('noautohide', detailsOpen);
    this.#details.hidden = !detailsOpen;
    this.#find('.consent').hidden = !asks;
    this.#host.toggleAttribute('data-asks', asks);
    if (detailsOpen || asks) {
      this.#panels ??= this.#bringPanels();
    }
    this.#fillPanels();
  }

  #fillPanels(): void {
    const panels = this.#panels;
    if (panels !== undefined && panels !== 'loading' && this.#words !== undefined) {
      panels.show(this.#words, this.#figures, this.#sharingView);
    }
  }

  #bringPanels(): 'loading' {
    import('./panels.js')
      .then(({ Panels }) => {
        this.#panels = new Panels(this.#root, this.#details, this.#find('.consent'), {
          onClose: () => this.#closeDetails(),
          onSharing: (allowed) => this.#listener.onSharing(allowed),
        });
        this.#fillPanels();
      })
      .catch((failure: unknown) => {
        console.error('bittube: the panels could not be loaded', failure);
        this.#panels = undefined; // tried again with the next figures
      });
    return 'loading';
  }

  #find(selector: string): HTMLElement {
    const found = this.#root.querySelector<HTMLElement>(selector);
    if (found === null) {
      throw new Error(`player template lacks ${selector}`);
    }
    return found;
  }
}

/** For who hears it, and for who points at it. */
function nameButton(button: HTMLElement, words: string): void {
  button.setAttribute('aria-label', words);
  button.title = words;
}
