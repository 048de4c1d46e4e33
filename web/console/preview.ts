import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import type { LampKind } from './lamp.js';
import { loadPlayer } from './load-player.js';

/** The channel's picture, as viewers get it; it takes no part in the swarm, so the figures stay those of the viewers. */
export class Preview {
  readonly element = element('section', { class: 'stage', 'aria-label': 'Preview' });
  readonly #name: string;
  readonly #words = element('p', { class: 'stage-words' });
  #state: LampKind | undefined;

  constructor(context: ConsoleContext, name: string, signal: AbortSignal) {
    this.#name = name;
    loadPlayer(context.api.url(''));
    signal.addEventListener('abort', () => this.element.replaceChildren());
  }

  show(state: LampKind): void {
    const isPlayed = state === 'live' || state === 'lost';
    const wasPlayed = this.#state === 'live' || this.#state === 'lost';
    const isFirst = this.#state === undefined;
    this.#state = state;
    if (isPlayed && (isFirst || !wasPlayed)) {
      this.#play();
    } else if (!isPlayed) {
      this.#rest(state === 'stopped' ? 'Stopped: nothing to see.' : 'No picture yet.');
    }
  }

  #play(): void {
    const player = element('bittube-player' as 'div', {
      channel: this.#name,
      p2p: 'off',
      muted: true,
      autoplay: true,
    });
    this.element.replaceChildren(
      player,
      button('Close preview', () => this.#rest('Preview closed.', true), { class: 'button stage-close' }),
    );
  }

  #rest(words: string, canPlay = false): void {
    if (this.#words.textContent === words && this.#words.isConnected) {
      return;
    }
    this.#words.textContent = words;
    this.element.replaceChildren(this.#words, ...(canPlay ? [button('Play', () => this.#play())] : []));
  }
}
