import type { Role } from '../engine/stats.js';

/**
 * `starting` until the descriptor is here and verified · `ready` · `unknown`: the gateway does not know the object ·
 * `denied`: the token is missing or another one · `false descriptor`: what the gateway sent is not what the id names ·
 * `offline`: the gateway cannot be reached; tried again · `closed` by close(). After `unknown`, `denied` and
 * `false descriptor` nothing more happens.
 */
export type ObjectState = 'starting' | 'ready' | 'unknown' | 'denied' | 'false descriptor' | 'offline' | 'closed';

/** By which way a piece came that is held; `kept`: from an earlier visit, out of the store. */
export type PieceOrigin = 'peers' | 'gateway' | 'kept';

/** A snapshot; byte totals count bytes of pieces since start() and never shrink. */
export interface ObjectStats {
  readonly state: ObjectState;
  readonly fromPeersBytes: number;
  readonly fromHttpBytes: number;
  readonly toPeersBytes: number;
  /** Descriptor and hashes. */
  readonly overheadBytes: number;
  /** Open connections after HELLO. */
  readonly neighbours: number;
  readonly piecesHeld: number;
  /** Of the whole object; 0 before the descriptor is here. */
  readonly pieces: number;
  /** Pieces that came more than once. */
  readonly duplicates: number;
  /** Pieces refused for their hash, from whatever origin. */
  readonly poisoned: number;
  /** Requests for pieces that failed at the gateway since the last that did not. */
  readonly gatewayFailures: number;
  /** Missing pieces that the gateway has lost, as far as it was asked for them; it is asked again now and then. */
  readonly lost: number;
  readonly role: Role;
  /** What this viewer offers now, kbit/s. */
  readonly capacityKbps: number;
}
