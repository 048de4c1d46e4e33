import { setText } from './page-text.js';
import type { Dictionary } from './words/dictionary.js';

/** Asks in plain words whether others may get the stream from this viewer; the picture plays on beside it. */
export class ConsentQuestion {
  readonly #section: HTMLElement;

  /** @param section hidden by whom it belongs to */
  constructor(section: HTMLElement, onAnswer: (allowed: boolean) => void) {
    this.#section = section;
    section.innerHTML =
      '<h2 id="consent-question"></h2><p id="consent-words"></p>' +
      '<div class="answers"><button type="button" class="yes"></button><button type="button" class="no"></button></div>';
    section.setAttribute('role', 'group');
    section.setAttribute('aria-labelledby', 'consent-question');
    section.setAttribute('aria-describedby', 'consent-words');
    section.querySelector('.yes')?.addEventListener('click', () => onAnswer(true));
    section.querySelector('.no')?.addEventListener('click', () => onAnswer(false));
  }

  show({ consent }: Dictionary): void {
    setText(this.#section.querySelector('h2'), consent.question);
    setText(this.#section.querySelector('p'), consent.explanation);
    setText(this.#section.querySelector('.yes'), consent.yes);
    setText(this.#section.querySelector('.no'), consent.no);
  }
}
