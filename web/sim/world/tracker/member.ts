import type { Nat } from '../../../transport/tracker-messages.js';
import { RecentIds } from './recent-ids.js';

const MAX_PARTNERS = 64;
const MAX_REMEMBERED = 128;
const ENOUGH_OUTCOMES = 3;
const HARD_TO_REACH = 0.6;

/** One viewer in the group: org.bittube.tracker.group.Member. Changed through Group only. */
export class Member {
  readonly id: string;
  /** Public address: equal for those that are near each other. */
  readonly network: number;
  readonly capacity: number;
  readonly reach: Nat;
  readonly partners = new Map<string, Member>();
  connected = 0;
  failed = 0;
  /** The same with those that hardly reach anybody. */
  hardConnected = 0;
  hardFailed = 0;
  readonly #former = new RecentIds(MAX_REMEMBERED);
  readonly #avoided = new RecentIds(MAX_REMEMBERED);

  constructor(id: string, network: number, capacity: number, reach: Nat) {
    this.id = id;
    this.network = network;
    this.capacity = capacity;
    this.reach = reach;
  }

  /** The share of its attempts to connect that is likely to come to something, by what it reported itself. */
  get reliability(): number {
    return (1 + this.connected) / (2 + this.connected + this.failed);
  }

  /** Its outcomes say something about its network. */
  get isKnown(): boolean {
    return this.connected + this.failed >= ENOUGH_OUTCOMES;
  }

  /** It reaches few of those it meets. */
  get isHard(): boolean {
    return this.isKnown && this.reliability < HARD_TO_REACH;
  }

  /** How likely those that hardly reach anybody reach this one. */
  get openness(): number {
    return (1 + this.hardConnected) / (2 + this.hardConnected + this.hardFailed);
  }

  isNear(other: Member): boolean {
    return this.network === other.network;
  }

  knows(other: Member): boolean {
    return this.partners.has(other.id);
  }

  avoids(other: Member): boolean {
    return this.#avoided.has(other.id) || other.#avoided.has(this.id);
  }

  /** Introduced now or lately: a report may come late. */
  hasMet(peerId: string): boolean {
    return this.partners.has(peerId) || this.#former.has(peerId);
  }

  meet(other: Member): void {
    if (this.partners.size >= MAX_PARTNERS) {
      for (const oldest of this.partners.values()) {
        this.part(oldest);
        oldest.part(this);
        break;
      }
    }
    this.partners.set(other.id, other);
  }

  part(other: Member): void {
    if (this.partners.delete(other.id)) this.#former.add(other.id);
  }

  avoid(peerId: string): void {
    this.#avoided.add(peerId);
  }
}
