import { apiPath } from './channel-actions.js';
import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import { wordsOf } from './gateway-api.js';
import type { LampKind } from './lamp.js';
import { loadPlayer } from './load-player.js';
import { makeToken } from './make-token.js';
import { readPolicy } from './policy.js';

const TOKEN_SECONDS = 3_600;

/** The channel's picture, as viewers get it; it takes no part in the swarm, so that it gives and takes nothing from viewers. */
export class Preview {
  readonly element = element('section', { class: 'stage', 'aria-label': 'Preview' });
  readonly #context: ConsoleContext;
  readonly #name: string;
  readonly #signal: AbortSignal;
  readonly #words = element('p', { class: 'stage-words' });
  #isPlayed: boolean | undefined;

  constructor(context: ConsoleContext, name: string, signal: AbortSignal) {
    this.#context = context;
    this.#name = name;
    this.#signal = signal;
    loadPlayer(context.api.url(''));
    signal.addEventListener('abort', () => this.element.replaceChildren());
  }

  show(state: LampKind): void {
    const isPlayed = state === 'live' || state === 'lost';
    if (isPlayed) {
      if (this.#isPlayed !== true) {
        void this.#play();
      }
    } else {
      this.#rest(state === 'stopped' ? 'Stopped: nothing to see.' : 'No picture yet.');
    }
    this.#isPlayed = isPlayed;
  }

  async #play(): Promise<void> {
    try {
      const token = await this.#token();
      if (this.#signal.aborted || this.#isPlayed !== true) {
        return;
      }
      const player = element('bittube-player' as 'div', {
        channel: this.#name,
        p2p: 'off',
        muted: true,
        autoplay: true,
        token,
      });
      this.element.replaceChildren(
        player,
        button('Close preview', () => this.#rest('Preview closed.', true), { class: 'button stage-close' }),
      );
    } catch (failure) {
      this.#rest(wordsOf(failure), true);
    }
  }

  /** Where only those may watch who have a token, so must the operator. */
  async #token(): Promise<string | undefined> {
    const { api } = this.#context;
    const known = readPolicy(await api.get(apiPath(this.#name, '/policy')).catch(() => undefined));
    if (known?.fields.access !== 'token') {
      return undefined;
    }
    if (!known.hasSecret) {
      throw new Error('Only who has a token sees it, and only your back end can make one.');
    }
    return makeToken(api, this.#name, TOKEN_SECONDS, ['watch']);
  }

  #rest(words: string, canPlay = false): void {
    if (this.#words.textContent === words && this.#words.isConnected) {
      return;
    }
    this.#words.textContent = words;
    this.element.replaceChildren(this.#words, ...(canPlay ? [button('Play', () => void this.#play())] : []));
  }
}
