import type { Environment } from '../transport/environment.js';
import type { RecordingFetch, RecordingInfo, RecordingResult } from '../transport/recording-fetch.js';

const LEAST_RETRY_MILLIS = 500;
const MOST_RETRY_MILLIS = 8_000;
/** Until it is asked again for what is not there yet. */
const GROWTH_MILLIS = 1_000;

/** A file of a recording, or what was wanted of it, is not kept any more. */
export class RecordingGoneError extends Error {
  /** The file's. */
  readonly id: string;

  constructor(id: string) {
    super('this part of the recording is not kept any more');
    this.name = 'RecordingGoneError';
    this.id = id;
  }
}

/** Asks a gateway about the files of a recording, again and again where it is busy or does not answer. */
export class RecordingDesk {
  readonly #fetch: RecordingFetch;
  readonly #environment: Environment;
  readonly #onTrouble: (trouble: boolean) => void;

  /** @param onTrouble the gateway does not give what is wanted, or does again */
  constructor(fetch: RecordingFetch, environment: Environment, onTrouble: (trouble: boolean) => void) {
    this.#fetch = fetch;
    this.#environment = environment;
    this.#onTrouble = onTrouble;
  }

  /**
   * A file with all its keyframes, at least one.
   * @throws RecordingGoneError · the reason of `signal`
   */
  file(id: string, signal: AbortSignal): Promise<RecordingInfo> {
    return this.#ask(id, signal, async () => {
      const result = await this.#fetch.file(id, -1, signal);
      return result.kind === 'ok' && result.value.keyframes.length === 0 ? { kind: 'behind' } : result;
    });
  }

  /** What is new in a file. Asks once. @param afterMillis see {@link RecordingFetch.file} */
  news(id: string, afterMillis: number, signal: AbortSignal): Promise<RecordingResult<RecordingInfo>> {
    return this.#fetch.file(id, afterMillis, signal);
  }

  /**
   * Bytes `first` … `last` of a file, as many of them as there are; at least one.
   * @throws RecordingGoneError · the reason of `signal`
   */
  bytes(id: string, first: number, last: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.#ask(id, signal, () => this.#fetch.bytes(id, first, last, signal));
  }

  /** Waits until there may be more of a file that grows. */
  growth(signal: AbortSignal): Promise<void> {
    return this.#pause(GROWTH_MILLIS, signal);
  }

  async #ask<T>(id: string, signal: AbortSignal, request: () => Promise<RecordingResult<T>>): Promise<T> {
    for (let retryMillis = LEAST_RETRY_MILLIS; ;) {
      signal.throwIfAborted();
      const result = await request();
      signal.throwIfAborted();
      switch (result.kind) {
        case 'ok':
          this.#onTrouble(false);
          return result.value;
        case 'behind':
          await this.growth(signal);
          break;
        case 'unknown':
        case 'off':
        case 'gone':
          throw new RecordingGoneError(id);
        case 'busy':
          await this.#pause(result.retryAfterMillis, signal);
          break;
        case 'early':
        case 'denied':
        case 'failed':
          this.#onTrouble(true);
          await this.#pause(retryMillis, signal);
          retryMillis = Math.min(MOST_RETRY_MILLIS, 2 * retryMillis);
      }
    }
  }

  /** Jittered, so that not all viewers come back at once. */
  #pause(millis: number, signal: AbortSignal): Promise<void> {
    const { timers, random } = this.#environment;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        cancel();
        reject(new DOMException('given up', 'AbortError'));
      };
      const cancel = timers.after(millis * (1 + random.next() / 4), () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      });
      signal.addEventListener('abort', giveUp);
    });
  }
}
