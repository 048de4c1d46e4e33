import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import { wordsOf } from './gateway-api.js';

/**
 * What stands above a list until there is one: that it is being loaded, or why it could not be, with a button to try again. It tries
 * by itself when the gateway is heard again.
 */
export class ListState {
  readonly element: HTMLElement;
  readonly #words = element('p', { class: 'muted', role: 'status' });
  readonly #again: HTMLButtonElement;
  #failed = false;

  /** @param what is loaded: `the library` */
  constructor(context: ConsoleContext, what: string, load: () => void, signal: AbortSignal) {
    this.#again = button('Try again', load);
    this.#again.hidden = true;
    this.element = element('div', { class: 'list-state' }, this.#words, this.#again);
    this.#say(`Loading ${what} …`);
    context.connection.watch((connection) => {
      if (connection === 'live' && this.#failed) {
        load();
      }
    }, signal);
  }

  /** @param words of a list in which nothing stands; empty: it speaks for itself */
  loaded(words = ''): void {
    this.#failed = false;
    this.#again.hidden = true;
    this.#say(words);
  }

  failed(failure: unknown): void {
    this.#failed = true;
    this.#again.hidden = false;
    this.#say(wordsOf(failure));
  }

  get hasFailed(): boolean {
    return this.#failed;
  }

  #say(words: string): void {
    if (this.#words.textContent !== words) {
      this.#words.textContent = words;
    }
    this.#words.toggleAttribute('data-fault', this.#failed);
    this.element.hidden = words === '' && this.#again.hidden;
  }
}
