import type { Environment } from '../transport/environment.js';
import type { OpenPeer } from '../transport/links.js';
import { Conversation, type ConversationListener, type NeighbourOptions } from './conversation.js';
import { MAX_RANGES, type ObjectMessage, PeerProtocolError, type PieceRange, type StreamMessage } from './messages.js';
import { PieceMap } from './piece-map.js';
import { decodePiece, encodePiece, type SentPiece } from './piece-message.js';

/** What a holder's messages mean to the session. Nothing is called after `onEnd`. */
export interface PieceNeighbourListener extends ConversationListener<PieceNeighbour> {
  /** What it says to hold has changed. */
  onHoldings(neighbour: PieceNeighbour): void;
  onRequest(neighbour: PieceNeighbour, pieces: readonly number[]): void;
  /** Asked for, not verified. */
  onPiece(neighbour: PieceNeighbour, sent: SentPiece): void;
  onNotHeld(neighbour: PieceNeighbour, pieces: readonly number[]): void;
}

/** Before it has sent anything: a piece over 1.5 Mbit/s. */
const FIRST_PIECE_MILLIS = 350;
/** An answer to a request is known as one for so long. */
const REQUEST_MEMORY_MILLIS = 60_000;
/** Pieces that nobody asked for, before it is a flooder: one may come that was given up long ago. */
const UNASKED_PIECES = 2;

/** One other holder of an object: the meaning of its messages, and what is known of it. */
export class PieceNeighbour extends Conversation {
  /** What it says to hold. Told, not proven. */
  readonly held: PieceMap;
  /** Until then it is not asked: it had no room, or no piece. */
  refusedUntilMillis = -Infinity;
  /** Pieces asked for and not answered yet, those that are waited for no longer too: piece → when asked. */
  readonly #asked = new Map<number, number>();
  readonly #listener: PieceNeighbourListener;
  #unasked = 0;
  #pieceMillis = FIRST_PIECE_MILLIS;
  #pieceAtMillis = -Infinity;

  /** @param pieces how many the object has */
  constructor(
    openPeer: OpenPeer,
    options: NeighbourOptions,
    environment: Environment,
    pieces: number,
    listener: PieceNeighbourListener,
  ) {
    super(openPeer, options, environment, listener);
    this.held = new PieceMap(pieces);
    this.#listener = listener;
  }

  /** Asked for and not answered yet. */
  get outstanding(): number {
    return this.#asked.size;
  }

  /** How long it takes for one piece, smoothed: on its way, or behind the one before. */
  get pieceMillis(): number {
    return this.#pieceMillis;
  }

  /** How long a piece asked for now would take. */
  get expectedMillis(): number {
    return this.#pieceMillis * (this.#asked.size + 1);
  }

  hasBeenAsked(piece: number): boolean {
    return this.#asked.has(piece);
  }

  /** Asks for pieces, at most 16, in the order in which they are wanted. */
  request(pieces: readonly number[]): void {
    const now = this.nowMillis();
    for (const piece of pieces) this.#asked.set(piece, now);
    this.send({ type: 'request', pieces });
  }

  /** Tells what is held, or what is held since. @param ranges ascending, not touching */
  tellHeld(ranges: readonly PieceRange[]): void {
    for (let i = 0; i < ranges.length; i += MAX_RANGES) {
      this.send({ type: 'have', ranges: ranges.slice(i, i + MAX_RANGES) });
    }
  }

  /** Tells what is held no longer. @param ranges ascending, not touching */
  tellDropped(ranges: readonly PieceRange[]): void {
    for (let i = 0; i < ranges.length; i += MAX_RANGES) {
      this.send({ type: 'dropped', ranges: ranges.slice(i, i + MAX_RANGES) });
    }
  }

  /** @returns bytes handed to the channel */
  sendPiece(piece: number, bytes: Uint8Array): number {
    if (!this.isReady) return 0;
    this.sendData(encodePiece(piece, bytes));
    return bytes.length;
  }

  override age(nowMillis: number): void {
    for (const [piece, atMillis] of this.#asked) {
      if (nowMillis - atMillis > REQUEST_MEMORY_MILLIS) this.#asked.delete(piece);
    }
  }

  protected override onData(bytes: Uint8Array): void {
    const sent = decodePiece(bytes);
    const askedAt = this.#asked.get(sent.piece);
    if (askedAt === undefined) {
      this.#unasked++;
      if (this.#unasked > UNASKED_PIECES) throw new PeerProtocolError('pieces that nobody asked for', 0);
      return;
    }
    this.#asked.delete(sent.piece);
    const now = this.nowMillis();
    const took = now - Math.max(askedAt, this.#pieceAtMillis);
    this.#pieceAtMillis = now;
    this.#pieceMillis += (took - this.#pieceMillis) / 4;
    this.#listener.onPiece(this, sent);
  }

  protected override onMessage(message: StreamMessage | ObjectMessage): void {
    switch (message.type) {
      case 'have': {
        this.#expectWithin(message.ranges);
        for (const range of message.ranges) this.held.addRange(range);
        this.#listener.onHoldings(this);
        return;
      }
      case 'dropped': {
        this.#expectWithin(message.ranges);
        for (const range of message.ranges) this.held.removeRange(range);
        this.#listener.onHoldings(this);
        return;
      }
      case 'request': {
        this.#listener.onRequest(this, message.pieces);
        return;
      }
      case 'notHeld': {
        this.#listener.onNotHeld(
          this,
          message.pieces.filter((piece) => this.#asked.delete(piece)),
        );
        return;
      }
      case 'heads':
      case 'map':
      case 'subscribe':
      case 'accept':
      case 'refuse':
      case 'unsubscribe':
      case 'pull':
      case 'absent':
        throw new PeerProtocolError(`${message.type} in the swarm of an object`, 0);
    }
  }

  #expectWithin(ranges: readonly PieceRange[]): void {
    if ((ranges.at(-1)?.last ?? 0) > this.held.pieces) throw new PeerProtocolError('a piece past the end', 0);
  }
}
