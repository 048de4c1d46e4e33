import { encodePeerId } from '../../../peers/peer-id.js';
import type { TrackerLink, TrackerListener } from '../../../transport/links.js';
import type { Introduction, Signal, TrackerEvent, TrackerRequest } from '../../../transport/tracker-messages.js';
import type { SimRandom } from '../sim-random.js';
import type { Station } from '../station.js';
import type { VirtualTime } from '../virtual-time.js';
import { Group } from './group.js';
import { IntroductionPolicy } from './introduction-policy.js';
import { Member } from './member.js';
import { TrackerConnection } from './tracker-connection.js';

/** How often figures are wanted, as in org.bittube.tracker.connection.TrackerTiming: in a large group each tells less. */
const STATS_MILLIS = 10_000;
const SOME_PEERS = 50;
const MANY_PEERS = 500;
const STUN = ['stun:stun.example.org:3478'];

/** The tracker: what org.bittube.tracker.connection does with messages, over the ported group and policy. */
export class SimTracker {
  /** Text of all messages in both directions since the beginning. */
  signallingBytes = 0;
  introductions = 0;
  /** Reports by outcome. */
  readonly reports = { connected: 0, failed: 0, lost: 0, poisoned: 0 };
  readonly time: VirtualTime;
  readonly #name: string;
  readonly #random: SimRandom;
  readonly #policy: IntroductionPolicy;
  readonly #group = new Group();
  readonly #connections = new Map<Member, TrackerConnection>();

  constructor(name: string, time: VirtualTime, random: SimRandom) {
    this.#name = name;
    this.time = time;
    this.#random = random;
    this.#policy = new IntroductionPolicy(random);
  }

  get members(): number {
    return this.#group.members.size;
  }

  open(station: Station, listener: TrackerListener): TrackerLink {
    return new TrackerConnection(this, station, listener);
  }

  /** A message has arrived; answers the connection's member, which a join makes. */
  onRequest(from: TrackerConnection, request: TrackerRequest): void {
    if (request.type === 'join') {
      this.onGone(from);
      this.#join(from, request.capacity, request.nat, request.want);
      return;
    }
    const { member } = from;
    if (member === undefined) {
      this.#refuse(from, 'not-joined', 'Join the group first.');
      return;
    }
    switch (request.type) {
      case 'more': {
        this.#introduce(from, member, request.want, new Set(request.exclude));
        return;
      }
      case 'signal': {
        this.#relay(from, member, request.to, request.signal);
        return;
      }
      case 'report': {
        this.#note(from, member, request.peer, request.outcome);
        return;
      }
      case 'stats': {
        this.#tellInterval(from);
        return;
      }
      case 'leave': {
        this.onGone(from);
        return;
      }
    }
  }

  /** The membership ends: those it was introduced to are told. */
  onGone(from: TrackerConnection): void {
    const { member } = from;
    if (member === undefined) return;
    from.member = undefined;
    this.#connections.delete(member);
    for (const partner of this.#group.leave(member)) {
      this.#connections.get(partner)?.tell({ type: 'gone', group: this.#name, peerId: member.id });
    }
  }

  #join(from: TrackerConnection, capacity: number, nat: Member['reach'], want: number): void {
    const peerId = encodePeerId(this.#random.bytes(16));
    const member = new Member(peerId, from.station.profile.address, capacity, nat);
    from.member = member;
    this.#group.join(member);
    this.#connections.set(member, from);
    from.intervalMillis = this.#statsMillis();
    from.tell({
      type: 'welcome',
      group: this.#name,
      peerId,
      publicKey: undefined,
      gateways: [],
      stun: STUN,
      intervalMillis: from.intervalMillis,
      peers: this.members,
    });
    this.#introduce(from, member, want, new Set());
  }

  #tellInterval(from: TrackerConnection): void {
    const intervalMillis = this.#statsMillis();
    if (intervalMillis === from.intervalMillis) return;
    from.intervalMillis = intervalMillis;
    from.tell({ type: 'interval', group: this.#name, intervalMillis });
  }

  #statsMillis(): number {
    return STATS_MILLIS * (this.members < SOME_PEERS ? 1 : this.members < MANY_PEERS ? 3 : 9);
  }

  #introduce(from: TrackerConnection, asking: Member, want: number, exclude: ReadonlySet<string>): void {
    const group = this.#name;
    const peers: Introduction[] = [];
    for (const partner of this.#policy.choose(this.#group, asking, want, exclude)) {
      this.introductions++;
      this.#group.introduce(asking, partner);
      const near = asking.isNear(partner);
      peers.push({ peerId: partner.id, initiate: true, near, capacity: partner.capacity });
      const back = { peerId: asking.id, initiate: false, near, capacity: asking.capacity };
      this.#connections.get(partner)?.tell({ type: 'introduce', group, peers: [back] });
    }
    if (peers.length > 0) from.tell({ type: 'introduce', group, peers });
  }

  #relay(from: TrackerConnection, member: Member, peerId: string, signal: Signal): void {
    const to = this.#group.find(peerId);
    if (to === undefined || !member.knows(to)) {
      this.#refuse(from, 'unknown-peer', 'No introduction to that peer.');
      return;
    }
    this.#connections.get(to)?.tell({ type: 'signal', group: this.#name, from: member.id, signal });
  }

  #note(from: TrackerConnection, member: Member, peer: string, outcome: keyof SimTracker['reports']): void {
    if (!member.hasMet(peer)) {
      this.#refuse(from, 'unknown-peer', 'No introduction to that peer.');
      return;
    }
    this.reports[outcome]++;
    if (outcome === 'connected') this.#group.connected(member, peer);
    else if (outcome === 'failed') this.#group.failed(member, peer);
    else if (outcome === 'lost') this.#group.lost(member, peer);
    else this.#group.poisoned(member, peer);
  }

  #refuse(to: TrackerConnection, code: string, message: string): void {
    const error: TrackerEvent = { type: 'error', code, message, group: this.#name, fatal: false };
    to.tell(error);
  }
}
