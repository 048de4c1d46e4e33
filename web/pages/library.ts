import { LibraryCards } from './library-cards.js';
import { fetchObjectPage, type ListedObject, type ObjectPage } from './object-list.js';
import { GATEWAY, part } from './page-parts.js';
import type { Posters } from './poster.js';

/** The public objects on the home page: films, then other files, the newest first, a page of the gateway's list at a time. */
export class LibrarySection {
  readonly #videos: LibraryCards;
  readonly #files: LibraryCards;
  readonly #more = part('more');
  /** Those behind the first page, which a refresh does not ask for again. */
  #further: readonly ListedObject[] = [];
  #first: readonly ListedObject[] = [];
  #next: string | undefined;

  constructor(posters: Posters) {
    this.#videos = new LibraryCards(part('video-list'), GATEWAY, posters);
    this.#files = new LibraryCards(part('file-list'), GATEWAY, posters);
    this.#more.addEventListener('click', () => void this.#showMore());
  }

  /** Resolves to whether there is anything to be seen; what was shown stays when the gateway does not answer. */
  async refresh(): Promise<boolean> {
    const page = await fetchObjectPage(GATEWAY);
    if (page !== undefined) {
      this.#first = page.objects;
      if (this.#further.length === 0) {
        this.#next = page.next;
      }
      this.#show();
    }
    return this.#first.length > 0;
  }

  async #showMore(): Promise<void> {
    const page: ObjectPage | undefined = await fetchObjectPage(GATEWAY, this.#next);
    if (page !== undefined) {
      this.#further = [...this.#further, ...page.objects];
      this.#next = page.next;
      this.#show();
    }
  }

  #show(): void {
    const objects = new Map([...this.#first, ...this.#further].map((object) => [object.id, object]));
    const films = [...objects.values()].filter(({ durationMillis }) => durationMillis !== undefined);
    const files = [...objects.values()].filter(({ durationMillis }) => durationMillis === undefined);
    this.#videos.show(films);
    this.#files.show(files);
    part('videos').hidden = films.length === 0;
    part('files').hidden = files.length === 0;
    this.#more.hidden = this.#next === undefined;
  }
}
