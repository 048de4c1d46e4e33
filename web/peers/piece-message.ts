import { MAX_PIECES, PeerProtocolError, PIECE_BYTES } from './messages.js';

/** First byte of a PIECE, the only message of an object's swarm on `data` (docs/protocol.md section 6). */
export const PIECE_TYPE = 13;
const HEADER_BYTES = 5;
/** The longest PIECE. */
export const PIECE_MESSAGE_BYTES = HEADER_BYTES + PIECE_BYTES;

/** A piece as somebody sent it: not verified. */
export interface SentPiece {
  readonly piece: number;
  /** 1 … 65,536 bytes, a view of the message. */
  readonly bytes: Uint8Array;
}

/** Writes a PIECE. @throws RangeError when the number or the length is out of its range: a defect of the caller */
export function encodePiece(piece: number, bytes: Uint8Array): Uint8Array {
  if (!Number.isInteger(piece) || piece < 1 || piece > MAX_PIECES) throw new RangeError(`piece ${piece}`);
  if (bytes.length < 1 || bytes.length > PIECE_BYTES) throw new RangeError(`a piece of ${bytes.length} bytes`);
  const message = new Uint8Array(HEADER_BYTES + bytes.length);
  message[0] = PIECE_TYPE;
  new DataView(message.buffer).setUint32(1, piece);
  message.set(bytes, HEADER_BYTES);
  return message;
}

/** Reads a PIECE. @throws PeerProtocolError for anything that is none, and nothing else */
export function decodePiece(message: Uint8Array): SentPiece {
  if (message[0] !== PIECE_TYPE) throw new PeerProtocolError('only pieces travel on data', 0);
  if (message.length <= HEADER_BYTES || message.length > PIECE_MESSAGE_BYTES) {
    throw new PeerProtocolError(`a piece of ${message.length - HEADER_BYTES} bytes`, message.length);
  }
  const piece = new DataView(message.buffer, message.byteOffset).getUint32(1);
  if (piece < 1 || piece > MAX_PIECES) throw new PeerProtocolError('no such piece', 1);
  return { piece, bytes: message.subarray(HEADER_BYTES) };
}
