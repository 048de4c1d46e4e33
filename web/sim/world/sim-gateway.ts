import type { FeedLink, FeedListener, GatewayHttp } from '../../transport/links.js';
import { copiesFor, FeedBudget } from './feed-budget.js';
import { GatewayEgress } from './gateway-egress.js';
import { PullRates } from './pull-rates.js';
import { SimFeed } from './sim-feed.js';
import { SimHttp } from './sim-http.js';
import type { SimRandom } from './sim-random.js';
import type { SimStream, StreamPacket } from './sim-stream.js';
import type { Station } from './station.js';
import type { VirtualTime } from './virtual-time.js';

const FIRST_EPOCH = 1_764_590_000_000;
const WINDOW_MILLIS = 60_000;

export interface GatewayOptions {
  readonly group: string;
  readonly egressKbps: number;
  readonly feedKbps: number;
  /** Copies of each substream; by the number of viewers when left out. */
  readonly copies: number | undefined;
}

/** The gateway of the simulated channel: makes the stream, and answers as docs/protocol.md sections 3 and 4 say. */
export class SimGateway {
  readonly group: string;
  readonly time: VirtualTime;
  readonly random: SimRandom;
  readonly stream: SimStream;
  readonly egress: GatewayEgress;
  readonly rates = new PullRates();
  readonly budget: FeedBudget<SimFeed>;
  #epoch = FIRST_EPOCH;
  #head = -1;
  #up = true;
  /** Which life of the process this is: an answer of an earlier one never arrives. */
  #life = 0;
  readonly #feeds = new Set<SimFeed>();
  readonly #relays = new Set<(made: StreamPacket | undefined) => void>();

  /** @param viewers how many viewers the tracker counts */
  constructor(time: VirtualTime, random: SimRandom, stream: SimStream, options: GatewayOptions, viewers: () => number) {
    this.time = time;
    this.random = random;
    this.stream = stream;
    this.group = options.group;
    this.egress = new GatewayEgress(options.egressKbps);
    const copies = () => options.copies ?? copiesFor(viewers());
    this.budget = new FeedBudget(copies, stream.bitsPerSecond, options.feedKbps * 1_000);
    stream.begin(this.#epoch, time.nowMillis());
    time.every(stream.packetMillis, () => this.#publish());
  }

  get isUp(): boolean {
    return this.#up;
  }

  get life(): number {
    return this.#life;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Newest seq, −1: none yet. */
  get head(): number {
    return this.#head;
  }

  /** Oldest seq in the window. */
  get firstSeq(): number {
    return Math.max(0, this.#head + 1 - Math.floor(WINDOW_MILLIS / this.stream.packetMillis));
  }

  /** Seq of the newest keyframe. */
  get keyframe(): number {
    return this.#head - (this.#head % this.stream.gopPackets);
  }

  /** Media time that the gateway has: the end of its newest packet. */
  get headMillis(): number {
    return (this.#head + 1) * this.stream.packetMillis;
  }

  /** Copies of substreams that feeds hold now. */
  get fedSubstreams(): number {
    return this.budget.given;
  }

  packet(seq: number): StreamPacket | undefined {
    return this.stream.get(this.#epoch, seq);
  }

  /** The process ends: every socket closes. */
  stop(): void {
    if (!this.#up) return;
    this.#up = false;
    this.#life++;
    for (const feed of this.#feeds) {
      this.budget.leave(feed);
      feed.cut();
    }
    this.#feeds.clear();
    for (const relay of this.#relays) relay(undefined);
    this.#relays.clear();
  }

  /** It runs again, with a new epoch. */
  restart(): void {
    this.stop();
    this.#up = true;
    this.#epoch += Math.max(1, Math.ceil(this.headMillis) + 1_000);
    this.#head = -1;
    this.stream.begin(this.#epoch, this.time.nowMillis());
  }

  http(station: Station): GatewayHttp {
    return new SimHttp(this, station);
  }

  openFeed(station: Station, listener: FeedListener): FeedLink {
    return new SimFeed(this, station, listener);
  }

  onFeedOpen(feed: SimFeed): void {
    this.#feeds.add(feed);
  }

  onFeedGone(feed: SimFeed): void {
    this.#feeds.delete(feed);
    this.budget.leave(feed);
  }

  /** `onPacket` gets every packet from now on, undefined at the end; returns what ends it. */
  openRelay(onPacket: (made: StreamPacket | undefined) => void): () => void {
    this.#relays.add(onPacket);
    return () => this.#relays.delete(onPacket);
  }

  #publish(): void {
    if (!this.#up) return;
    const made = this.stream.make(++this.#head, this.time.nowMillis());
    for (const feed of this.budget.holders(made.packet.substream)) feed.push(made);
    for (const relay of this.#relays) relay(made);
  }
}
