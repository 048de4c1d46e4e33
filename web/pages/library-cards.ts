import { fetchFirstPicture } from '../player/film-opening.js';
import { fileKind } from '../player/file-kind.js';
import { setText } from '../player/page-text.js';
import { bytes } from '../player/words.js';
import { clock } from '../player/timeline.js';
import { objectAddress } from '../transport/object-address.js';
import type { ListedObject } from './object-list.js';
import { POSTER_WIDTH, type Posters } from './poster.js';

/**
 * Shows objects as cards, films with a poster, in a list of the page. Cards that are there already stay as they are, so that
 * nothing flickers and the keyboard's place in the list is kept.
 */
export class LibraryCards {
  readonly #list: HTMLElement;
  readonly #gateway: URL;
  readonly #posters: Posters;
  readonly #cards = new Map<string, HTMLElement>();

  constructor(list: HTMLElement, gateway: URL, posters: Posters) {
    this.#list = list;
    this.#gateway = gateway;
    this.#posters = posters;
  }

  show(objects: readonly ListedObject[]): void {
    const shown = new Set(objects.map(({ id }) => id));
    for (const [id, card] of this.#cards) {
      if (!shown.has(id)) {
        card.remove();
        this.#cards.delete(id);
      }
    }
    objects.forEach((object, index) => {
      const card = this.#cards.get(object.id) ?? this.#newCard(object);
      if (this.#list.children[index] !== card) {
        this.#list.insertBefore(card, this.#list.children[index] ?? null);
      }
      setText(card.querySelector('strong'), object.title);
    });
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
    this.#cards.set(id, card);
    return card;
  }
}
