import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PeerProtocolError } from '../../peers/messages.js';
import { decodePiece, encodePiece } from '../../peers/piece-message.js';

interface PieceVector {
  readonly name: string;
  readonly piece: number;
  readonly length: number;
  readonly header: string;
}

const vectors = JSON.parse(readFileSync(new URL('../../../testdata/peer/messages.json', import.meta.url), 'utf8')) as {
  readonly pieces: readonly PieceVector[];
  readonly invalidPieces: readonly PieceVector[];
};

const content = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + 7) % 251);

function encoded({ header, length }: PieceVector): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.from(header, 'hex'), content(length)]));
}

describe('PIECE vectors', () => {
  it.each(vectors.pieces)('reads and writes $name', (vector) => {
    const bytes = encoded(vector);
    expect(Buffer.compare(encodePiece(vector.piece, content(vector.length)), bytes)).toBe(0);
    const { piece, bytes: carried } = decodePiece(bytes);
    expect([piece, carried.length]).toEqual([vector.piece, vector.length]);
    expect(Buffer.compare(carried, content(vector.length))).toBe(0);
  });

  it.each(vectors.invalidPieces)('refuses $name', (vector) => {
    expect(() => decodePiece(encoded(vector))).toThrow(PeerProtocolError);
  });

  it('is read wherever in a buffer it stands', () => {
    const bytes = new Uint8Array(Buffer.concat([Buffer.from('ffffff', 'hex'), encodePiece(7, content(9))])).subarray(3);
    expect(decodePiece(bytes)).toEqual({ piece: 7, bytes: content(9) });
  });

  it('is not written with a number or a length out of its range', () => {
    expect(() => encodePiece(0, content(1))).toThrow(RangeError);
    expect(() => encodePiece(1, content(0))).toThrow(RangeError);
    expect(() => encodePiece(1, content(65_537))).toThrow(RangeError);
  });
});
