import type { Environment } from '../transport/environment.js';
import type { OpenPeer } from '../transport/links.js';
import { Conversation, type ConversationListener, type NeighbourOptions } from './conversation.js';
import { Holdings } from './holdings.js';
import {
  type Absent,
  type ObjectMessage,
  PeerProtocolError,
  type Pull,
  type RefuseReason,
  type StreamMessage,
  type Subscribe,
  SUBSTREAMS,
} from './messages.js';
import { Packet, PACKET_TYPE, PacketError } from './packet.js';
import { TokenBucket } from './token-bucket.js';

/** What a neighbour's messages mean to the engine. Nothing is called after `onEnd`. */
export interface NeighbourListener extends ConversationListener<Neighbour> {
  /** A packet with a plausible header, not verified. */
  onPacket(neighbour: Neighbour, packet: Packet): void;
  onSubscribe(neighbour: Neighbour, message: Subscribe): void;
  onAccept(neighbour: Neighbour, substream: number): void;
  onRefuse(neighbour: Neighbour, substream: number, reason: RefuseReason): void;
  onUnsubscribe(neighbour: Neighbour, substream: number): void;
  onPull(neighbour: Neighbour, message: Pull): void;
  onAbsent(neighbour: Neighbour, message: Absent): void;
}

/** An answer to a pull is known as one for so long. */
const PULL_MEMORY_MILLIS = 5_000;
/** Packets that it may pull: as many as a stream has, for it might lack all of them. */
const PULLED_PER_SECOND = 100;
const PULLED_BURST = 200;

/** One other viewer of a channel: the meaning of its messages, and what is known of it. */
export class Neighbour extends Conversation {
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
  /** Packets that it sent and nobody had asked for. */
  unasked = 0;
  /** What it may still pull. */
  readonly pullBudget: TokenBucket;
  readonly #listener: NeighbourListener;

  constructor(openPeer: OpenPeer, options: NeighbourOptions, environment: Environment, listener: NeighbourListener) {
    super(openPeer, options, environment, listener);
    this.#listener = listener;
    this.pullBudget = new TokenBucket(PULLED_PER_SECOND, PULLED_BURST, this.openedAtMillis);
  }

  get isParent(): boolean {
    return this.parentOf.includes(true);
  }

  get isChild(): boolean {
    return this.childOf.includes(true);
  }

  /** Once a second: what was not answered by now never will be, and old sins are forgiven one by one. */
  override age(nowMillis: number): void {
    for (const [seq, askedAt] of this.pulls) if (nowMillis - askedAt > PULL_MEMORY_MILLIS) this.pulls.delete(seq);
    if (this.unasked > 0) this.unasked--;
  }

  sendPacket(packet: Packet): void {
    if (this.isReady) this.sendData(packet.message);
  }

  protected override onData(bytes: Uint8Array): void {
    if (bytes[0] !== PACKET_TYPE) throw new PeerProtocolError('only packets travel on data', 0);
    this.#listener.onPacket(this, readPacket(bytes));
  }

  protected override onMessage(message: StreamMessage | ObjectMessage): void {
    switch (message.type) {
      case 'heads': {
        this.epoch = Math.max(this.epoch, message.epoch);
        this.holdings.onHeads(message, this.nowMillis());
        return;
      }
      case 'map': {
        this.holdings.onMap(message, this.nowMillis());
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
      case 'have':
      case 'request':
      case 'notHeld':
      case 'dropped':
        throw new PeerProtocolError('a message about pieces in a channel', 0);
    }
  }
}

function readPacket(bytes: Uint8Array): Packet {
  let packet;
  try {
    packet = Packet.ofMessage(bytes);
  } catch (error) {
    if (!(error instanceof PacketError)) throw error;
    throw new PeerProtocolError(error.message, 0);
  }
  if (packet.isPrelude) throw new PeerProtocolError('a prelude', 0);
  return packet;
}
