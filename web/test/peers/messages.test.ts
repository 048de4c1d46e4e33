import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../peers/decode-message.js';
import { encodeMessage } from '../../peers/encode-message.js';
import { type PeerMessage, PeerProtocolError } from '../../peers/messages.js';
import { decodePeerId, encodePeerId } from '../../peers/peer-id.js';
import { SeededRandom } from './random-bytes.js';

interface Vectors {
  readonly messages: readonly { name: string; message: Record<string, unknown>; encoded: string }[];
  readonly invalid: readonly { name: string; encoded: string }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../testdata/peer/messages.json', import.meta.url), 'utf8'),
) as Vectors;

const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** JSON has no bytes: `bits` stands there as hex. */
function value(message: Record<string, unknown>): PeerMessage {
  const { bits, ...rest } = message;
  return (typeof bits === 'string' ? { ...rest, bits: fromHex(bits) } : rest) as unknown as PeerMessage;
}

describe('peer message vectors', () => {
  it.each(vectors.messages)('reads and writes $name', ({ message, encoded }) => {
    expect(decodeMessage(fromHex(encoded))).toEqual(value(message));
    expect(Buffer.from(encodeMessage(value(message))).toString('hex')).toBe(encoded);
  });

  it.each(vectors.invalid)('refuses $name', ({ encoded }) => {
    expect(() => decodeMessage(fromHex(encoded))).toThrow(PeerProtocolError);
  });

  it('refuses every message that is cut off or has a byte too many', () => {
    for (const { encoded } of vectors.messages) {
      const bytes = fromHex(encoded);
      for (let length = 0; length < bytes.length; length++) {
        expect(() => decodeMessage(bytes.slice(0, length))).toThrow(PeerProtocolError);
      }
      expect(() => decodeMessage(Uint8Array.of(...bytes, 0))).toThrow(PeerProtocolError);
    }
  });
});

describe('hostile bytes', () => {
  it('raise the protocol error or make a message that encodes to the same bytes', () => {
    const seed = 20_261_121;
    const random = new SeededRandom(seed);
    const originals = vectors.messages.map(({ encoded }) => fromHex(encoded));
    let read = 0;
    for (let round = 0; round < 20_000; round++) {
      const original = originals[random.below(originals.length)] ?? new Uint8Array(0);
      const bytes = random.next() < 0.3 ? random.bytes(random.below(80)) : original.slice();
      for (let change = random.below(4); change > 0 && bytes.length > 0; change--) {
        bytes[random.below(bytes.length)] = random.below(256);
      }
      const input = `seed ${seed} round ${round}: ${Buffer.from(bytes).toString('hex')}`;
      let message;
      try {
        message = decodeMessage(bytes);
      } catch (error) {
        if (!(error instanceof PeerProtocolError)) throw new Error(input, { cause: error });
        continue;
      }
      read++;
      if (!Buffer.from(encodeMessage(message)).equals(bytes)) throw new Error(input);
    }
    // Neither all refused nor all taken: both ways have been walked.
    expect(read).toBeGreaterThan(1_000);
    expect(read).toBeLessThan(19_000);
  });
});

describe('peerId', () => {
  it('is 22 characters of base64url for 16 bytes', () => {
    const random = new SeededRandom(7);
    for (let round = 0; round < 200; round++) {
      const bytes = random.bytes(16);
      const text = encodePeerId(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(decodePeerId(text)).toEqual(bytes);
    }
  });

  it.each([
    '',
    'AAAA',
    'AAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAA+A',
    'AAAAAAAAAAAAAAAAAAAAAB',
  ])('refuses "%s"', (text) => {
    expect(decodePeerId(text)).toBeUndefined();
  });
});
