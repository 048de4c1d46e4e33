import type { Packet } from '../../peers/packet.js';
import type {
  FeedLink,
  FeedListener,
  GatewayHttp,
  HttpResult,
  PacketsAnswer,
  StreamInfo,
} from '../../transport/links.js';
import type { SeededRandom } from '../peers/random-bytes.js';
import {
  GOP_PACKETS,
  makePacket,
  makePrelude,
  PACKET_MILLIS,
  publicKey,
  makeOfflinePacket,
  offlineNotice,
} from './fake-stream.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';

const DELAY_MILLIS = 20;
const WINDOW_PACKETS = 2_400;

interface FeedSocket {
  readonly listener: FeedListener;
  readonly substreams: Set<number>;
  open: boolean;
}

/** What one viewer may use of the gateway. */
export interface GatewayAccess {
  readonly feedLoss?: number;
  readonly webSockets?: boolean;
}

/** A gateway that makes a stream, signs it, and answers as docs/protocol.md sections 3 and 4 say. */
export class FakeGateway {
  epoch = 1_764_590_000_000;
  /** The process runs. */
  up = true;
  /** The source gives packets. */
  running = true;
  /** Copies of each substream that feeds may take. */
  copies = 1;
  known = true;
  httpRequests = 0;
  /** A relayed stream begins so long after it was asked for. */
  relayDelayMillis = 0;
  /** An answer with packets is on its way so much longer than others. */
  packetsDelayMillis = 0;
  readonly #time: VirtualTime;
  readonly #random: SeededRandom;
  readonly #group: string;
  #packets = new Map<number, Packet>();
  #prelude: Packet;
  #head = -1;
  #offline = false;
  readonly #feeds = new Set<FeedSocket>();
  readonly #relays = new Set<(chunk: Uint8Array | undefined) => void>();

  constructor(group: string, time: VirtualTime, random: SeededRandom) {
    this.#group = group;
    this.#time = time;
    this.#random = random;
    this.#prelude = makePrelude(group, this.epoch);
    time.every(PACKET_MILLIS, () => {
      if (this.up && this.running) this.publish();
    });
  }

  get head(): number {
    return this.#head;
  }

  publish(flags?: number): void {
    const packet = makePacket(this.#group, this.epoch, ++this.#head, flags);
    this.#publish(packet, packet.payload);
  }

  /** Nothing comes from the source any more, and the viewers are told; what `running` brings then goes on. */
  goOffline(): void {
    this.running = false;
    this.#offline = true;
    this.#publish(makeOfflinePacket(this.#group, this.epoch, ++this.#head), offlineNotice());
  }

  #publish(packet: Packet, relayed: Uint8Array): void {
    this.#packets.set(packet.seq, packet);
    this.#packets.delete(packet.seq - WINDOW_PACKETS);
    for (const feed of this.#feeds) if (feed.substreams.has(packet.substream)) this.#push(feed, packet);
    for (const relay of this.#relays) relay(relayed);
  }

  /** The process ends: every socket closes. */
  stop(): void {
    this.up = false;
    for (const feed of this.#feeds) this.#time.after(DELAY_MILLIS, () => feed.listener.onClose('gateway ended'));
    this.#feeds.clear();
    for (const relay of this.#relays) relay(undefined);
    this.#relays.clear();
  }

  /** It runs again, with a new epoch. */
  restart(): void {
    this.up = true;
    this.epoch += 1_000_000;
    this.#head = -1;
    this.#packets = new Map();
    this.#prelude = makePrelude(this.#group, this.epoch);
  }

  /** Substreams that feeds hold now. */
  get fed(): number {
    let fed = 0;
    for (const feed of this.#feeds) fed += feed.substreams.size;
    return fed;
  }

  http(): GatewayHttp {
    return {
      info: (signal) => this.#answer(signal, () => ({ kind: 'ok', value: this.#info() })),
      join: (signal) =>
        this.#answer(signal, () => {
          const from = Math.floor(this.#head / GOP_PACKETS) * GOP_PACKETS;
          return { kind: 'ok', value: this.#range(from, this.#head, [this.#prelude]) };
        }),
      prelude: (epoch, number, signal) =>
        this.#answer(signal, () =>
          epoch === this.epoch && number === 0 ? { kind: 'ok', value: this.#prelude.encoded } : { kind: 'gone' },
        ),
      packets: async (epoch, first, last, signal) => {
        const answer = await this.#answer(signal, (): HttpResult<PacketsAnswer> => {
          if (last - first >= 64 || last < first) return { kind: 'failed', message: 'bad range' };
          if (epoch !== this.epoch || first <= this.#head - WINDOW_PACKETS) return { kind: 'gone' };
          if (last > this.#head) return { kind: 'early', headSeq: this.#head };
          return { kind: 'ok', value: this.#range(first, last, []) };
        });
        return this.packetsDelayMillis === 0 ? answer : this.#time.resolveAfter(this.packetsDelayMillis, () => answer);
      },
      relay: (onBytes, signal) => this.#relay(onBytes, signal),
    };
  }

  openFeed(listener: FeedListener, access: GatewayAccess): FeedLink {
    const feed: FeedSocket = { listener, substreams: new Set(), open: true };
    this.#time.after(3 * DELAY_MILLIS, () => {
      if (!feed.open) return;
      if (!this.up || access.webSockets === false) {
        feed.open = false;
        listener.onClose('refused');
        return;
      }
      this.#feeds.add(feed);
      this.#loss.set(feed, access.feedLoss ?? 0);
      listener.onOpen();
    });
    return {
      subscribe: (substreams, fromSeq) =>
        this.#time.after(DELAY_MILLIS, () => {
          if (this.#feeds.has(feed)) this.#subscribe(feed, substreams, fromSeq);
        }),
      unsubscribe: (substreams) => substreams.forEach((s) => feed.substreams.delete(s)),
      close: () => {
        feed.open = false;
        this.#feeds.delete(feed);
      },
    };
  }

  readonly #loss = new WeakMap<FeedSocket, number>();

  #subscribe(feed: FeedSocket, substreams: readonly number[], fromSeq: number): void {
    const { listener } = feed;
    const taken = substreams.filter((s) => [...this.#feeds].filter((f) => f.substreams.has(s)).length < this.copies);
    const refused = substreams.filter((s) => !taken.includes(s));
    const tell = (task: () => void) =>
      this.#time.after(DELAY_MILLIS, () => {
        if (feed.open) task();
      });
    if (refused.length > 0) {
      const refusal = { type: 'refused', substreams: refused, reason: 'budget', retryAfterMillis: 5_000 } as const;
      tell(() => listener.onEvent(refusal));
    }
    if (taken.length === 0) return;
    const { epoch } = this;
    tell(() => listener.onEvent({ type: 'subscribed', substreams: taken, spare: [], epoch, fromSeq }));
    for (const s of taken) feed.substreams.add(s);
    for (let seq = Math.max(0, fromSeq); seq <= this.#head; seq++) {
      const packet = this.#packets.get(seq);
      if (packet !== undefined && taken.includes(packet.substream)) this.#push(feed, packet);
    }
  }

  #push(feed: FeedSocket, packet: Packet): void {
    if (this.#random.next() < (this.#loss.get(feed) ?? 0)) return;
    this.#time.after(DELAY_MILLIS, () => {
      if (feed.open) feed.listener.onPacket(packet.encoded);
    });
  }

  #answer<T>(signal: AbortSignal, value: () => HttpResult<T>): Promise<HttpResult<T>> {
    this.httpRequests++;
    return this.#time.resolveAfter(2 * DELAY_MILLIS, (): HttpResult<T> => {
      if (signal.aborted || !this.up) return { kind: 'failed', message: 'no connection' };
      if (!this.known) return { kind: 'unknown' };
      if (this.#head < 0) return { kind: 'busy', retryAfterMillis: 1_000 };
      return value();
    });
  }

  #range(first: number, last: number, before: readonly Packet[]): PacketsAnswer {
    const parts = before.map((packet) => packet.encoded);
    for (let seq = first; seq <= last; seq++) parts.push(this.#packets.get(seq)?.encoded ?? new Uint8Array(0));
    return { bytes: new Uint8Array(Buffer.concat(parts)), headSeq: this.#head };
  }

  #info(): StreamInfo {
    return {
      group: this.#group,
      epoch: this.epoch,
      headSeq: this.#head,
      headTimestampMillis: this.#head * PACKET_MILLIS,
      firstSeq: 0,
      keyframes: [],
      prelude: 0,
      publicKey,
      bitsPerSecond: 1_000_000,
      trackerUrl: 'ws://gateway/tracker',
      feedUrl: 'ws://gateway/feed',
      ...(this.#offline && !this.running ? { offline: true } : {}),
    };
  }

  async #relay(onBytes: (chunk: Uint8Array) => void, signal: AbortSignal): Promise<HttpResult<undefined>> {
    const first = await this.#answer<undefined>(signal, () => ({ kind: 'ok', value: undefined }));
    if (first.kind !== 'ok') return first;
    await this.#time.resolveAfter(this.relayDelayMillis, () => undefined);
    if (signal.aborted) return first;
    onBytes(this.#prelude.payload.slice(0, 5));
    onBytes(this.#prelude.payload.slice(5));
    const from = Math.floor(this.#head / GOP_PACKETS) * GOP_PACKETS;
    for (let seq = from; seq <= this.#head; seq++) onBytes(this.#packets.get(seq)?.payload ?? new Uint8Array(0));
    return new Promise((resolve) => {
      const relay = (chunk: Uint8Array | undefined) => {
        if (chunk !== undefined && !signal.aborted) {
          onBytes(chunk);
          return;
        }
        this.#relays.delete(relay);
        resolve({ kind: 'ok', value: undefined });
      };
      this.#relays.add(relay);
      signal.addEventListener('abort', () => relay(undefined));
    });
  }
}
