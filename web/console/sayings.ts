import { element } from './element.js';

const SHOWN_MILLIS = 6_000;

/** Short words about what was done, below the page; screen readers speak them. What went wrong stays until it is closed. */
export class Sayings {
  readonly #place: HTMLElement;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  say(words: string, kind: 'done' | 'fault' = 'done'): void {
    const close = element('button', { type: 'button', class: 'plain', 'aria-label': 'Close this message' }, '×');
    const saying = element('p', { class: 'saying', 'data-kind': kind }, element('span', {}, words), close);
    close.addEventListener('click', () => saying.remove());
    this.#place.replaceChildren(saying);
    if (kind === 'done') {
      setTimeout(() => saying.remove(), SHOWN_MILLIS);
    }
  }
}
