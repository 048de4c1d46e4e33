import type { Environment } from '../transport/environment.js';
import type { ObjectHttp, ObjectInfo, ObjectResult } from '../transport/object-links.js';
import type { Descriptor } from './descriptor.js';
import { ObjectFormatError } from './object-format-error.js';
import type { Unavailable } from './object-unavailable-error.js';
import { verifiedDescriptor } from './verify-descriptor.js';

export interface ObjectOpeningListener {
  /** Verified. */
  onDescriptor(descriptor: Descriptor): void;
  onInfo(info: ObjectInfo): void;
  /** It will not come; nothing more is tried. */
  onUnavailable(reason: Unavailable): void;
  /** It did not come this time, and is tried again. */
  onOffline(): void;
}

const LEAST_RETRY_MILLIS = 500;
const MOST_RETRY_MILLIS = 8_000;

/** Fetches what a session begins with, both at once, until it is here: the descriptor and the address of the tracker. */
export class ObjectOpening {
  readonly #id: string;
  readonly #http: ObjectHttp;
  readonly #environment: Environment;
  readonly #listener: ObjectOpeningListener;
  readonly #abort = new AbortController();
  /** Bytes of the descriptor's answer. */
  bytes = 0;

  constructor(id: string, http: ObjectHttp, environment: Environment, listener: ObjectOpeningListener) {
    this.#id = id;
    this.#http = http;
    this.#environment = environment;
    this.#listener = listener;
  }

  start(): void {
    void this.#fetchDescriptor(LEAST_RETRY_MILLIS);
    void this.#fetchInfo(LEAST_RETRY_MILLIS);
  }

  stop(): void {
    this.#abort.abort();
  }

  async #fetchDescriptor(pauseMillis: number): Promise<void> {
    const result = await this.#http.descriptor(this.#abort.signal);
    if (this.#abort.signal.aborted) return;
    switch (result.kind) {
      case 'ok': {
        this.bytes = result.value.length;
        const descriptor = descriptorIn(result.value, this.#id);
        if (descriptor === undefined) this.#listener.onUnavailable('false descriptor');
        else this.#listener.onDescriptor(descriptor);
        return;
      }
      case 'unknown':
      case 'denied':
        this.#listener.onUnavailable(result.kind);
        return;
      case 'early':
      case 'gone':
      case 'busy':
      case 'failed':
        this.#listener.onOffline();
        this.#later(result, pauseMillis, (next) => void this.#fetchDescriptor(next));
    }
  }

  /** Without it there is no tracker, and everything comes over HTTP. */
  async #fetchInfo(pauseMillis: number): Promise<void> {
    const result = await this.#http.info(this.#abort.signal);
    if (this.#abort.signal.aborted) return;
    if (result.kind === 'ok') this.#listener.onInfo(result.value);
    else this.#later(result, pauseMillis, (next) => void this.#fetchInfo(next));
  }

  #later(result: ObjectResult<unknown>, pauseMillis: number, again: (pauseMillis: number) => void): void {
    const least = result.kind === 'busy' ? result.retryAfterMillis : 0;
    const pause = Math.max(least, pauseMillis) * (1 + this.#environment.random.next() / 2);
    this.#environment.timers.after(pause, () => {
      if (!this.#abort.signal.aborted) again(Math.min(MOST_RETRY_MILLIS, 2 * pauseMillis));
    });
  }
}

function descriptorIn(answer: Uint8Array, id: string): Descriptor | undefined {
  try {
    return verifiedDescriptor(answer, id);
  } catch (error) {
    if (!(error instanceof ObjectFormatError)) throw error;
    return undefined;
  }
}
