import { readBounded } from './bounded-body.js';
import type { Timers } from './environment.js';
import { type Fetch, GatewayRequest, malformed, timedOut } from './gateway-request.js';
import { JOIN_BYTES, JSON_BYTES, PACKETS_IN_RANGE, PACKET_BYTES } from './limits.js';
import type { GatewayHttp, HttpResult, PacketsAnswer, StreamInfo } from './links.js';
import type { RequestDeadline } from './request-deadline.js';
import { decodeStreamInfo } from './stream-info.js';
import { withToken, type ViewerToken } from './viewer-token.js';

const TIMEOUT_MILLIS = 8_000;
const JOIN_TIMEOUT_MILLIS = 10_000;
/** A relay that brings nothing for so long is dead, even when nobody says so. */
const RELAY_SILENCE_MILLIS = 10_000;
const MAX_SEQ = 2 ** 32 - 2;

/** Requests to one group at one gateway (docs/protocol.md section 3). */
export class GatewayFetch implements GatewayHttp {
  readonly #gateway: GatewayRequest;
  readonly #liveUrl: string;
  readonly #token: ViewerToken;

  /**
   * @param gatewayUrl address of the gateway, with a path when it does not stand at the root of its host
   * @param group a valid group name
   * @param token shown with every request, where there is one
   */
  constructor(fetch: Fetch, timers: Timers, gatewayUrl: string, group: string, token: ViewerToken = () => undefined) {
    this.#gateway = new GatewayRequest(fetch, timers);
    this.#liveUrl = new URL(`live/${group}`, gatewayUrl.endsWith('/') ? gatewayUrl : `${gatewayUrl}/`).href;
    this.#token = token;
  }

  info(signal: AbortSignal): Promise<HttpResult<StreamInfo>> {
    const url = `${this.#liveUrl}/info.json`;
    return this.#request(url, TIMEOUT_MILLIS, signal, async (response) => {
      const bytes = await readBounded(response, JSON_BYTES);
      const info = bytes === undefined ? undefined : decodeStreamInfo(new TextDecoder().decode(bytes), url);
      return info === undefined ? malformed : { kind: 'ok', value: info };
    });
  }

  join(signal: AbortSignal): Promise<HttpResult<PacketsAnswer>> {
    return this.#packets('join', JOIN_BYTES, JOIN_TIMEOUT_MILLIS, signal);
  }

  async prelude(epoch: number, number: number, signal: AbortSignal): Promise<HttpResult<Uint8Array>> {
    const answer = await this.#packets(`${epoch}/prelude/${number}`, PACKET_BYTES, TIMEOUT_MILLIS, signal);
    return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.bytes } : answer;
  }

  packets(epoch: number, first: number, last: number, signal: AbortSignal): Promise<HttpResult<PacketsAnswer>> {
    const count = last - first + 1;
    if (count < 1 || count > PACKETS_IN_RANGE) {
      return Promise.resolve({ kind: 'failed', message: `a range of ${count} packets` });
    }
    const path = `${epoch}/packets/${first}-${last}`;
    return this.#packets(path, count * PACKET_BYTES, TIMEOUT_MILLIS, signal);
  }

  relay(onBytes: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<HttpResult<undefined>> {
    return this.#request(`${this.#liveUrl}.flv`, TIMEOUT_MILLIS, signal, async (response, deadline) => {
      const reader = response.body?.getReader();
      for (;;) {
        deadline.postpone(RELAY_SILENCE_MILLIS);
        const chunk = await reader?.read();
        if (chunk?.done !== false) {
          return { kind: 'ok', value: undefined };
        }
        // A chunk that came in while the request was being aborted must not reach a caller that has gone on.
        if (deadline.signal.aborted) {
          return timedOut;
        }
        onBytes(chunk.value);
      }
    });
  }

  #packets(
    path: string,
    maxBytes: number,
    timeoutMillis: number,
    signal: AbortSignal,
  ): Promise<HttpResult<PacketsAnswer>> {
    return this.#request(`${this.#liveUrl}/${path}`, timeoutMillis, signal, async (response) => {
      const bytes = await readBounded(response, maxBytes);
      return bytes === undefined ? malformed : { kind: 'ok', value: { bytes, headSeq: headSeq(response) } };
    });
  }

  #request<T>(
    url: string,
    timeoutMillis: number,
    signal: AbortSignal,
    read: (response: Response, deadline: RequestDeadline) => Promise<HttpResult<T>>,
  ): Promise<HttpResult<T>> {
    return this.#gateway.get(withToken(url, this.#token()), timeoutMillis, signal, read, (response) => {
      switch (response.status) {
        case 204:
          return { kind: 'early', headSeq: headSeq(response) };
        case 404:
          return { kind: 'unknown' };
        default:
          return undefined;
      }
    });
  }
}

function headSeq(response: Response): number | undefined {
  const text = response.headers.get('bittube-head') ?? '';
  return /^\d{1,10}$/.test(text) && Number(text) <= MAX_SEQ ? Number(text) : undefined;
}
