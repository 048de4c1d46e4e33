import type { Film, Keyframe } from '../media/film.js';
import { KeyframeIndex } from '../objects/keyframe-index.js';
import type { Environment } from '../transport/environment.js';
import type { RecordingFetch, RecordingInfo } from '../transport/recording-fetch.js';

/** Bytes asked for at once: 2 s of a stream of 1 Mbit/s, a fifth of a second of the largest. */
const CHUNK_BYTES = 256 * 1024;
/** At the end of what there is: how long until it is asked again. */
const GROWTH_MILLIS = 1_000;
const LEAST_RETRY_MILLIS = 500;
const MOST_RETRY_MILLIS = 8_000;
/** A recording that was not asked about for so long may have ended: it is not taken to have grown further. */
const TRUSTED_MILLIS = 10_000;

/** The recording, or what was wanted of it, is not kept any more. */
export class RecordingGoneError extends Error {
  constructor() {
    super('this part of the recording is not kept any more');
    this.name = 'RecordingGoneError';
  }
}

/** A file that a gateway is recording, as a film that grows until the recording ends or the next file begins. */
export class LiveRecording implements Film {
  readonly id: string;
  readonly startTimestampMillis: number;
  readonly prelude: Uint8Array;
  readonly #fetch: RecordingFetch;
  readonly #environment: Environment;
  readonly #onTrouble: (trouble: boolean) => void;
  readonly #keyframes: Keyframe[];
  readonly #index: KeyframeIndex;
  #bytes: number;
  #durationMillis: number;
  #askedAtMillis: number;
  #growing = true;

  /**
   * @param info with all its keyframes, at least one
   * @param onTrouble the gateway does not give what is wanted, or does again
   */
  constructor(
    info: RecordingInfo,
    fetch: RecordingFetch,
    environment: Environment,
    onTrouble: (trouble: boolean) => void,
  ) {
    this.id = info.id;
    this.startTimestampMillis = info.startTimestampMillis;
    this.prelude = info.prelude;
    this.#fetch = fetch;
    this.#environment = environment;
    this.#onTrouble = onTrouble;
    this.#keyframes = [...info.keyframes];
    this.#index = new KeyframeIndex(this.#keyframes);
    this.#bytes = info.bytes;
    this.#durationMillis = info.durationMillis;
    this.#askedAtMillis = environment.clock.nowMillis();
  }

  get startMillis(): number {
    return this.#keyframes[0]?.timeMillis ?? 0;
  }

  /** Of what there should be by now. */
  get endMillis(): number {
    const sinceMillis = this.#environment.clock.nowMillis() - this.#askedAtMillis;
    return this.#durationMillis + (this.#growing ? Math.min(sinceMillis, TRUSTED_MILLIS) : 0);
  }

  keyframeBefore(timeMillis: number): Keyframe {
    return this.#index.before(timeMillis);
  }

  keyframeAfter(offset: number): Keyframe | undefined {
    const before = this.#index.at(offset);
    return before === undefined ? this.#keyframes[0] : this.#index.after(before);
  }

  /** @throws RecordingGoneError · the reason of `signal` */
  async read(offset: number, signal: AbortSignal): Promise<Uint8Array> {
    for (let retryMillis = LEAST_RETRY_MILLIS; ;) {
      signal.throwIfAborted();
      if (this.#growing && offset >= this.#bytes) {
        if (!(await this.#grow(signal))) {
          await this.#pause(GROWTH_MILLIS, signal);
        }
        continue;
      }
      const last = offset + CHUNK_BYTES - 1;
      const result = await this.#fetch.bytes(
        this.id,
        offset,
        this.#growing ? Math.min(last, this.#bytes - 1) : last,
        signal,
      );
      signal.throwIfAborted();
      switch (result.kind) {
        case 'ok':
          this.#onTrouble(false);
          return result.value;
        case 'behind':
          if (!this.#growing) {
            return new Uint8Array();
          }
          await this.#pause(GROWTH_MILLIS, signal);
          break;
        case 'unknown':
        case 'gone':
          throw new RecordingGoneError();
        case 'busy':
          await this.#pause(result.retryAfterMillis, signal);
          break;
        case 'early':
        case 'failed':
          this.#onTrouble(true);
          await this.#pause(retryMillis, signal);
          retryMillis = Math.min(MOST_RETRY_MILLIS, 2 * retryMillis);
      }
    }
  }

  onPosition(): void {
    // Whatever is read comes over HTTP, when it is read.
  }

  /** Asks how much there is now, and tells whether that was news. Whatever goes wrong, what is known stays. */
  async #grow(signal: AbortSignal): Promise<boolean> {
    const before = this.#bytes;
    const result = await this.#fetch.info(this.#keyframes.at(-1)?.timeMillis ?? 0, signal);
    if (result.kind === 'unknown' || (result.kind === 'ok' && result.value.id !== this.id)) {
      this.#growing = false;
      return true;
    }
    if (result.kind === 'ok') {
      const { bytes, durationMillis, keyframes } = result.value;
      const end = this.#keyframes.at(-1)?.offset ?? -1;
      this.#keyframes.push(...keyframes.filter(({ offset }) => offset > end));
      this.#bytes = Math.max(this.#bytes, bytes);
      this.#durationMillis = Math.max(this.#durationMillis, durationMillis);
      this.#askedAtMillis = this.#environment.clock.nowMillis();
    } else if (result.kind === 'failed' && !signal.aborted) {
      this.#onTrouble(true);
    }
    return this.#bytes > before;
  }

  /** Jittered, so that not all viewers come back at once. */
  #pause(millis: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        cancel();
        reject(new DOMException('given up', 'AbortError'));
      };
      const cancel = this.#environment.timers.after(millis * (1 + this.#environment.random.next() / 4), () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      });
      signal.addEventListener('abort', giveUp);
    });
  }
}
