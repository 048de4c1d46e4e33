import type { GatewayHttp, HttpResult, PacketsAnswer, StreamInfo } from './links.js';
import { decodeStreamInfo } from './stream-info.js';
import type { TabLink } from './tab-link.js';
import type { TabAnswer } from './tab-messages.js';

const aborted = { kind: 'failed', message: 'given up' } as const;

/** Asks the leading tab first, and the gateway for what that one has not got. */
export class TabHttp implements GatewayHttp {
  readonly #tab: TabLink;
  readonly #gateway: GatewayHttp;
  #fromTabBytes = 0;

  constructor(tab: TabLink, gateway: GatewayHttp) {
    this.#tab = tab;
    this.#gateway = gateway;
  }

  /** Bytes that the leader answered: not the gateway's. */
  get fromTabBytes(): number {
    return this.#fromTabBytes;
  }

  async info(signal: AbortSignal): Promise<HttpResult<StreamInfo>> {
    const answer = await this.#tab.ask({ what: 'info' }, signal);
    if (signal.aborted) {
      return aborted;
    }
    // Its addresses are absolute; the base is only for form.
    const info = answer?.kind === 'info' ? decodeStreamInfo(answer.json, 'http://localhost/') : undefined;
    return info === undefined ? this.#gateway.info(signal) : { kind: 'ok', value: info };
  }

  async join(signal: AbortSignal): Promise<HttpResult<PacketsAnswer>> {
    const answer = await this.#tab.ask({ what: 'join' }, signal);
    return this.#result(answer, signal, () => this.#gateway.join(signal));
  }

  async prelude(epoch: number, number: number, signal: AbortSignal): Promise<HttpResult<Uint8Array>> {
    const answer = await this.#tab.ask({ what: 'prelude', epoch, number }, signal);
    if (signal.aborted) {
      return aborted;
    }
    if (answer?.kind !== 'bytes') {
      return this.#gateway.prelude(epoch, number, signal);
    }
    this.#fromTabBytes += answer.bytes.length;
    return { kind: 'ok', value: answer.bytes };
  }

  async packets(epoch: number, first: number, last: number, signal: AbortSignal): Promise<HttpResult<PacketsAnswer>> {
    const answer = await this.#tab.ask({ what: 'packets', epoch, first, last }, signal);
    return this.#result(answer, signal, () => this.#gateway.packets(epoch, first, last, signal));
  }

  relay(onBytes: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<HttpResult<undefined>> {
    return this.#gateway.relay(onBytes, signal);
  }

  #result(
    answer: TabAnswer | undefined,
    signal: AbortSignal,
    askGateway: () => Promise<HttpResult<PacketsAnswer>>,
  ): Promise<HttpResult<PacketsAnswer>> | HttpResult<PacketsAnswer> {
    if (signal.aborted) {
      return aborted;
    }
    if (answer?.kind === 'bytes') {
      this.#fromTabBytes += answer.bytes.length;
      return { kind: 'ok', value: { bytes: answer.bytes, headSeq: answer.headSeq } };
    }
    // On its way to the leader: asking the gateway as well would double the load.
    return answer?.kind === 'early' ? answer : askGateway();
  }
}
