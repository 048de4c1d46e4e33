import { Packet, PacketError } from '../peers/packet.js';
import type { Environment } from '../transport/environment.js';
import type { GatewayHttp } from '../transport/links.js';

/** Fetches preludes that a decoder needs, one at a time, not more often than twice a second. */
export class PreludeFetch {
  readonly #http: GatewayHttp;
  readonly #environment: Environment;
  readonly #onPrelude: (prelude: Packet, bytes: number) => void;
  #abort = new AbortController();
  #busy = false;
  #againAtMillis = -Infinity;

  constructor(http: GatewayHttp, environment: Environment, onPrelude: (prelude: Packet, bytes: number) => void) {
    this.#http = http;
    this.#environment = environment;
    this.#onPrelude = onPrelude;
  }

  /** Asks for it, unless a request is under way; the caller comes again while it needs one. */
  want(epoch: number, number: number): void {
    const now = this.#environment.clock.nowMillis();
    if (this.#busy || now < this.#againAtMillis) return;
    this.#busy = true;
    this.#againAtMillis = now + 500;
    void this.#fetch(epoch, number);
  }

  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#busy = false;
  }

  async #fetch(epoch: number, number: number): Promise<void> {
    const { signal } = this.#abort;
    const result = await this.#http.prelude(epoch, number, signal);
    if (signal.aborted) return;
    this.#busy = false;
    if (result.kind !== 'ok') return;
    try {
      const prelude = Packet.decode(result.value);
      if (prelude.epoch === epoch && prelude.prelude === number) this.#onPrelude(prelude, result.value.length);
    } catch (error) {
      if (!(error instanceof PacketError)) throw error;
    }
  }
}
