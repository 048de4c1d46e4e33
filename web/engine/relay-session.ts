import type { Environment } from '../transport/environment.js';
import type { GatewayHttp } from '../transport/links.js';
import type { MediaSink } from './media-sink.js';
import { isOfflineNotice } from './offline-notice.js';
import type { Parameters } from './parameters.js';

/** An FLV header and PreviousTagSize0: less cannot begin a decoder. */
const LEAST_FIRST_BYTES = 13;

export interface RelaySource {
  /** Asked whenever a stream is to begin; undefined: there is none now. */
  epochNow(): Promise<number | undefined>;
  /** A stream is about to feed the sink: whoever fed it until now ends. */
  onBegin(): void;
}

/** FLV over HTTP into the sink, for a viewer whom neither tracker nor feed reaches. Opened again when it ends. */
export class RelaySession {
  readonly #http: GatewayHttp;
  readonly #environment: Environment;
  readonly #parameters: Parameters;
  readonly #media: MediaSink;
  readonly #onBytes: (bytes: number, offAir: boolean) => void;
  #abort: AbortController | undefined;
  #feeding = false;
  #failures = 0;
  #cancelRetry: () => void = () => undefined;

  /** @param onBytes `offAir`: they say that nothing comes for now */
  constructor(
    http: GatewayHttp,
    environment: Environment,
    parameters: Parameters,
    media: MediaSink,
    onBytes: (bytes: number, offAir: boolean) => void,
  ) {
    this.#http = http;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#media = media;
    this.#onBytes = onBytes;
  }

  /** Since the first stream has begun; until then whoever fed the sink has to go on. */
  get isFeeding(): boolean {
    return this.#feeding;
  }

  /** Streams until stop(); while it does nothing happens. */
  start(source: RelaySource): void {
    if (this.#abort !== undefined) return;
    this.#abort = new AbortController();
    this.#failures = 0;
    void this.#run(source, this.#abort.signal);
  }

  /** The sink lost its place: the stream begins anew. */
  restart(source: RelaySource): void {
    const feeding = this.#feeding;
    this.stop();
    this.#feeding = feeding;
    this.start(source);
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#feeding = false;
    this.#cancelRetry();
  }

  async #run(source: RelaySource, signal: AbortSignal): Promise<void> {
    const epoch = await source.epochNow();
    if (isAborted(signal)) return;
    if (epoch !== undefined) await this.#stream(epoch, source, signal);
    if (isAborted(signal)) return;
    this.#failures++;
    const { retryLeastMillis, retryMostMillis } = this.#parameters;
    const pause =
      Math.min(retryMostMillis, retryLeastMillis * this.#failures) * (0.75 + this.#environment.random.next() / 4);
    this.#cancelRetry = this.#environment.timers.after(pause, () => void this.#run(source, signal));
  }

  async #stream(epoch: number, source: RelaySource, signal: AbortSignal): Promise<void> {
    let begun = false;
    let first = new Uint8Array(0);
    await this.#http.relay((chunk) => {
      if (signal.aborted) return;
      this.#failures = 0;
      const offAir = begun && isOfflineNotice(chunk);
      this.#onBytes(chunk.length, offAir);
      if (offAir) return;
      if (begun) {
        this.#media.append(chunk);
        return;
      }
      first = joined(first, chunk);
      if (first.length < LEAST_FIRST_BYTES) return;
      begun = true;
      this.#feeding = true;
      source.onBegin();
      this.#media.begin(epoch, first);
    }, signal);
  }
}

/** A call, because it may change across an await, which the type checker does not see. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
