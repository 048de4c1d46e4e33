import {
  TYPE_ABSENT,
  TYPE_ACCEPT,
  TYPE_BYE,
  TYPE_DROPPED,
  TYPE_HAVE,
  TYPE_HEADS,
  TYPE_HELLO,
  TYPE_MAP,
  TYPE_NOT_HELD,
  TYPE_PULL,
  TYPE_REFUSE,
  TYPE_REQUEST,
  TYPE_SUBSCRIBE,
  TYPE_UNSUBSCRIBE,
} from './encode-message.js';
import {
  BYE_REASONS,
  MAX_MAP_BITS,
  MAX_PIECES,
  MAX_PULL,
  MAX_RANGES,
  MAX_REQUEST,
  PeerProtocolError,
  type PeerMessage,
  type PieceRange,
  REFUSE_REASONS,
  SUBSTREAMS,
} from './messages.js';
import { NO_SEQ } from './packet.js';
import { encodePeerId } from './peer-id.js';

const GROUP = /^[A-Za-z0-9._~-]{1,128}$/;

/**
 * Reads one control message.
 * @throws PeerProtocolError for anything that is none, and nothing else
 */
export function decodeMessage(bytes: Uint8Array): PeerMessage {
  const type: number = bytes[0] ?? 0;
  switch (type) {
    case TYPE_HELLO:
      return decodeHello(bytes);
    case TYPE_HEADS: {
      expectLength(bytes, 55);
      const newest = new Array<number>(SUBSTREAMS);
      const hops = new Array<number>(SUBSTREAMS);
      const ranks = new Array<number>(SUBSTREAMS);
      for (let i = 0; i < SUBSTREAMS; i++) {
        newest[i] = uint(bytes, 7 + 4 * i, 4);
        hops[i] = uint(bytes, 39 + i, 1);
        ranks[i] = uint(bytes, 47 + i, 1);
        if (newest[i] !== NO_SEQ && (newest[i] ?? 0) % SUBSTREAMS !== i) {
          throw new PeerProtocolError('head of another substream', 7 + 4 * i);
        }
      }
      return { type: 'heads', epoch: uint(bytes, 1, 6), newest, hops, ranks };
    }
    case TYPE_MAP:
      return decodeMap(bytes);
    case TYPE_SUBSCRIBE: {
      expectLength(bytes, 12);
      const substream = substreamAt(bytes, 7);
      return { type: 'subscribe', epoch: uint(bytes, 1, 6), substream, fromSeq: seqAt(bytes, 8) };
    }
    case TYPE_ACCEPT:
      expectLength(bytes, 2);
      return { type: 'accept', substream: substreamAt(bytes, 1) };
    case TYPE_REFUSE: {
      expectLength(bytes, 3);
      const reason = REFUSE_REASONS[uint(bytes, 2, 1) - 1];
      if (reason === undefined) throw new PeerProtocolError('unknown reason', 2);
      return { type: 'refuse', substream: substreamAt(bytes, 1), reason };
    }
    case TYPE_UNSUBSCRIBE:
      expectLength(bytes, 2);
      return { type: 'unsubscribe', substream: substreamAt(bytes, 1) };
    case TYPE_PULL:
      return { type: 'pull', epoch: epochOfSeqs(bytes), seqs: decodeSeqs(bytes) };
    case TYPE_ABSENT:
      return { type: 'absent', epoch: epochOfSeqs(bytes), seqs: decodeSeqs(bytes) };
    case TYPE_HAVE:
      return { type: 'have', ranges: decodeRanges(bytes) };
    case TYPE_REQUEST:
      return { type: 'request', pieces: decodePieces(bytes) };
    case TYPE_NOT_HELD:
      return { type: 'notHeld', pieces: decodePieces(bytes) };
    case TYPE_DROPPED:
      return { type: 'dropped', ranges: decodeRanges(bytes) };
    case TYPE_BYE: {
      expectLength(bytes, 2);
      const reason = BYE_REASONS[uint(bytes, 1, 1) - 1];
      if (reason === undefined) throw new PeerProtocolError('unknown reason', 1);
      return { type: 'bye', reason };
    }
    default:
      throw new PeerProtocolError('unknown message type', 0);
  }
}

function decodeHello(bytes: Uint8Array): PeerMessage {
  if (bytes.length < 30) throw new PeerProtocolError('message cut off', bytes.length);
  expectLength(bytes, 29 + uint(bytes, 28, 1));
  let group = '';
  for (const code of bytes.subarray(29)) group += String.fromCharCode(code);
  if (!GROUP.test(group)) throw new PeerProtocolError('not a group name', 29);
  return {
    type: 'hello',
    version: uint(bytes, 1, 1),
    peerId: encodePeerId(bytes.subarray(2, 18)),
    epoch: uint(bytes, 18, 6),
    capacityKbps: uint(bytes, 24, 4),
    group,
  };
}

function decodeMap(bytes: Uint8Array): PeerMessage {
  if (bytes.length < 13) throw new PeerProtocolError('message cut off', bytes.length);
  const count = uint(bytes, 11, 2);
  if (count > MAX_MAP_BITS) throw new PeerProtocolError('map too large', 11);
  expectLength(bytes, 13 + Math.ceil(count / 8));
  const base = seqAt(bytes, 7);
  return { type: 'map', epoch: uint(bytes, 1, 6), base, count, bits: bytes.slice(13) };
}

function epochOfSeqs(bytes: Uint8Array): number {
  if (bytes.length < 12) throw new PeerProtocolError('message cut off', bytes.length);
  return uint(bytes, 1, 6);
}

function decodeSeqs(bytes: Uint8Array): number[] {
  const count = uint(bytes, 7, 1);
  if (count < 1 || count > MAX_PULL) throw new PeerProtocolError('number of seqs', 7);
  expectLength(bytes, 8 + 4 * count);
  const seqs = new Array<number>(count);
  for (let i = 0; i < count; i++) seqs[i] = seqAt(bytes, 8 + 4 * i);
  return seqs;
}

/** Ascending, with at least one piece that is not meant between two of them: else they would be one. */
function decodeRanges(bytes: Uint8Array): PieceRange[] {
  const count = uint(bytes, 1, 1);
  if (count < 1 || count > MAX_RANGES) throw new PeerProtocolError('number of ranges', 1);
  expectLength(bytes, 2 + 8 * count);
  const ranges: PieceRange[] = [];
  let before = -1;
  for (let offset = 2; offset < bytes.length; offset += 8) {
    const first = pieceAt(bytes, offset);
    const last = pieceAt(bytes, offset + 4);
    if (first <= before + 1 || last < first) throw new PeerProtocolError('ranges out of order', offset);
    ranges.push({ first, last });
    before = last;
  }
  return ranges;
}

function decodePieces(bytes: Uint8Array): number[] {
  const count = uint(bytes, 1, 1);
  if (count < 1 || count > MAX_REQUEST) throw new PeerProtocolError('number of pieces', 1);
  expectLength(bytes, 2 + 4 * count);
  return Array.from({ length: count }, (_, i) => pieceAt(bytes, 2 + 4 * i));
}

function pieceAt(bytes: Uint8Array, offset: number): number {
  const piece = uint(bytes, offset, 4);
  if (piece < 1 || piece > MAX_PIECES) throw new PeerProtocolError('no such piece', offset);
  return piece;
}

function expectLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new PeerProtocolError(`${bytes.length} bytes instead of ${length}`, bytes.length);
}

function substreamAt(bytes: Uint8Array, offset: number): number {
  const substream = uint(bytes, offset, 1);
  if (substream >= SUBSTREAMS) throw new PeerProtocolError('no such substream', offset);
  return substream;
}

function seqAt(bytes: Uint8Array, offset: number): number {
  const seq = uint(bytes, offset, 4);
  if (seq === NO_SEQ) throw new PeerProtocolError('no such seq', offset);
  return seq;
}

function uint(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[offset + i] ?? 0);
  return value;
}
