import type { Environment } from '../transport/environment.js';
import type { OpenPeer, PeerLink, PeerLinkOptions } from '../transport/links.js';
import type { Signal } from '../transport/tracker-messages.js';
import { decodeMessage } from './decode-message.js';
import { encodeMessage } from './encode-message.js';
import {
  type Bye,
  type ByeReason,
  type Hello,
  type PeerMessage,
  PeerProtocolError,
  PROTOCOL_VERSION,
} from './messages.js';
import { TokenBucket } from './token-bucket.js';

export type PeerPath = 'host' | 'srflx' | 'prflx' | 'relay' | 'unknown';

/** Why a neighbour is none any more; `left`: it said BYE; `expelled`: this side said it. */
export type NeighbourEnd = 'failed' | 'lost' | 'left' | 'expelled';

/** The course of a conversation, whatever it is about. Nothing is called after `onEnd`. */
export interface ConversationListener<N> {
  onSignal(neighbour: N, signal: Signal): void;
  /** Both sides have said HELLO. */
  onReady(neighbour: N): void;
  /** The other side's peerId, epoch or capacity is another now. */
  onChanged(neighbour: N, oldPeerId: string): void;
  onEnd(neighbour: N, end: NeighbourEnd): void;
}

export interface NeighbourOptions extends PeerLinkOptions {
  readonly peerId: string;
  /** This viewer as HELLO tells it. */
  readonly hello: () => Hello;
  readonly helloTimeoutMillis: number;
}

/** Control messages: an honest neighbour sends some 20 a second in bad times. */
const CONTROL_PER_SECOND = 100;
const CONTROL_BURST = 300;

/**
 * One connection to another viewer: HELLO comes first, BYE last, and who breaks the rules of docs/protocol.md section 6 is
 * sent away. What is said in between, those know who extend it.
 */
export abstract class Conversation {
  readonly openedAtMillis: number;
  path: PeerPath = 'unknown';
  epoch = 0;
  capacityKbps = 0;
  /** Bytes that came on `data`. */
  bytesIn = 0;
  /** Bytes that were handed to `data`. */
  bytesOut = 0;
  /** When the last message came, of whatever kind. */
  heardAtMillis: number;
  /** How long it takes to answer, smoothed; from HELLO on. */
  responseMillis = 200;
  readonly #controlBudget: TokenBucket;
  readonly #listener: ConversationListener<this>;
  readonly #options: NeighbourOptions;
  readonly #environment: Environment;
  readonly #link: PeerLink;
  #peerId: string;
  #state: 'connecting' | 'greeting' | 'ready' | 'ended' = 'connecting';
  #cancelTimeout: () => void = () => undefined;

  constructor(
    openPeer: OpenPeer,
    options: NeighbourOptions,
    environment: Environment,
    listener: ConversationListener<never>,
  ) {
    this.#listener = listener;
    this.#options = options;
    this.#environment = environment;
    this.#peerId = options.peerId;
    this.openedAtMillis = environment.clock.nowMillis();
    this.heardAtMillis = this.openedAtMillis;
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

  /** Both are in one network, as far as the tracker can tell. */
  get isNear(): boolean {
    return this.#options.near;
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

  /** Once a second: what is remembered of it grows old. */
  abstract age(nowMillis: number): void;

  /** After HELLO. @throws PeerProtocolError for what has no place in this conversation: that ends it */
  protected abstract onMessage(message: Exclude<PeerMessage, Hello | Bye>): void;

  /** After HELLO. @throws PeerProtocolError for what must not come on `data`: that ends the conversation */
  protected abstract onData(bytes: Uint8Array): void;

  /** Sends on `data` once both sides have said HELLO. */
  protected sendData(bytes: Uint8Array): void {
    if (this.#state !== 'ready') return;
    this.bytesOut += bytes.length;
    this.#link.sendData(bytes);
  }

  protected nowMillis(): number {
    return this.#environment.clock.nowMillis();
  }

  #greet(path: PeerPath): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'greeting';
    this.path = path;
    const sentAt = this.nowMillis();
    this.responseMillis = Math.max(1, sentAt - this.openedAtMillis) / 4;
    this.#cancelTimeout = this.#environment.timers.after(this.#options.helloTimeoutMillis, () => this.#end('failed'));
    this.#link.sendControl(encodeMessage(this.#options.hello()));
  }

  #onControl(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.heardAtMillis = this.nowMillis();
    this.#unlessBroken(() => {
      if (!this.#controlBudget.take(1, this.heardAtMillis)) throw new PeerProtocolError('a flood', 0);
      this.#onMessage(decodeMessage(bytes));
    });
  }

  #onData(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.heardAtMillis = this.nowMillis();
    this.bytesIn += bytes.length;
    this.#unlessBroken(() => {
      if (this.#state !== 'ready') throw new PeerProtocolError('data before HELLO', 0);
      this.onData(bytes);
    });
  }

  #unlessBroken(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof PeerProtocolError)) throw error;
      this.expel('protocol');
    }
  }

  #onMessage(message: PeerMessage): void {
    if (message.type === 'hello') {
      this.#onHello(message);
    } else if (message.type === 'bye') {
      this.#end('left');
    } else if (this.#state === 'greeting') {
      throw new PeerProtocolError(`${message.type} before HELLO`, 0);
    } else {
      this.onMessage(message);
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
