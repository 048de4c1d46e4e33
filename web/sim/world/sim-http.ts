import type { Packet } from '../../peers/packet.js';
import { ReadBytes } from '../../peers/read-bytes.js';
import type { GatewayHttp, HttpResult, PacketsAnswer, StreamInfo } from '../../transport/links.js';
import { type EgressCause, toGatewayMillis } from './gateway-egress.js';
import type { SimGateway } from './sim-gateway.js';
import type { StreamPacket } from './sim-stream.js';
import type { Arrival, Station } from './station.js';

/** TCP and TLS, before the first request. */
const CONNECT_ROUND_TRIPS = 2;
const MAX_PACKETS = 64;
const JOIN_BYTES = 8 << 20;
/** Answers to requests that are refused, and info.json: small. */
const SMALL_BYTES = 700;
const BUSY_MILLIS = 1_000;
/** What a pull that comes too often is told: about the time until the next token. */
const RATE_MILLIS = 10;
/** As transport/request-deadline.ts would find out at once: a port that nobody listens on. */
const REFUSED = { kind: 'failed', message: 'no connection' } as const;
const PUBLIC_KEY = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
/** Bodies are views of this: nobody reads them, for they carry their packets. */
const BLANK = new ArrayBuffer(JOIN_BYTES + (1 << 20));

interface Answer<T> {
  readonly result: HttpResult<T>;
  readonly bytes: number;
  readonly cause: EgressCause | undefined;
}

/** One viewer's requests to the gateway: connections that are kept, one request on each at a time. */
export class SimHttp implements GatewayHttp {
  readonly #gateway: SimGateway;
  readonly #station: Station;
  #idle = 0;

  constructor(gateway: SimGateway, station: Station) {
    this.#gateway = gateway;
    this.#station = station;
  }

  info(signal: AbortSignal): Promise<HttpResult<StreamInfo>> {
    return this.#request(signal, 'join', () => this.#info());
  }

  join(signal: AbortSignal): Promise<HttpResult<PacketsAnswer>> {
    return this.#request(signal, 'join', () => this.#join());
  }

  prelude(epoch: number, number: number, signal: AbortSignal): Promise<HttpResult<Uint8Array>> {
    return this.#request<Uint8Array>(signal, 'join', () => {
      const gateway = this.#gateway;
      const prelude = number === 0 && epoch === gateway.epoch ? gateway.stream.prelude(epoch) : undefined;
      if (prelude === undefined) return small<Uint8Array>({ kind: 'gone' });
      const value = prelude.encoded;
      return { result: { kind: 'ok', value }, bytes: value.length, cause: 'rescue' };
    });
  }

  packets(epoch: number, first: number, last: number, signal: AbortSignal): Promise<HttpResult<PacketsAnswer>> {
    return this.#request(signal, 'http', () => this.#packets(epoch, first, last));
  }

  async relay(onBytes: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<HttpResult<undefined>> {
    const first = await this.#request<undefined>(signal, 'join', () =>
      this.#gateway.head < 0
        ? small({ kind: 'busy', retryAfterMillis: BUSY_MILLIS })
        : small({ kind: 'ok', value: undefined }),
    );
    if (first.kind !== 'ok') return first;
    const gateway = this.#gateway;
    onBytes(gateway.stream.prelude(gateway.epoch)?.packet.payload ?? new Uint8Array(0));
    const send = (made: StreamPacket): void => {
      const { payload } = made.packet;
      const arrives = gateway.egress.send(this.#station, payload.length, 'rescue', gateway.time.nowMillis());
      gateway.time.after(arrives - gateway.time.nowMillis(), () => {
        if (!signal.aborted && !this.#station.dead) onBytes(payload);
      });
    };
    for (let seq = gateway.keyframe; seq <= gateway.head; seq++) {
      const made = gateway.packet(seq);
      if (made !== undefined) send(made);
    }
    return new Promise((resolve) => {
      const end = gateway.openRelay((made) => {
        if (made !== undefined) {
          send(made);
          return;
        }
        // The connection's end arrives like its bytes do.
        void gateway.time
          .resolveAfter(toGatewayMillis(this.#station), () => undefined)
          .then(() => resolve({ kind: 'ok', value: undefined }));
      });
      signal.addEventListener('abort', () => {
        end();
        resolve({ kind: 'ok', value: undefined });
      });
    });
  }

  /** `arrival`: what the packets that the engine takes when it has the answer are counted as. */
  async #request<T>(signal: AbortSignal, arrival: Arrival, answer: () => Answer<T>): Promise<HttpResult<T>> {
    const { time, rates, egress } = this.#gateway;
    const station = this.#station;
    const delay = toGatewayMillis(station);
    const connect = this.#idle > 0 ? 0 : 2 * CONNECT_ROUND_TRIPS * delay;
    if (this.#idle > 0) this.#idle--;
    let life = -1;
    const answered = await time.resolveAfter(connect + delay, (): Answer<T> | undefined => {
      if (!this.#gateway.isUp || station.dead || signal.aborted) return undefined;
      life = this.#gateway.life;
      if (!rates.take(station.profile.address, time.nowMillis())) {
        return small({ kind: 'busy', retryAfterMillis: RATE_MILLIS });
      }
      return answer();
    });
    const now = time.nowMillis();
    if (answered === undefined) return time.resolveAfter(delay, () => REFUSED);
    const { result, bytes, cause } = answered;
    const arrives = cause === undefined ? now + delay : egress.send(station, bytes, cause, now);
    return time.resolveAfter(arrives - now, () => {
      if (life !== this.#gateway.life || signal.aborted) return REFUSED;
      this.#idle++;
      station.arriving = arrival;
      return result;
    });
  }

  #info(): Answer<StreamInfo> {
    const { group, epoch, head, firstSeq, keyframe, stream } = this.#gateway;
    if (head < 0) return small({ kind: 'busy', retryAfterMillis: BUSY_MILLIS });
    return small({
      kind: 'ok',
      value: {
        group,
        epoch,
        headSeq: head,
        headTimestampMillis: this.#gateway.packet(head)?.packet.timestampMillis ?? 0,
        firstSeq,
        keyframes: [keyframe],
        prelude: 0,
        publicKey: PUBLIC_KEY,
        bitsPerSecond: stream.bitsPerSecond,
        trackerUrl: 'wss://gateway/tracker',
        feedUrl: `wss://gateway/feed/${group}`,
      },
    });
  }

  #join(): Answer<PacketsAnswer> {
    const gateway = this.#gateway;
    const prelude = gateway.stream.prelude(gateway.epoch);
    if (gateway.head < 0 || prelude === undefined) return small({ kind: 'busy', retryAfterMillis: BUSY_MILLIS });
    const packets = [prelude.packet, ...this.#range(gateway.keyframe, gateway.head)];
    return body(packets, gateway.head, 'join');
  }

  #packets(epoch: number, first: number, last: number): Answer<PacketsAnswer> {
    const { head, firstSeq } = this.#gateway;
    if (epoch !== this.#gateway.epoch || first < firstSeq) return small({ kind: 'gone' });
    if (last > head) return small({ kind: 'early', headSeq: head < 0 ? undefined : head });
    return body(this.#range(first, Math.min(last, first + MAX_PACKETS - 1)), head, 'rescue');
  }

  #range(first: number, last: number): Packet[] {
    const packets: Packet[] = [];
    for (let seq = first; seq <= last; seq++) {
      const made = this.#gateway.packet(seq);
      if (made !== undefined) packets.push(made.packet);
    }
    return packets;
  }
}

function small<T>(result: HttpResult<T>): Answer<T> {
  return { result, bytes: SMALL_BYTES, cause: undefined };
}

function body(packets: readonly Packet[], headSeq: number, cause: EgressCause): Answer<PacketsAnswer> {
  const length = packets.reduce((sum, packet) => sum + packet.lengthBytes, 0);
  const bytes = new ReadBytes(BLANK, 0, Math.min(length, BLANK.byteLength));
  bytes.packets = packets;
  return { result: { kind: 'ok', value: { bytes, headSeq } }, bytes: length, cause };
}
