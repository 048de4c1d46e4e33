import {
  BYE_REASONS,
  MAX_PULL,
  MAX_RANGES,
  MAX_REQUEST,
  type PeerMessage,
  type PieceRange,
  REFUSE_REASONS,
} from './messages.js';
import { decodePeerId } from './peer-id.js';

export const TYPE_HELLO = 1;
export const TYPE_HEADS = 2;
export const TYPE_MAP = 3;
export const TYPE_SUBSCRIBE = 4;
export const TYPE_ACCEPT = 5;
export const TYPE_REFUSE = 6;
export const TYPE_UNSUBSCRIBE = 7;
export const TYPE_PULL = 8;
export const TYPE_ABSENT = 9;
export const TYPE_HAVE = 11;
export const TYPE_REQUEST = 12;
export const TYPE_NOT_HELD = 14;
export const TYPE_DROPPED = 15;
export const TYPE_BYE = 16;

/** Writes one control message. @throws RangeError when a field is out of its range: a defect of the caller */
export function encodeMessage(message: PeerMessage): Uint8Array {
  switch (message.type) {
    case 'hello': {
      const peerId = decodePeerId(message.peerId);
      if (peerId === undefined) throw new RangeError('HELLO without a peerId');
      const group = new TextEncoder().encode(message.group);
      const out = new Uint8Array(29 + group.length);
      out[0] = TYPE_HELLO;
      out[1] = message.version;
      out.set(peerId, 2);
      put(out, 18, 6, message.epoch);
      put(out, 24, 4, message.capacityKbps);
      put(out, 28, 1, group.length);
      out.set(group, 29);
      return out;
    }
    case 'heads': {
      const out = new Uint8Array(55);
      out[0] = TYPE_HEADS;
      put(out, 1, 6, message.epoch);
      message.newest.forEach((seq, i) => put(out, 7 + 4 * i, 4, seq));
      message.hops.forEach((hops, i) => put(out, 39 + i, 1, hops));
      message.ranks.forEach((rank, i) => put(out, 47 + i, 1, rank));
      return out;
    }
    case 'map': {
      const out = new Uint8Array(13 + message.bits.length);
      out[0] = TYPE_MAP;
      put(out, 1, 6, message.epoch);
      put(out, 7, 4, message.base);
      put(out, 11, 2, message.count);
      out.set(message.bits, 13);
      return out;
    }
    case 'subscribe': {
      const out = new Uint8Array(12);
      out[0] = TYPE_SUBSCRIBE;
      put(out, 1, 6, message.epoch);
      put(out, 7, 1, message.substream);
      put(out, 8, 4, message.fromSeq);
      return out;
    }
    case 'accept':
      return Uint8Array.of(TYPE_ACCEPT, message.substream);
    case 'refuse':
      return Uint8Array.of(TYPE_REFUSE, message.substream, REFUSE_REASONS.indexOf(message.reason) + 1);
    case 'unsubscribe':
      return Uint8Array.of(TYPE_UNSUBSCRIBE, message.substream);
    case 'pull':
      return encodeSeqs(TYPE_PULL, message.epoch, message.seqs);
    case 'absent':
      return encodeSeqs(TYPE_ABSENT, message.epoch, message.seqs);
    case 'have':
      return encodeRanges(TYPE_HAVE, message.ranges);
    case 'request':
      return encodePieces(TYPE_REQUEST, message.pieces);
    case 'notHeld':
      return encodePieces(TYPE_NOT_HELD, message.pieces);
    case 'dropped':
      return encodeRanges(TYPE_DROPPED, message.ranges);
    case 'bye':
      return Uint8Array.of(TYPE_BYE, BYE_REASONS.indexOf(message.reason) + 1);
  }
}

function encodeSeqs(type: number, epoch: number, seqs: readonly number[]): Uint8Array {
  if (seqs.length < 1 || seqs.length > MAX_PULL) throw new RangeError(`${seqs.length} seqs in one message`);
  const out = new Uint8Array(8 + 4 * seqs.length);
  out[0] = type;
  put(out, 1, 6, epoch);
  put(out, 7, 1, seqs.length);
  seqs.forEach((seq, i) => put(out, 8 + 4 * i, 4, seq));
  return out;
}

function encodeRanges(type: number, ranges: readonly PieceRange[]): Uint8Array {
  if (ranges.length < 1 || ranges.length > MAX_RANGES) throw new RangeError(`${ranges.length} ranges in one message`);
  const out = new Uint8Array(2 + 8 * ranges.length);
  out[0] = type;
  put(out, 1, 1, ranges.length);
  ranges.forEach(({ first, last }, i) => {
    put(out, 2 + 8 * i, 4, first);
    put(out, 6 + 8 * i, 4, last);
  });
  return out;
}

function encodePieces(type: number, pieces: readonly number[]): Uint8Array {
  if (pieces.length < 1 || pieces.length > MAX_REQUEST) throw new RangeError(`${pieces.length} pieces in one message`);
  const out = new Uint8Array(2 + 4 * pieces.length);
  out[0] = type;
  put(out, 1, 1, pieces.length);
  pieces.forEach((piece, i) => put(out, 2 + 4 * i, 4, piece));
  return out;
}

function put(out: Uint8Array, offset: number, length: number, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * length)) {
    throw new RangeError(`${value} does not fit ${length} bytes`);
  }
  let rest = value;
  for (let i = length - 1; i >= 0; i--) {
    out[offset + i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
