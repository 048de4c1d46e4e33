import type { PlayoutEnvironment } from './environment.js';
import { RestartPolicy } from './restart-policy.js';

/**
 * - `paused`: the viewer plays again after a long pause.
 * - `behind`: more came than the player may keep.
 * - `tracks`: a track began or ended, and a player has a fixed set of them.
 * - `broken`: the stream or the decoder went wrong.
 */
export type RestartReason = 'paused' | 'behind' | 'tracks' | 'broken';

/** So many requests in a row that did not help are worth an error on the screen; asking goes on. */
const HOPELESS_AFTER = 5;

/** Asks for a fresh start, again and again with growing distance, until {@link cancel}. */
export class RestartRequests {
  readonly #environment: PlayoutEnvironment;
  readonly #listener: {
    onNeedsStart(reason: RestartReason): void;
    onError(kind: 'broken', message: string): void;
  };
  readonly #policy = new RestartPolicy();
  #cancelTimer: (() => void) | undefined;

  constructor(
    environment: PlayoutEnvironment,
    listener: { onNeedsStart(reason: RestartReason): void; onError(kind: 'broken', message: string): void },
  ) {
    this.#environment = environment;
    this.#listener = listener;
  }

  /** A request that is on its way already stands for this one too. */
  request(reason: RestartReason, message: string): void {
    if (this.#cancelTimer === undefined) {
      this.#schedule(reason, message);
    }
  }

  /** The start has come, or nobody waits for it any more. */
  cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #schedule(reason: RestartReason, message: string): void {
    const { clock, timers } = this.#environment;
    this.#cancelTimer = timers.after(this.#policy.waitMillis(clock.nowMillis()), () => {
      const requests = this.#policy.asked(clock.nowMillis());
      this.#schedule(reason, message);
      if (requests === HOPELESS_AFTER) {
        this.#listener.onError('broken', message);
      }
      this.#listener.onNeedsStart(reason);
    });
  }
}
