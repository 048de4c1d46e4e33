/** Bytes of every piece but the last of an object, which may have fewer. */
export { PIECE_BYTES } from '../transport/limits.js';

/** The messages of docs/protocol.md section 6 that travel on `control`, as values. */
export type PeerMessage = Hello | Bye | StreamMessage | ObjectMessage;

/** What viewers of one channel say to each other. */
export type StreamMessage = Heads | HoldMap | Subscribe | Accept | Refuse | Unsubscribe | Pull | Absent;

/** What holders of one object say to each other. */
export type ObjectMessage = Have | PieceRequest | NotHeld | Dropped;

/** First message of both sides; repeated when the tracker gave a new peerId or the epoch or capacity changed. */
export interface Hello {
  readonly type: 'hello';
  readonly version: number;
  readonly peerId: string;
  /** 0: none yet. */
  readonly epoch: number;
  readonly capacityKbps: number;
  readonly group: string;
}

export interface Heads {
  readonly type: 'heads';
  readonly epoch: number;
  /** Newest seq held of each of the 8 substreams; NO_SEQ: none. */
  readonly newest: readonly number[];
  /** Distance of each substream from the gateway; see {@link NOT_FED} and {@link PULLED_HOPS}. */
  readonly hops: readonly number[];
  /** Rank of the tree that each substream hangs in here, 1 … 255; {@link NO_TREE}: in none that the gateway feeds. */
  readonly ranks: readonly number[];
}

/** Which packets are held: bit i, most significant first, stands for `base + i`. */
export interface HoldMap {
  readonly type: 'map';
  readonly epoch: number;
  readonly base: number;
  /** Number of bits, ≤ 4,096. */
  readonly count: number;
  readonly bits: Uint8Array;
}

export interface Subscribe {
  readonly type: 'subscribe';
  readonly epoch: number;
  readonly substream: number;
  readonly fromSeq: number;
}

export interface Accept {
  readonly type: 'accept';
  readonly substream: number;
}

export type RefuseReason = 'capacity' | 'loop' | 'epoch' | 'no source';

export interface Refuse {
  readonly type: 'refuse';
  readonly substream: number;
  readonly reason: RefuseReason;
}

export interface Unsubscribe {
  readonly type: 'unsubscribe';
  readonly substream: number;
}

export interface Pull {
  readonly type: 'pull';
  readonly epoch: number;
  /** 1 … 64. */
  readonly seqs: readonly number[];
}

export interface Absent {
  readonly type: 'absent';
  readonly epoch: number;
  /** 1 … 64. */
  readonly seqs: readonly number[];
}

/** Pieces first … last, both included; numbers of pieces begin at 1. */
export interface PieceRange {
  readonly first: number;
  readonly last: number;
}

/** Pieces that are held: all of them after HELLO, in several messages where there are many ranges, later what is new. */
export interface Have {
  readonly type: 'have';
  /** 1 … 128, ascending; no two of them touch. */
  readonly ranges: readonly PieceRange[];
}

/** Pieces that are no longer held. */
export interface Dropped {
  readonly type: 'dropped';
  /** As in {@link Have}. */
  readonly ranges: readonly PieceRange[];
}

export interface PieceRequest {
  readonly type: 'request';
  /** 1 … 16, in the order in which they are wanted. */
  readonly pieces: readonly number[];
}

/** Asked for and not given: not held, or the uplink is full. */
export interface NotHeld {
  readonly type: 'notHeld';
  /** 1 … 16. */
  readonly pieces: readonly number[];
}

export type ByeReason = 'leaving' | 'protocol' | 'version' | 'poisoned' | 'full' | 'idle';

export interface Bye {
  readonly type: 'bye';
  readonly reason: ByeReason;
}

export const PROTOCOL_VERSION = 1;
export const SUBSTREAMS = 8;
/** Seqs in one PULL or ABSENT. */
export const MAX_PULL = 64;
export const MAX_MAP_BITS = 4_096;
/** Ranges in one HAVE or DROPPED. */
export const MAX_RANGES = 128;
/** Pieces in one REQUEST or NOT_HELD. */
export const MAX_REQUEST = 16;
/** Pieces of the largest object. */
export const MAX_PIECES = 2 ** 24;
/** Hops of a substream that nobody feeds. */
export const NOT_FED = 255;
/** Rank of a substream that hangs in no tree of the feed. */
export const NO_TREE = 0;
/** Hops of a substream that a peer pulls: behind every tree that a feed roots, but better than none. */
export const PULLED_HOPS = 16;

/** Wire codes: the place in the array plus 1. */
export const REFUSE_REASONS: readonly RefuseReason[] = ['capacity', 'loop', 'epoch', 'no source'];
export const BYE_REASONS: readonly ByeReason[] = ['leaving', 'protocol', 'version', 'poisoned', 'full', 'idle'];

/** A control or data message that breaks section 6; the connection ends with BYE `protocol`. */
export class PeerProtocolError extends Error {
  /** Where in the message it was noticed. */
  readonly offsetBytes: number;

  constructor(detail: string, offsetBytes: number) {
    super(detail);
    this.name = 'PeerProtocolError';
    this.offsetBytes = offsetBytes;
  }
}
