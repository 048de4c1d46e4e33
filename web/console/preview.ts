import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import { wordsOf } from './gateway-api.js';
import type { LampKind } from './lamp.js';
import { loadPlayer } from './load-player.js';
import type { KnownPolicy } from './policy.js';
import { previewToken, RENEWAL_MILLIS } from './preview-token.js';
import type { Watched } from './watched.js';

/** The channel's picture, as viewers get it; it takes no part in the swarm, so that it gives and takes nothing from viewers. */
export class Preview {
  readonly element = element('section', { class: 'stage', 'aria-label': 'Preview' });
  readonly #context: ConsoleContext;
  readonly #name: string;
  readonly #signal: AbortSignal;
  readonly #words = element('p', { class: 'stage-words' });
  #isPlayed: boolean | undefined;
  #policy: KnownPolicy | undefined;
  #renewal: ReturnType<typeof setInterval> | undefined;

  /** @param policy who may watch: as soon as it is known, and whenever it is another */
  constructor(context: ConsoleContext, name: string, policy: Watched<KnownPolicy | undefined>, signal: AbortSignal) {
    this.#context = context;
    this.#name = name;
    this.#signal = signal;
    loadPlayer(context.api.url(''));
    policy.watch((known) => {
      this.#policy = known;
      if (this.#isPlayed === true) {
        void this.#play();
      }
    }, signal);
    signal.addEventListener('abort', () => {
      clearInterval(this.#renewal);
      this.element.replaceChildren();
    });
  }

  show(state: LampKind): void {
    const wasPlayed = this.#isPlayed;
    this.#isPlayed = state === 'live' || state === 'lost';
    if (!this.#isPlayed) {
      this.#rest(state === 'stopped' ? 'Stopped: nothing to see.' : 'No picture yet.');
    } else if (wasPlayed !== true) {
      void this.#play();
    }
  }

  async #play(): Promise<void> {
    const { api } = this.#context;
    const policy = this.#policy;
    if (policy === undefined) {
      this.#rest('One moment …');
      return;
    }
    try {
      const token = await previewToken(api, this.#name, policy);
      if (this.#signal.aborted || !this.#isPlayed || policy !== this.#policy) {
        return;
      }
      const player = element('bittube-player' as 'div', {
        channel: this.#name,
        p2p: 'off',
        muted: true,
        autoplay: true,
        token,
      });
      clearInterval(this.#renewal);
      if (token !== undefined) {
        this.#renewal = setInterval(() => {
          // Where none comes, the next time may bring one: what plays, plays on for a while.
          void previewToken(api, this.#name, policy).then(
            (next = '') => player.setAttribute('token', next),
            () => undefined,
          );
        }, RENEWAL_MILLIS);
      }
      this.element.replaceChildren(
        player,
        button('Close preview', () => this.#rest('Preview closed.', true), { class: 'button stage-close' }),
      );
    } catch (failure) {
      this.#rest(wordsOf(failure), true);
    }
  }

  #rest(words: string, canPlay = false): void {
    clearInterval(this.#renewal);
    if (this.#words.textContent === words && this.#words.isConnected) {
      return;
    }
    this.#words.textContent = words;
    this.element.replaceChildren(this.#words, ...(canPlay ? [button('Play', () => void this.#play())] : []));
  }
}
