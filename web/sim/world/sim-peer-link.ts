import type { PeerLink, PeerLinkListener, PeerLinkOptions } from '../../transport/links.js';
import type { Signal } from '../../transport/tracker-messages.js';
import { fragmentsOf, repetitionMillis, wireBytes } from './datagrams.js';
import type { Line } from './line.js';
import { pathBetween, type PeerPath } from './peer-path.js';
import { SendQueue } from './send-queue.js';
import { descriptionOf, endOf } from './session-text.js';
import type { SimNetwork } from './sim-network.js';
import type { Station } from './station.js';

/** As in transport/peer-connection.ts. */
const OPEN_TIMEOUT_MILLIS = 15_000;
/** Until a browser has its addresses and the answer of a STUN server. */
const GATHER_MILLIS = 60;
/** A browser calls a connection lost when so long nothing was heard, and the transport waits a moment more. */
const LEAST_CONSENT_MILLIS = 5_000;
const MOST_CONSENT_MILLIS = 9_000;

/** One end of a connection between two viewers. */
export class SimPeerLink implements PeerLink {
  readonly #number: number;
  readonly #network: SimNetwork;
  readonly #station: Station;
  readonly #initiate: boolean;
  /** As the tracker introduced them. */
  readonly #near: boolean;
  readonly #listener: PeerLinkListener;
  readonly #startedAtMillis: number;
  readonly #queue = new SendQueue();
  #cancelTimeout: () => void;
  #other: SimPeerLink | undefined;
  #path: PeerPath | undefined;
  #state: 'connecting' | 'open' | 'closed' = 'connecting';
  #controlAtMillis = 0;
  #early: { readonly bytes: Uint8Array; readonly data: boolean }[] = [];

  constructor(
    number: number,
    network: SimNetwork,
    station: Station,
    options: PeerLinkOptions,
    listener: PeerLinkListener,
  ) {
    this.#number = number;
    this.#network = network;
    this.#station = station;
    this.#initiate = options.initiate;
    this.#near = options.near;
    this.#listener = listener;
    this.#startedAtMillis = network.time.nowMillis();
    this.#cancelTimeout = network.time.after(OPEN_TIMEOUT_MILLIS, () => this.#fail('not open in time'));
    if (options.initiate) this.#describe('offer');
  }

  accept(signal: Signal): void {
    if (signal.kind !== 'description' || this.#state !== 'connecting' || this.#other !== undefined) return;
    const other = this.#network.find(endOf(signal.description.ufrag));
    if (other === undefined) return;
    this.#other = other;
    if (this.#initiate) {
      this.#connect(other);
    } else {
      this.#path = pathBetween(this.#station, other.#station);
      this.#describe('answer');
    }
  }

  sendControl(bytes: Uint8Array): void {
    if (this.#state !== 'open' || this.#station.dead) return;
    this.#network.controlBytes += bytes.length;
    this.#network.controlMessages++;
    this.#send(bytes, false);
  }

  sendData(bytes: Uint8Array): void {
    if (this.#state !== 'open' || this.#station.dead) return;
    this.#network.dataBytes += bytes.length;
    this.#network.dataMessages++;
    if (this.#station.profile.attacker) this.#send(altered(bytes), true);
    else {
      if (!this.#network.content.isGenuineMessage(bytes)) this.#network.poisonedPassedOn++;
      this.#send(bytes, true);
    }
  }

  bufferedBytes(): number {
    return this.#queue.bytes(this.#network.time.nowMillis());
  }

  /** The way there and back, and what waits before it on both sides. */
  roundTripMillis(): number | undefined {
    const path = this.#path;
    const other = this.#other;
    if (this.#state !== 'open' || path === undefined || other === undefined) return undefined;
    const now = this.#network.time.nowMillis();
    return 2 * path.delayMillis + this.#line(path).waitMillis(now) + other.#line(path).waitMillis(now);
  }

  close(): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#shut();
    const other = this.#other;
    if (!wasOpen || other === undefined) return;
    // Who goes properly tells it, the others find out.
    const { random, dead } = this.#station;
    const noticed = dead
      ? random.between(LEAST_CONSENT_MILLIS, MOST_CONSENT_MILLIS)
      : 2 * (this.#path?.delayMillis ?? 0);
    this.#network.time.after(noticed, () => other.#fail('connection lost'));
  }

  /** Bytes come in. */
  receive(bytes: Uint8Array, data: boolean): void {
    if (this.#state === 'closed' || this.#station.dead) return;
    if (this.#state === 'connecting') {
      // The other side opened a moment earlier: as in a browser, nothing is lost.
      this.#early.push({ bytes, data });
    } else if (data) {
      this.#station.arriving = 'peer';
      this.#listener.onData(bytes);
    } else this.#listener.onControl(bytes);
  }

  #describe(type: 'offer' | 'answer'): void {
    this.#network.time.after(GATHER_MILLIS, () => {
      if (this.#state === 'connecting' && !this.#station.dead) {
        const blocked = this.#station.isBlocked;
        this.#listener.onSignal(descriptionOf(type, this.#number, { near: this.#near, blocked }));
      }
    });
  }

  /** The answer is here: the initiator's side opens, and the other one when it hears of it. */
  #connect(other: SimPeerLink): void {
    const path = other.#path;
    this.#path = path;
    if (path?.connectMillis === undefined) return;
    const now = this.#network.time.nowMillis();
    // Checks and handshake take two round trips at least.
    const opensAt = Math.max(this.#startedAtMillis + path.connectMillis, now + 4 * path.delayMillis);
    this.#network.time.after(opensAt - now, () => {
      if (this.#state !== 'connecting' || this.#station.dead) return;
      if (other.#state !== 'connecting' || other.#station.dead) return;
      this.#network.connectionsOpened++;
      this.#open();
      this.#network.time.after(path.delayMillis, () => other.#open());
    });
  }

  #open(): void {
    if (this.#state !== 'connecting' || this.#station.dead) return;
    this.#state = 'open';
    this.#cancelTimeout();
    this.#listener.onOpen(this.#path?.near === true ? 'host' : 'srflx');
    const early = this.#early;
    this.#early = [];
    for (const { bytes, data } of early) this.receive(bytes, data);
  }

  #fail(reason: string): void {
    if (this.#state === 'closed') return;
    this.#shut();
    this.#listener.onClose(reason);
  }

  #shut(): void {
    this.#state = 'closed';
    this.#cancelTimeout();
    this.#network.forget(this.#number);
    this.#early = [];
  }

  #line(path: PeerPath): Line {
    return path.near ? this.#station.lan : this.#station.access.up;
  }

  #send(bytes: Uint8Array, data: boolean): void {
    const other = this.#other;
    const path = this.#path;
    if (other === undefined || path === undefined) return;
    const now = this.#network.time.nowMillis();
    const left = this.#line(path).send(wireBytes(bytes.length), now);
    const fragments = fragmentsOf(bytes.length);
    const { delayMillis, lossShare } = path;
    let arrives = left + delayMillis + repetitionMillis(fragments, lossShare, 2 * delayMillis, this.#station.random);
    if (data) {
      this.#queue.push(bytes.length, left);
    } else {
      // The control channel is ordered: what follows a lost message waits for it.
      arrives = Math.max(arrives, this.#controlAtMillis);
      this.#controlAtMillis = arrives;
    }
    this.#network.deliver(other, bytes, data, arrives);
  }
}

/** What an attacker makes of a message: the same header, and one bit of the payload another. */
function altered(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 1;
  return copy;
}
