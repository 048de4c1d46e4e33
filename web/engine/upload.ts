import { NOT_FED, PULLED_HOPS, type Pull, type RefuseReason, type Subscribe, SUBSTREAMS } from '../peers/messages.js';
import type { Neighbour } from '../peers/neighbour.js';
import type { Packet } from '../peers/packet.js';
import { Capacity, type CapacityOptions } from './capacity.js';
import { ChildQueue, type QueueLimits } from './child-queue.js';
import type { LivePackets } from './live-packets.js';
import type { Parameters } from './parameters.js';
import { RoundTrips } from './round-trips.js';
import type { SubstreamSources } from './sources.js';
import { UplinkMeter } from './uplink-meter.js';
import { UploadBudget } from './upload-budget.js';
import { kbpsUnder, type UploadLimits } from './upload-limits.js';

/** Packets that a new child gets at once, at most; older ones it pulls. */
const BACKLOG = 64;

/** What this viewer gives: children by substream within its capacity, and answers to pulls. */
export class Upload {
  readonly capacity: Capacity;
  readonly #live: LivePackets;
  readonly #sources: SubstreamSources;
  readonly #parameters: Parameters;
  readonly #queues = new Map<Neighbour, ChildQueue>();
  readonly #roundTrips = new RoundTrips();
  readonly #uplink: UplinkMeter;
  readonly #budget = new UploadBudget();
  #limits: QueueLimits;
  #sentBytes = 0;

  constructor(
    live: LivePackets,
    sources: SubstreamSources,
    parameters: Parameters,
    capacity: CapacityOptions,
    nowMillis: number,
  ) {
    this.#live = live;
    this.#sources = sources;
    this.#parameters = parameters;
    this.capacity = new Capacity(parameters, capacity, nowMillis);
    this.#uplink = new UplinkMeter(parameters.slowMillis);
    this.#limits = this.#currentLimits();
  }

  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Substreams given, counted once per child. */
  get shares(): number {
    let shares = 0;
    for (const child of this.#queues.keys()) for (const fed of child.childOf) if (fed) shares++;
    return shares;
  }

  /** Whether anybody gets this substream from here. */
  feeds(substream: number): boolean {
    for (const child of this.#queues.keys()) if (child.childOf[substream] === true) return true;
    return false;
  }

  get dropped(): number {
    let dropped = 0;
    for (const queue of this.#queues.values()) dropped += queue.dropped;
    return dropped;
  }

  /** Other limits, at once: children beyond them are let go of, the latest first. */
  limit(limits: UploadLimits, nowMillis: number): void {
    this.capacity.limitKbps = kbpsUnder(limits);
    this.#budget.limit(this.capacity.limitKbps, nowMillis);
    for (const child of [...this.#queues.keys()].reverse()) {
      for (const [substream, fed] of child.childOf.entries()) {
        if (this.#isWithin(this.shares)) return;
        if (fed) this.#leaveChild(child, substream);
      }
    }
  }

  onSubscribe(neighbour: Neighbour, message: Subscribe, ownPeerId: string, nowMillis: number): void {
    const { substream } = message;
    const reason = this.#refusal(neighbour, message, ownPeerId);
    if (reason !== undefined) {
      neighbour.send({ type: 'refuse', substream, reason });
      return;
    }
    neighbour.childOf[substream] = true;
    if (!this.#queues.has(neighbour)) this.#queues.set(neighbour, new ChildQueue(neighbour));
    neighbour.send({ type: 'accept', substream });
    const { window } = this.#live;
    const oldest = Math.max(message.fromSeq, window.first, window.head + 1 - BACKLOG * SUBSTREAMS);
    const from = oldest + ((substream - oldest) & 7);
    for (let seq = from; seq <= window.head; seq += SUBSTREAMS) {
      const packet = window.get(seq);
      if (packet !== undefined) this.#give(neighbour, packet, nowMillis);
    }
  }

  onUnsubscribe(neighbour: Neighbour, substream: number): void {
    neighbour.childOf[substream] = false;
    if (!neighbour.isChild) this.#queues.delete(neighbour);
  }

  onNeighbourEnd(neighbour: Neighbour): void {
    neighbour.childOf.fill(false);
    this.#queues.delete(neighbour);
  }

  /** Hands a new packet to all children of its substream but the one it came from. */
  push(packet: Packet, from: Neighbour | undefined, nowMillis: number): void {
    for (const child of this.#queues.keys()) {
      if (child !== from && child.childOf[packet.substream] === true) this.#give(child, packet, nowMillis);
    }
  }

  /** Sends what is held, unless the way is full; the rest is ABSENT. */
  onPull(neighbour: Neighbour, message: Pull, nowMillis: number): void {
    const absent: number[] = [];
    for (const seq of message.seqs) {
      const packet = message.epoch === this.#live.epoch ? this.#live.window.get(seq) : undefined;
      const full = this.capacity.kbps === 0 || neighbour.bufferedBytes() > this.#limits.channelBytes;
      const allowed = !full && this.#budget.allowsPull(nowMillis);
      if (packet === undefined || !allowed || !neighbour.pullBudget.take(1, nowMillis)) absent.push(seq);
      else this.#give(neighbour, packet, nowMillis);
    }
    if (absent.length > 0) neighbour.send({ type: 'absent', epoch: message.epoch, seqs: absent });
  }

  tick(nowMillis: number): void {
    this.#limits = this.#currentLimits();
    let buffered = 0;
    let slow = 0;
    let slowest: { child: Neighbour; since: number } | undefined;
    for (const [child, queue] of this.#queues) {
      this.#count(queue.drain(this.#limits, nowMillis));
      buffered += child.bufferedBytes();
      const since = queue.slowSinceMillis;
      if (since === undefined || nowMillis - since < this.#parameters.slowMillis) continue;
      slow++;
      if (slowest === undefined || since < slowest.since) slowest = { child, since };
      queue.slowSinceMillis = nowMillis;
    }
    this.#uplink.sample(this.#sentBytes, buffered, nowMillis);
    // One slow child among others has a slow downlink; when half of them are slow it is this uplink.
    if (slow > 0 && 2 * slow >= this.#queues.size) this.capacity.halve(this.#uplinkKbps(), nowMillis);
    if (slowest !== undefined) this.#shed(slowest.child);
    this.capacity.tick(
      this.shares * this.#shareKbps(),
      () => ({ draining: slow === 0, riseMillis: this.#roundTrips.riseMillis(this.#queues.keys(), nowMillis) }),
      () => this.#uplinkKbps(),
      nowMillis,
    );
  }

  /** Lets go of all children. */
  dropAll(): void {
    for (const child of this.#queues.keys()) {
      child.childOf.forEach((fed, substream) => {
        if (fed) child.send({ type: 'unsubscribe', substream });
      });
      child.childOf.fill(false);
    }
    this.#queues.clear();
  }

  #refusal(neighbour: Neighbour, message: Subscribe, ownPeerId: string): RefuseReason | undefined {
    const { substream } = message;
    if (this.#live.epoch === 0 || this.#live.window.size === 0) return 'no source';
    if (message.epoch !== this.#live.epoch) return 'epoch';
    if (neighbour.parentOf[substream] === true) return 'loop';
    // Both ask each other: the smaller peerId feeds.
    if (this.#sources.hasAsked(neighbour, substream) && neighbour.peerId < ownPeerId) return 'loop';
    const hops = this.#sources.hops(substream);
    if (hops === NOT_FED || hops >= this.#parameters.maximumHops) return 'no source';
    // Nobody feeds this viewer: whoever asks went by old news. Below a puller only the order of names keeps circles away.
    if (hops >= PULLED_HOPS && neighbour.peerId < ownPeerId) return 'no source';
    // What is lent goes back soon, but not from below others.
    if (this.#sources.isLent(substream) && !this.feeds(substream)) return 'no source';
    const already = neighbour.childOf[substream] === true ? 0 : 1;
    return this.#isWithin(this.shares + already) ? undefined : 'capacity';
  }

  #isWithin(shares: number): boolean {
    return shares === 0 || (this.capacity.kbps > 0 && shares * this.#shareKbps() <= this.capacity.kbps);
  }

  /** What the uplink bears, measured while it was full. A single child that is slow may have a slow downlink instead. */
  #uplinkKbps(): number | undefined {
    return this.#queues.size > 1 ? this.#uplink.kbps : undefined;
  }

  #shareKbps(): number {
    return this.#live.meter.bitsPerSecond / 1_000 / SUBSTREAMS;
  }

  /** Half of what a child gets, at least one substream, goes to somebody who is better placed. */
  #shed(child: Neighbour): void {
    const fed = [...child.childOf.keys()].filter((s) => child.childOf[s] === true);
    for (const substream of fed.slice(0, Math.ceil(fed.length / 2))) {
      this.#leaveChild(child, substream);
    }
  }

  #leaveChild(child: Neighbour, substream: number): void {
    child.send({ type: 'unsubscribe', substream });
    this.onUnsubscribe(child, substream);
  }

  #give(child: Neighbour, packet: Packet, nowMillis: number): void {
    if (!this.#budget.allowsPush(nowMillis)) return; // the child repairs
    // Who only pulls has no queue that lasts: what does not fit is not sent.
    const queue = this.#queues.get(child) ?? new ChildQueue(child);
    this.#count(queue.push(packet, this.#limits, nowMillis));
  }

  #count(bytes: number): void {
    this.#sentBytes += bytes;
    this.#budget.spend(bytes);
    this.capacity.onSent(bytes);
  }

  #currentLimits(): QueueLimits {
    const { channelBytes, channelMillis, channelLeastBytes, queueBytes, queueMillis } = this.#parameters;
    const inTime = (this.#live.meter.bitsPerSecond / 8_000) * channelMillis;
    return { channelBytes: Math.min(channelBytes, Math.max(channelLeastBytes, inTime)), queueBytes, queueMillis };
  }
}
