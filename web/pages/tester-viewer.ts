import type { StatsDetail } from '../player/bittube-player.js';
import { setText } from '../player/page-text.js';
import { bytes, percent, seconds } from '../player/words.js';
import { PacketMap } from './packet-map.js';
import { passToken } from './page-token.js';

const FIGURES = [
  ['share', 'From viewers'],
  ['lag', 'Behind live'],
  ['neighbours', 'Sharing with'],
  ['given', 'Passed on'],
] as const;

/** One of the tester's viewers: its picture, its figures, where its packets came from. It can leave and join again. */
export class TesterViewer {
  readonly element = document.createElement('li');
  readonly #player = document.createElement('bittube-player');
  readonly #button: HTMLButtonElement;
  readonly #map: PacketMap;
  #stats: StatsDetail | undefined;
  #joined = false;

  /** It waits until join(). @param number from 1 on */
  constructor(channel: string, number: number) {
    const { element } = this;
    element.className = 'viewer';
    element.innerHTML =
      '<h2></h2><button type="button" class="button"></button><div class="stage"><p class="waiting">Joins in a moment</p></div>' +
      `<dl class="figures">${FIGURES.map(([key, words]) => `<div><dt>${words}</dt><dd data-figure="${key}">–</dd></div>`).join('')}</dl>` +
      '<canvas class="map" role="img" aria-label="No packets yet"></canvas>';
    setText(element.querySelector('h2'), `Viewer ${number}`);
    const attributes = { channel, tabs: 'off', controls: 'off', muted: '', autoplay: '' };
    for (const [name, value] of Object.entries(attributes)) {
      this.#player.setAttribute(name, value);
    }
    passToken(this.#player);
    this.#player.setAttribute('aria-label', `Picture of viewer ${number}`);
    this.#button = required(element.querySelector('button'));
    this.#map = new PacketMap(required(element.querySelector('canvas')));
    this.#button.addEventListener('click', () => (this.#joined ? this.#leave() : this.join()));
    this.#player.addEventListener('stats', ({ detail }) => this.#show(detail));
    this.#nameButton();
  }

  /** From viewers ÷ all of the last half minute; undefined while it does not watch. */
  get share(): number | undefined {
    return this.#stats?.share;
  }

  /** Resolves with its first picture, or when it did not come in time. */
  async firstPicture(patienceMillis: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#player.addEventListener('playing', () => resolve(), { once: true });
      setTimeout(resolve, patienceMillis);
    });
  }

  join(): void {
    this.#joined = true;
    this.#nameButton();
    if (this.#player.isConnected) {
      void this.#player.play();
    } else {
      this.element.querySelector('.stage')?.replaceChildren(this.#player);
    }
  }

  drawMap(): void {
    this.#map.draw(this.#joined ? this.#player.packets(this.#map.capacity) : undefined);
  }

  #leave(): void {
    this.#joined = false;
    this.#player.stop();
    this.#nameButton();
    this.#stats = undefined;
    for (const [key] of FIGURES) {
      this.#figure(key, '–');
    }
  }

  #show(stats: StatsDetail): void {
    if (!this.#joined) {
      return;
    }
    const { share, lagMillis, neighbours, toPeersBytes } = stats;
    this.#stats = stats;
    this.#figure('share', share === undefined ? '–' : percent(share));
    this.#figure('lag', lagMillis === undefined ? '–' : seconds(lagMillis));
    this.#figure('neighbours', `${neighbours} ${neighbours === 1 ? 'other' : 'others'}`);
    this.#figure('given', bytes(toPeersBytes));
  }

  #figure(key: (typeof FIGURES)[number][0], words: string): void {
    setText(this.element.querySelector(`[data-figure="${key}"]`), words);
  }

  #nameButton(): void {
    const heading = this.element.querySelector('h2')?.textContent ?? '';
    this.#button.textContent = this.#joined ? 'Leave' : 'Join';
    this.#button.setAttribute('aria-label', `${this.#joined ? 'Leave' : 'Join'}: ${heading}`);
  }
}

function required<T>(found: T | null): T {
  if (found === null) {
    throw new Error('a tester’s viewer lacks one of its parts');
  }
  return found;
}
