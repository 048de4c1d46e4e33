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
const RETRY_MILLIS = 1_000;
const RETRY_SPREAD_MILLIS = 1_000;
/** A reader that is further behind than this is slow (FeedReader). */
const SLOW_MILLIS = 3_000;
/** Who comes back for what it was refused so long ago has found no parent (FeedRefusals). */
const HUNGRY_FROM_MILLIS = 4_000;
const HUNGRY_UNTIL_MILLIS = 20_000;
/** Pings notice that a holder is silent, and some time later that its socket is dead. */
const SILENT_MILLIS = 3_000;
const LOOK_MILLIS = 1_000;
const DEAD_MILLIS = 13_000;

/** One viewer's socket at the gateway's feed, both ends. */
export class SimFeed implements FeedLink {
  readonly station: Station;
  readonly #gateway: SimGateway;
  readonly #listener: FeedListener;
  #state: 'opening' | 'open' | 'closed' = 'opening';
  #lastArrivesAtMillis = 0;
  readonly #refusedAtMillis = new Array<number>(SUBSTREAMS).fill(-Infinity);

  constructor(gateway: SimGateway, station: Station, listener: FeedListener) {
    this.#gateway = gateway;
    this.station = station;
    this.#listener = listener;
    gateway.time.after(2 * OPEN_ROUND_TRIPS * toGatewayMillis(station), () => this.#open());
  }

  subscribe(substreams: readonly number[], fromSeq: number, lost: boolean): void {
    this.#atGateway(() => this.#subscribe(substreams, fromSeq, lost));
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
    if (dead) time.after(SILENT_MILLIS + random.next() * LOOK_MILLIS, () => this.#takeBack());
    time.after(dead ? DEAD_MILLIS : toGatewayMillis(this.station), () => this.#gateway.onFeedGone(this));
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

  #subscribe(substreams: readonly number[], fromSeq: number, lost: boolean): void {
    const { budget, head, epoch } = this.#gateway;
    const now = this.#gateway.time.nowMillis();
    const due = budget.grant(this, substreams);
    const lacking = substreams.filter((s) => !due.includes(s));
    const replaced = lost ? lacking.filter((s) => budget.replaces(s, now)) : [];
    const hungry = lacking.filter((s) => {
      if (replaced.includes(s)) return true;
      const age = now - (this.#refusedAtMillis[s] ?? -Infinity);
      return age >= HUNGRY_FROM_MILLIS && age <= HUNGRY_UNTIL_MILLIS;
    });
    const spare = budget.grantSpare(this, hungry);
    budget.noteHeir(
      this,
      spare.filter((s) => replaced.includes(s)),
    );
    const granted = [...due, ...spare];
    const refused = substreams.filter((s) => !granted.includes(s));
    for (const s of granted) this.#refusedAtMillis[s] = -Infinity;
    for (const s of refused) {
      if (now - (this.#refusedAtMillis[s] ?? -Infinity) > HUNGRY_UNTIL_MILLIS) this.#refusedAtMillis[s] = now;
    }
    // A number past the head is of an epoch that is over.
    const from = fromSeq > head + SUBSTREAMS ? head + 1 : Math.max(fromSeq, this.#gateway.firstSeq);
    if (granted.length > 0) this.#tell({ type: 'subscribed', substreams: granted, spare, epoch, fromSeq: from });
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
    const substreams = this.#takeBack();
    if (substreams.length > 0) this.#tell({ type: 'evicted', substreams, reason: 'slow' });
  }

  #takeBack(): number[] {
    const { budget } = this.#gateway;
    const left = budget.leave(this);
    for (const [heir, substreams] of budget.keep(left)) heir.#tell({ type: 'kept', substreams });
    return left;
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
