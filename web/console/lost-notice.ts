import { button, element } from './element.js';
import type { Connection } from './live-events.js';
import { ago, lasting } from './time-words.js';

const CLOCK_MILLIS = 1_000;

/** Says that nothing is heard from the gateway, since when, and when it is tried again. */
export class LostNotice {
  readonly element: HTMLElement;
  /** Spoken once by screen readers; the seconds beside it are not. */
  readonly #said = element('p', { role: 'alert' });
  readonly #clock = element('p', { class: 'muted' });
  #sinceMillis: number | undefined;
  #againAtMillis: number | undefined;

  /** @param onTry the operator does not want to wait */
  constructor(onTry: () => void, signal: AbortSignal) {
    this.element = element(
      'section',
      { class: 'notice lost', 'aria-label': 'Connection', hidden: true },
      this.#said,
      element('div', { class: 'lost-again' }, this.#clock, button('Try now', onTry)),
    );
    const timer = setInterval(() => this.#tell(), CLOCK_MILLIS);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** @param againAtMillis ms since the epoch; undefined: it is tried at this moment */
  show(connection: Connection, againAtMillis: number | undefined): void {
    const isLost = connection === 'lost';
    this.#sinceMillis = isLost ? (this.#sinceMillis ?? Date.now()) : undefined;
    this.#againAtMillis = againAtMillis;
    this.element.hidden = !isLost;
    this.#said.textContent = isLost ? 'No connection to the gateway: what you see is how it was.' : '';
    this.#tell();
  }

  #tell(): void {
    if (this.#sinceMillis !== undefined) {
      this.#clock.textContent = lostWords(this.#sinceMillis, this.#againAtMillis, Date.now());
    }
  }
}

/** `Lost 12 s ago. Trying again in 4 s.` */
export function lostWords(sinceMillis: number, againAtMillis: number | undefined, nowMillis: number): string {
  const left = (againAtMillis ?? nowMillis) - nowMillis;
  const again = left <= 0 ? 'Trying again now …' : `Trying again in ${lasting(Math.ceil(left / 1_000) * 1_000)}.`;
  return `Lost ${ago(sinceMillis, nowMillis)}. ${again}`;
}
