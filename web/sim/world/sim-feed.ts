import { SUBSTREAMS } from '../../peers/messages.js';
import type { FeedEvent, FeedLink, FeedListener } from '../../transport/links.js';
import { fragmentsOf, repetitionMillis } from './datagrams.js';
import { toGatewayMillis } from './gateway-egress.js';
import { SimEvent } from './sim-event.js';
import type { SimGateway } from './sim-gateway.js';
import type { StreamPacket } from './sim-stream.js';
import type { Station } from './station.js';

/** TCP, TLS, upgrade. */
const OPEN_ROUND_TRIPS = 3;
/** A refused viewer comes back after this and up to as much again and a bit (FeedGroup). */
const RETRY_MILLIS = 3_000;
const RETRY_SPREAD_MILLIS = 4_000;
/** A reader that is further behind than this is slow (FeedReader). */
const SLOW_MILLIS = 3_000;
/** Pings notice a dead viewer. */
const DEAD_MILLIS = 12_000;
const LOOK_MILLIS = 3_000;

/** One viewer's socket at the gateway's feed, both ends. */
export class SimFeed implements FeedLink {
  readonly station: Station;
  readonly #gateway: SimGateway;
  readonly #listener: FeedListener;
  #state: 'opening' | 'open' | 'closed' = 'opening';
  #lastArrivesAtMillis = 0;

  constructor(gateway: SimGateway, station: Station, listener: FeedListener) {
    this.#gateway = gateway;
    this.station = station;
    this.#listener = listener;
    gateway.time.after(2 * OPEN_ROUND_TRIPS * toGatewayMillis(station), () => this.#open());
  }

  subscribe(substreams: readonly number[], fromSeq: number): void {
    this.#atGateway(() => this.#subscribe(substreams, fromSeq));
  }

  unsubscribe(substreams: readonly number[]): void {
    this.#atGateway(() => this.#gateway.budget.release(this, substreams));
  }

  close(): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'closed';
    if (!wasOpen) return;
    const { time } = this.#gateway;
    const { dead, random } = this.station;
    const noticed = dead ? DEAD_MILLIS + random.next() * LOOK_MILLIS : toGatewayMillis(this.station);
    time.after(noticed, () => this.#gateway.onFeedGone(this));
  }

  /** The gateway has ended. */
  cut(): void {
    this.#gateway.time.after(toGatewayMillis(this.station), () => this.#refuse('gateway ended'));
  }

  /** The next packet of a substream that is held. */
  push(made: StreamPacket): void {
    const { egress, time } = this.#gateway;
    const now = time.nowMillis();
    const bytes = made.packet.lengthBytes;
    const delay = toGatewayMillis(this.station);
    const { lossShare } = this.station.profile;
    const sent = egress.send(this.station, bytes, 'feed', now);
    const arrives = sent + repetitionMillis(fragmentsOf(bytes), lossShare, 2 * delay, this.station.random);
    // A stream of bytes: what follows a lost segment waits for it.
    this.#lastArrivesAtMillis = Math.max(arrives, this.#lastArrivesAtMillis);
    if (this.#lastArrivesAtMillis - delay - now > SLOW_MILLIS) this.#evict();
    time.at(this.#lastArrivesAtMillis, new FeedDelivery(this, made));
  }

  receive(made: StreamPacket): void {
    if (this.#state !== 'open' || this.station.dead) return;
    this.station.arriving = 'feed';
    this.#listener.onPacket(made.encoded);
  }

  #open(): void {
    if (this.#state !== 'opening' || this.station.dead) return;
    if (!this.#gateway.isUp) {
      this.#refuse('refused');
      return;
    }
    this.#state = 'open';
    this.#gateway.onFeedOpen(this);
    this.#listener.onOpen();
  }

  #refuse(reason: string): void {
    if (this.#state === 'closed' || this.station.dead) return;
    this.#state = 'closed';
    this.#listener.onClose(reason);
  }

  #subscribe(substreams: readonly number[], fromSeq: number): void {
    const { budget, head, epoch } = this.#gateway;
    const granted = budget.grant(this, substreams);
    const refused = substreams.filter((s) => !granted.includes(s));
    // A number past the head is of an epoch that is over.
    const from = fromSeq > head + SUBSTREAMS ? head + 1 : Math.max(fromSeq, this.#gateway.firstSeq);
    if (granted.length > 0) this.#tell({ type: 'subscribed', substreams: granted, epoch, fromSeq: from });
    if (refused.length > 0) {
      const retryAfterMillis = RETRY_MILLIS + this.#gateway.random.below(RETRY_SPREAD_MILLIS + 1);
      this.#tell({ type: 'refused', substreams: refused, reason: 'budget', retryAfterMillis });
    }
    for (let seq = from; seq <= head; seq++) {
      const made = granted.includes(seq % SUBSTREAMS) ? this.#gateway.packet(seq) : undefined;
      if (made !== undefined) this.push(made);
    }
  }

  #evict(): void {
    const substreams = this.#gateway.budget.leave(this);
    if (substreams.length > 0) this.#tell({ type: 'evicted', substreams, reason: 'slow' });
  }

  #tell(event: FeedEvent): void {
    this.#gateway.time.after(toGatewayMillis(this.station), () => {
      if (this.#state === 'open' && !this.station.dead) this.#listener.onEvent(event);
    });
  }

  #atGateway(task: () => void): void {
    if (this.station.dead) return;
    this.#gateway.time.after(toGatewayMillis(this.station), () => {
      if (this.#state === 'open' && this.#gateway.isUp) task();
    });
  }
}

class FeedDelivery extends SimEvent {
  readonly #to: SimFeed;
  readonly #made: StreamPacket;

  constructor(to: SimFeed, made: StreamPacket) {
    super();
    this.#to = to;
    this.#made = made;
  }

  fire(): void {
    this.#to.receive(this.#made);
  }
}
