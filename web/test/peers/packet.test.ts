import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Packet, PacketError } from '../../peers/packet.js';
import { createVerifySignature } from '../../peers/verify-signature.js';
import { encodedOf, encodedOfInvalid, fromHex, goldenPackets, payloadOf } from './golden-packets.js';

const publicKey = fromHex(goldenPackets.publicKey);
const verifiers = [
  { name: 'WebCrypto', verify: createVerifySignature(webcrypto.subtle as SubtleCrypto) },
  { name: 'JavaScript', verify: createVerifySignature(undefined) },
  {
    name: 'WebCrypto without Ed25519',
    verify: createVerifySignature({
      importKey: () => Promise.reject(new Error('NotSupportedError')),
    } as unknown as SubtleCrypto),
  },
];

describe('packet vectors', () => {
  it.each(goldenPackets.packets)('reads "$name"', (vector) => {
    const packet = Packet.decode(encodedOf(vector));
    expect(packet).toMatchObject({
      flags: vector.flags,
      prelude: vector.prelude,
      epoch: vector.epoch,
      seq: vector.seq,
      timestampMillis: vector.timestampMillis,
      durationMillis: vector.durationMillis,
      isPrelude: vector.flags === 18,
      substream: vector.seq % 8,
    });
    expect(Buffer.from(packet.payload)).toEqual(Buffer.from(payloadOf(vector)));
    expect(Buffer.from(packet.encoded)).toEqual(Buffer.from(encodedOf(vector)));
    expect(Buffer.from(Packet.ofMessage(packet.message).encoded)).toEqual(Buffer.from(packet.encoded));
  });

  it.each(verifiers)('verifies all of them, and none for another group ($name)', async ({ verify }) => {
    for (const vector of goldenPackets.packets) {
      const packet = Packet.decode(encodedOf(vector));
      expect(await verify(packet, { group: vector.group, publicKey })).toBe(true);
      expect(await verify(packet, { group: `${vector.group}x`, publicKey })).toBe(false);
      expect(await verify(packet, { group: vector.group, publicKey: publicKey.slice(1) })).toBe(false);
    }
  });

  it.each(goldenPackets.invalid)('refuses "$name" for its $error', async (vector) => {
    const bytes = encodedOfInvalid(vector);
    if (vector.error === 'signature') {
      const packet = Packet.decode(bytes);
      for (const { verify } of verifiers) expect(await verify(packet, { group: 'news', publicKey })).toBe(false);
      return;
    }
    expect(() => Packet.decode(bytes)).toThrow(expect.objectContaining({ fault: vector.error }) as Error);
  });
});

describe('several packets in one body', () => {
  const news = goldenPackets.packets.map(encodedOf);

  it('reads them in order', () => {
    const packets = Packet.decodeAll(new Uint8Array(Buffer.concat(news)));
    expect(packets.map((packet) => packet.seq)).toEqual(goldenPackets.packets.map((vector) => vector.seq));
    expect(Packet.decodeAll(new Uint8Array(0))).toEqual([]);
  });

  it('refuses a body whose last packet is cut off, wherever', () => {
    const whole = Buffer.concat(news.slice(0, 2));
    for (let length = (news[0]?.length ?? 0) + 1; length < whole.length; length++) {
      expect(() => Packet.decodeAll(new Uint8Array(whole.subarray(0, length)))).toThrow(PacketError);
    }
  });
});
