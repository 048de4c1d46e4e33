import { fetchFirstPicture } from '../player/film-opening.js';
import { fileKind } from '../player/file-kind.js';
import { setText } from '../player/page-text.js';
import { bytes } from '../player/words.js';
import { clock } from '../player/timeline.js';
import { objectAddress } from '../transport/object-address.js';
import { KeyedList } from './keyed-list.js';
import type { ListedObject } from './object-list.js';
import { POSTER_WIDTH, type Posters } from './poster.js';

/**
 * Shows objects as cards, films with a poster, in a list of the page. Cards that are there already stay as they are, so that
 * nothing flickers and the keyboard's place in the list is kept.
 */
export class LibraryCards {
  readonly #gateway: URL;
  readonly #posters: Posters;
  readonly #cards: KeyedList<ListedObject, { readonly element: HTMLElement }>;

  constructor(list: HTMLElement, gateway: URL, posters: Posters) {
    this.#gateway = gateway;
    this.#posters = posters;
    this.#cards = new KeyedList(
      list,
      ({ id }) => id,
      (object) => ({ element: this.#newCard(object) }),
    );
  }

  show(objects: readonly ListedObject[]): void {
    this.#cards.show(objects, ({ element }, { title }) => setText(element.querySelector('strong'), title));
  }

  #newCard(object: ListedObject): HTMLElement {
    const { id, durationMillis } = object;
    const card = document.createElement('li');
    const address = { id, token: undefined };
    const film = durationMillis !== undefined;
    card.innerHTML = film
      ? '<a><span class="poster"><canvas aria-hidden="true"></canvas><time></time></span><strong></strong><span class="size"></span></a>'
      : '<a><span class="kind" aria-hidden="true"></span><strong></strong><span class="size"></span></a>';
    const link = card.querySelector('a');
    if (link !== null) {
      link.href = objectAddress({ gatewayUrl: this.#gateway.href, ...address }, 'watch');
    }
    setText(card.querySelector('.size'), bytes(object.sizeBytes));
    setText(card.querySelector('.kind'), fileKind(object.name));
    const canvas = card.querySelector('canvas');
    if (film && canvas !== null) {
      setText(card.querySelector('time'), clock(durationMillis));
      const file = objectAddress({ gatewayUrl: this.#gateway.href, ...address });
      this.#posters.draw(canvas, () => fetchFirstPicture(file, POSTER_WIDTH));
    }
    return card;
  }
}
