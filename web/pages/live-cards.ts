import { fetchLivePicture } from '../player/live-picture.js';
import { setText } from '../player/page-text.js';
import { viewers } from '../player/words.js';
import { KeyedList } from './keyed-list.js';
import type { LiveChannel } from './live-channels.js';
import { POSTER_WIDTH, type Posters } from './poster.js';

/** A live channel's picture is drawn anew after so long. */
const POSTER_MILLIS = 60_000;

interface Card {
  readonly element: HTMLElement;
  /** When its picture was asked for; undefined: never, or it was not live since. */
  drawnAt: number | undefined;
}

/** Shows channels as cards with a picture of now. Cards that are there already are changed in place, so that nothing flickers. */
export class LiveCards {
  readonly #gateway: URL;
  readonly #posters: Posters;
  readonly #cards: KeyedList<LiveChannel, Card>;

  constructor(list: HTMLElement, gateway: URL, posters: Posters) {
    this.#gateway = gateway;
    this.#posters = posters;
    this.#cards = new KeyedList(
      list,
      ({ name }) => name,
      ({ name }) => this.#newCard(name),
    );
  }

  /** @param nowMillis of a clock that never goes back */
  show(channels: readonly LiveChannel[], nowMillis: number): void {
    this.#cards.show(channels, (card, channel) => this.#fill(card, channel, nowMillis));
  }

  #fill(card: Card, { name, title, description, live, viewers: count }: LiveChannel, nowMillis: number): void {
    const { element } = card;
    element.toggleAttribute('data-live', live);
    setText(element.querySelector('.lamp'), live ? 'Live' : 'Not live');
    setText(element.querySelector('.count'), live && count > 0 ? viewers(count) : '');
    setText(element.querySelector('strong'), title);
    setText(element.querySelector('.description'), description);
    const canvas = element.querySelector('canvas');
    if (!live) {
      card.drawnAt = undefined;
      canvas?.toggleAttribute('data-drawn', false); // nobody takes a picture of earlier for one of now
    } else if (card.drawnAt === undefined || nowMillis - card.drawnAt >= POSTER_MILLIS) {
      card.drawnAt = nowMillis;
      const stream = new URL(`live/${encodeURIComponent(name)}.flv`, this.#gateway).href;
      if (canvas !== null) {
        this.#posters.draw(canvas, () => fetchLivePicture(stream, POSTER_WIDTH));
      }
    }
  }

  #newCard(name: string): Card {
    const element = document.createElement('li');
    element.className = 'channel';
    element.innerHTML =
      '<a><span class="poster"><canvas aria-hidden="true"></canvas><span class="lamp"></span>' +
      '<span class="count"></span></span><strong></strong><span class="description"></span></a>';
    const link = element.querySelector('a');
    if (link !== null) {
      link.href = new URL(`watch/${encodeURIComponent(name)}`, this.#gateway).href;
    }
    return { element, drawnAt: undefined };
  }
}
