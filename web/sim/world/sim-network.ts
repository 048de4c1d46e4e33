import type { PeerLink, PeerLinkListener, PeerLinkOptions } from '../../transport/links.js';
import { Accesses } from './access.js';
import { Delivery, type Receiver } from './delivery.js';
import type { PeerProfile } from './peer-profile.js';
import { SimPeerLink } from './sim-peer-link.js';
import type { SimRandom } from './sim-random.js';
import { Station } from './station.js';
import type { VirtualTime } from './virtual-time.js';

/** Tells messages on `data` that are what they say from altered ones. */
export interface GenuineMessages {
  isGenuineMessage(message: Uint8Array): boolean;
}

/** What carries peer connections: accesses with rates, distances, loss, NATs. Figures are totals since the beginning. */
export class SimNetwork {
  /** Messages on `control` and on `data`, without what SCTP and below put around them. */
  controlBytes = 0;
  dataBytes = 0;
  controlMessages = 0;
  dataMessages = 0;
  /** Altered messages handed on by viewers that are no attackers: must stay 0. */
  poisonedPassedOn = 0;
  connectionsTried = 0;
  connectionsOpened = 0;
  readonly time: VirtualTime;
  readonly content: GenuineMessages;
  readonly #accesses = new Accesses();
  readonly #ends = new Map<number, SimPeerLink>();
  /** Those that have arrived; at most as many as were ever under way at once. */
  readonly #spare: Delivery[] = [];
  #count = 0;

  constructor(time: VirtualTime, content: GenuineMessages) {
    this.time = time;
    this.content = content;
  }

  enter(number: number, profile: PeerProfile, random: SimRandom): Station {
    return new Station(number, profile, random, this.#accesses.enter(profile));
  }

  leave(station: Station): void {
    this.#accesses.leave(station.profile);
  }

  openPeer(station: Station, options: PeerLinkOptions, listener: PeerLinkListener): PeerLink {
    const number = this.#count++;
    if (options.initiate) this.connectionsTried++;
    const link = new SimPeerLink(number, this, station, options, listener);
    this.#ends.set(number, link);
    return link;
  }

  deliver(to: Receiver, bytes: Uint8Array, data: boolean, atMillis: number): void {
    const delivery = this.#spare.pop() ?? new Delivery(this.#spare);
    delivery.load(to, bytes, data);
    this.time.at(atMillis, delivery);
  }

  find(end: number): SimPeerLink | undefined {
    return this.#ends.get(end);
  }

  forget(end: number): void {
    this.#ends.delete(end);
  }
}
