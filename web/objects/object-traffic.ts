import type { PeerOutcome, TrackerSession } from '../engine/tracker-session.js';
import type { NeighbourEnd } from '../peers/conversation.js';
import type { SentPiece } from '../peers/piece-message.js';
import type { PieceNeighbour, PieceNeighbourListener } from '../peers/piece-neighbour.js';
import type { Clock } from '../transport/environment.js';
import type { Signal } from '../transport/tracker-messages.js';
import type { HeldPieces } from './held-pieces.js';
import type { ObjectCircle } from './object-circle.js';
import type { ObjectParameters } from './object-parameters.js';
import type { PendingPieces } from './pending-pieces.js';
import type { PieceUpload } from './piece-upload.js';

/** The parts of a session between which the neighbours' messages are shared out. */
export interface ObjectTrafficParts {
  readonly parameters: ObjectParameters;
  readonly clock: Clock;
  readonly held: HeldPieces;
  readonly circle: ObjectCircle;
  readonly pending: PendingPieces;
  readonly upload: PieceUpload;
  readonly tracker: TrackerSession;
  /** Not verified. */
  onPiece(neighbour: PieceNeighbour, piece: number, bytes: Uint8Array): void;
  /** Somebody can be asked for more. */
  onRoom(): void;
}

/** Takes what neighbours send to the part of the session that it is for. */
export class ObjectTraffic implements PieceNeighbourListener {
  readonly #parts: ObjectTrafficParts;

  constructor(parts: ObjectTrafficParts) {
    this.#parts = parts;
  }

  onSignal(neighbour: PieceNeighbour, signal: Signal): void {
    this.#parts.tracker.signal(neighbour.introducedAs, signal);
  }

  onReady(neighbour: PieceNeighbour): void {
    const { circle, held, tracker } = this.#parts;
    circle.table.refresh();
    circle.onOutcome(true);
    // One report a pair: the tracker credits both with it.
    if (neighbour.initiated) tracker.report(neighbour.peerId, 'connected', neighbour.path);
    neighbour.tellHeld(held.map.ranges());
  }

  onChanged(neighbour: PieceNeighbour, oldPeerId: string): void {
    if (neighbour.peerId !== oldPeerId) this.#parts.circle.onRenamed(neighbour, oldPeerId);
  }

  onHoldings(): void {
    this.#parts.onRoom();
  }

  onRequest(neighbour: PieceNeighbour, pieces: readonly number[]): void {
    this.#parts.upload.onRequest(neighbour, pieces, this.#parts.clock.nowMillis());
  }

  onPiece(neighbour: PieceNeighbour, { piece, bytes }: SentPiece): void {
    this.#parts.pending.removeIfFrom(piece, neighbour);
    this.#parts.onPiece(neighbour, piece, bytes);
  }

  onNotHeld(neighbour: PieceNeighbour, pieces: readonly number[]): void {
    const { clock, parameters, pending } = this.#parts;
    for (const piece of pieces) pending.removeIfFrom(piece, neighbour);
    neighbour.refusedUntilMillis = clock.nowMillis() + parameters.refusedMillis;
  }

  onEnd(neighbour: PieceNeighbour, end: NeighbourEnd): void {
    const { circle, pending, upload } = this.#parts;
    circle.table.remove(neighbour);
    pending.onNeighbourEnd(neighbour);
    upload.onNeighbourEnd(neighbour);
    if (end === 'failed') circle.onOutcome(false);
    if (end === 'failed' || end === 'lost') this.#report(neighbour, neighbour.peerId, end);
  }

  /** A piece from `neighbour` was false: nobody talks to it again, and the tracker knows. */
  onPoisoned(neighbour: PieceNeighbour): void {
    const { table } = this.#parts.circle;
    if (table.isBanned(neighbour.introducedAs)) return;
    table.ban(neighbour.peerId);
    table.ban(neighbour.introducedAs);
    this.#report(neighbour, neighbour.introducedAs, 'poisoned');
    neighbour.expel('poisoned');
  }

  #report(neighbour: PieceNeighbour, peerId: string, outcome: PeerOutcome): void {
    this.#parts.tracker.report(peerId, outcome, neighbour.path);
  }
}
