import type { Environment } from '../transport/environment.js';
import type { OpenPeer, PeerLink, PeerLinkOptions } from '../transport/links.js';
import type { Signal } from '../transport/tracker-messages.js';
import { decodeMessage } from './decode-message.js';
import { encodeMessage } from './encode-message.js';
import { Holdings } from './holdings.js';
import {
  type Absent,
  type ByeReason,
  type Hello,
  PeerProtocolError,
  PROTOCOL_VERSION,
  type PeerMessage,
  type Pull,
  type RefuseReason,
  type Subscribe,
  SUBSTREAMS,
} from './messages.js';
import { Packet, PACKET_TYPE, PacketError } from './packet.js';
import { TokenBucket } from './token-bucket.js';

export type PeerPath = 'host' | 'srflx' | 'prflx' | 'relay' | 'unknown';

/** Why a neighbour is none any more; `left`: it said BYE; `expelled`: this side said it. */
export type NeighbourEnd = 'failed' | 'lost' | 'left' | 'expelled';

/** What a neighbour's messages mean to the engine. Nothing is called after `onEnd`. */
export interface NeighbourListener {
  onSignal(neighbour: Neighbour, signal: Signal): void;
  /** Both sides have said HELLO. */
  onReady(neighbour: Neighbour): void;
  /** The other side's peerId, epoch or capacity is another now. */
  onChanged(neighbour: Neighbour, oldPeerId: string): void;
  /** A packet with a plausible header, not verified. */
  onPacket(neighbour: Neighbour, packet: Packet): void;
  onSubscribe(neighbour: Neighbour, message: Subscribe): void;
  onAccept(neighbour: Neighbour, substream: number): void;
  onRefuse(neighbour: Neighbour, substream: number, reason: RefuseReason): void;
  onUnsubscribe(neighbour: Neighbour, substream: number): void;
  onPull(neighbour: Neighbour, message: Pull): void;
  onAbsent(neighbour: Neighbour, message: Absent): void;
  onEnd(neighbour: Neighbour, end: NeighbourEnd): void;
}

export interface NeighbourOptions extends PeerLinkOptions {
  readonly peerId: string;
  /** This viewer as HELLO tells it. */
  readonly hello: () => Hello;
  readonly helloTimeoutMillis: number;
}

/** An answer to a pull is known as one for so long. */
const PULL_MEMORY_MILLIS = 5_000;
/** Control messages: an honest neighbour sends some 20 a second in bad times. */
const CONTROL_PER_SECOND = 100;
const CONTROL_BURST = 300;
/** Packets that it may pull: as many as a stream has, for it might lack all of them. */
const PULLED_PER_SECOND = 100;
const PULLED_BURST = 200;

/** One other viewer: the connection, the meaning of its messages, and what is known of it. */
export class Neighbour {
  readonly openedAtMillis: number;
  readonly holdings = new Holdings();
  /** Substreams that this viewer gets from it by its ACCEPT. */
  readonly parentOf = new Array<boolean>(SUBSTREAMS).fill(false);
  /** Substreams asked for, not answered yet. */
  readonly askedFor = new Array<boolean>(SUBSTREAMS).fill(false);
  /** Substreams that this viewer feeds it. */
  readonly childOf = new Array<boolean>(SUBSTREAMS).fill(false);
  /** Until then it is not asked for this substream again. */
  readonly refusedUntilMillis = new Array<number>(SUBSTREAMS).fill(0);
  /** Until then packets of this substream may still come that were on their way at UNSUBSCRIBE. */
  readonly graceUntilMillis = new Array<number>(SUBSTREAMS).fill(0);
  /** Pulls not answered yet, timed out ones too: seq → when asked. */
  readonly pulls = new Map<number, number>();
  path: PeerPath = 'unknown';
  epoch = 0;
  capacityKbps = 0;
  bytesIn = 0;
  bytesOut = 0;
  /** Packets that it sent and nobody had asked for. */
  unasked = 0;
  /** When the last message came, of whatever kind. */
  heardAtMillis: number;
  /** How long it takes to answer, smoothed; from HELLO on. */
  responseMillis = 200;
  /** What it may still pull. */
  readonly pullBudget: TokenBucket;
  readonly #controlBudget: TokenBucket;
  readonly #listener: NeighbourListener;
  readonly #options: NeighbourOptions;
  readonly #environment: Environment;
  readonly #link: PeerLink;
  #peerId: string;
  #state: 'connecting' | 'greeting' | 'ready' | 'ended' = 'connecting';
  #cancelTimeout: () => void = () => undefined;

  constructor(openPeer: OpenPeer, options: NeighbourOptions, environment: Environment, listener: NeighbourListener) {
    this.#listener = listener;
    this.#options = options;
    this.#environment = environment;
    this.#peerId = options.peerId;
    this.openedAtMillis = environment.clock.nowMillis();
    this.heardAtMillis = this.openedAtMillis;
    this.pullBudget = new TokenBucket(PULLED_PER_SECOND, PULLED_BURST, this.openedAtMillis);
    this.#controlBudget = new TokenBucket(CONTROL_PER_SECOND, CONTROL_BURST, this.openedAtMillis);
    this.#link = openPeer(options, {
      onSignal: (signal) => this.#listener.onSignal(this, signal),
      onOpen: (path) => this.#greet(path),
      onControl: (bytes) => this.#onControl(bytes),
      onData: (bytes) => this.#onData(bytes),
      onClose: () => this.#end(this.#state === 'connecting' ? 'failed' : 'lost'),
    });
  }

  /** As the tracker introduced it. */
  get introducedAs(): string {
    return this.#options.peerId;
  }

  /** Whether this viewer made the offer. */
  get initiated(): boolean {
    return this.#options.initiate;
  }

  /** As it calls itself now. */
  get peerId(): string {
    return this.#peerId;
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  /** The channels are open, whether or not HELLO came. */
  get isOpen(): boolean {
    return this.#state === 'greeting' || this.#state === 'ready';
  }

  get isParent(): boolean {
    return this.parentOf.includes(true);
  }

  get isChild(): boolean {
    return this.childOf.includes(true);
  }

  /** Once a second: what was not answered by now never will be, and old sins are forgiven one by one. */
  age(nowMillis: number): void {
    for (const [seq, askedAt] of this.pulls) if (nowMillis - askedAt > PULL_MEMORY_MILLIS) this.pulls.delete(seq);
    if (this.unasked > 0) this.unasked--;
  }

  /** A signal that the tracker relayed. */
  accept(signal: Signal): void {
    if (this.#state === 'connecting' || this.isOpen) this.#link.accept(signal);
  }

  send(message: PeerMessage): void {
    this.sendEncoded(encodeMessage(message));
  }

  /** A control message that several neighbours get. */
  sendEncoded(bytes: Uint8Array): void {
    if (this.isOpen) this.#link.sendControl(bytes);
  }

  sendPacket(packet: Packet): void {
    if (this.#state !== 'ready') return;
    this.bytesOut += packet.lengthBytes;
    this.#link.sendData(packet.message);
  }

  /** Bytes that wait in the data channel. */
  bufferedBytes(): number {
    return this.#link.bufferedBytes();
  }

  /** Latest known time to the other side and back, ms. */
  roundTripMillis(): number | undefined {
    return this.#link.roundTripMillis?.();
  }

  /** Tells the other side why, ends the connection and says so to the listener. */
  expel(reason: ByeReason): void {
    if (this.isOpen) this.#link.sendControl(encodeMessage({ type: 'bye', reason }));
    this.#end('expelled');
  }

  /** Ends a connection that was never opened; an open one stays. */
  abandon(): void {
    if (!this.isOpen) this.#end('failed');
  }

  #greet(path: PeerPath): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'greeting';
    this.path = path;
    const sentAt = this.#environment.clock.nowMillis();
    this.responseMillis = Math.max(1, sentAt - this.openedAtMillis) / 4;
    this.#cancelTimeout = this.#environment.timers.after(this.#options.helloTimeoutMillis, () => this.#end('failed'));
    this.#link.sendControl(encodeMessage(this.#options.hello()));
  }

  #onControl(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.heardAtMillis = this.#environment.clock.nowMillis();
    try {
      if (!this.#controlBudget.take(1, this.heardAtMillis)) throw new PeerProtocolError('a flood', 0);
      this.#onMessage(decodeMessage(bytes));
    } catch (error) {
      if (!(error instanceof PeerProtocolError)) throw error;
      this.expel('protocol');
    }
  }

  #onData(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.heardAtMillis = this.#environment.clock.nowMillis();
    this.bytesIn += bytes.length;
    let packet;
    try {
      if (this.#state !== 'ready') throw new PeerProtocolError('a packet before HELLO', 0);
      if (bytes[0] !== PACKET_TYPE) throw new PeerProtocolError('only packets travel on data', 0);
      packet = Packet.ofMessage(bytes);
      if (packet.isPrelude) throw new PeerProtocolError('a prelude', 0);
    } catch (error) {
      if (!(error instanceof PeerProtocolError || error instanceof PacketError)) throw error;
      this.expel('protocol');
      return;
    }
    this.#listener.onPacket(this, packet);
  }

  #onMessage(message: PeerMessage): void {
    if (this.#state === 'greeting' && message.type !== 'hello' && message.type !== 'bye') {
      throw new PeerProtocolError(`${message.type} before HELLO`, 0);
    }
    switch (message.type) {
      case 'hello': {
        this.#onHello(message);
        return;
      }
      case 'heads':
        this.epoch = Math.max(this.epoch, message.epoch);
        {
          this.holdings.onHeads(message, this.#environment.clock.nowMillis());
          return;
        }
      case 'map': {
        this.holdings.onMap(message, this.#environment.clock.nowMillis());
        return;
      }
      case 'subscribe': {
        this.#listener.onSubscribe(this, message);
        return;
      }
      case 'accept': {
        this.#listener.onAccept(this, message.substream);
        return;
      }
      case 'refuse': {
        this.#listener.onRefuse(this, message.substream, message.reason);
        return;
      }
      case 'unsubscribe': {
        this.#listener.onUnsubscribe(this, message.substream);
        return;
      }
      case 'pull': {
        this.#listener.onPull(this, message);
        return;
      }
      case 'absent': {
        this.#listener.onAbsent(this, message);
        return;
      }
      case 'bye': {
        this.#end('left');
        return;
      }
    }
  }

  #onHello(hello: Hello): void {
    if (hello.version !== PROTOCOL_VERSION) {
      this.expel('version');
      return;
    }
    if (hello.group !== this.#options.hello().group) {
      this.expel('protocol');
      return;
    }
    const oldPeerId = this.#peerId;
    this.epoch = hello.epoch;
    this.capacityKbps = hello.capacityKbps;
    this.#peerId = hello.peerId;
    if (this.#state === 'greeting') {
      // The tracker said who this is; who says otherwise could speak for another.
      if (hello.peerId !== this.#options.peerId) {
        this.expel('protocol');
        return;
      }
      this.#state = 'ready';
      this.#cancelTimeout();
      this.#listener.onReady(this);
    } else {
      this.#listener.onChanged(this, oldPeerId);
    }
  }

  #end(end: NeighbourEnd): void {
    if (this.#state === 'ended') return;
    const wasOpen = this.isOpen;
    this.#state = 'ended';
    this.#cancelTimeout();
    // A BYE needs a moment to leave before the connection goes.
    if (wasOpen && end === 'expelled') this.#environment.timers.after(200, () => this.#link.close());
    else this.#link.close();
    this.#listener.onEnd(this, end);
  }
}
