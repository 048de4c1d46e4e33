import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { NO_SEQ, Packet } from '../../peers/packet.js';
import { signedBytes } from '../../peers/signed-bytes.js';
import type { VerifySignature } from '../../peers/verify-signature.js';

const SEED = Uint8Array.from({ length: 32 }, (_, i) => i + 7);
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, SEED]), format: 'der', type: 'pkcs8' });
const publicKeyObject = createPublicKey(privateKey);

/** The key of the channel in all scenario tests. */
export const publicKey = new Uint8Array(publicKeyObject.export({ format: 'der', type: 'spki' }).subarray(-32));

/** 40 packets a second, about 1 Mbit/s, a keyframe every 2 s. */
export const PACKET_MILLIS = 25;
export const GOP_PACKETS = 80;
const PAYLOAD_BYTES = 3_000;

/** A packet of the test stream; its payload begins with what the sink checks: epoch, seq, timestamp. */
export function makePacket(group: string, epoch: number, seq: number, flags?: number): Packet {
  const keyframe = seq % GOP_PACKETS === 0;
  const payload = new Uint8Array(PAYLOAD_BYTES);
  const view = new DataView(payload.buffer);
  view.setFloat64(0, epoch);
  view.setUint32(8, seq);
  view.setUint32(12, seq * PACKET_MILLIS);
  return encode(group, flags ?? (keyframe ? 3 : 2), 0, epoch, seq, seq * PACKET_MILLIS, payload);
}

/** Says that nothing comes for now. */
export function makeOfflinePacket(group: string, epoch: number, seq: number): Packet {
  return encode(group, 4, 0, epoch, seq, (seq - 1) * PACKET_MILLIS, new Uint8Array(0));
}

/** The same for who plays plain FLV: a script tag `onStatus`, as the gateway writes it. */
export function offlineNotice(): Uint8Array {
  const text = (value: string) => [value.length >> 8, value.length & 255, ...Buffer.from(value)];
  const fields = [
    ...text('level'),
    2,
    ...text('status'),
    ...text('code'),
    2,
    ...text('NetStream.Play.UnpublishNotify'),
  ];
  const body = [2, ...text('onStatus'), 3, ...fields, 0, 0, 9];
  return Uint8Array.of(18, 0, 0, body.length, 0, 0, 7, 0, 0, 0, 0, ...body, 0, 0, 0, body.length + 11);
}

export function makePrelude(group: string, epoch: number): Packet {
  const flv = Uint8Array.of(0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0);
  return encode(group, 18, 0, epoch, NO_SEQ, 0, flv);
}

function encode(
  group: string,
  flags: number,
  prelude: number,
  epoch: number,
  seq: number,
  timestampMillis: number,
  payload: Uint8Array,
): Packet {
  const bytes = Buffer.alloc(86 + payload.length);
  bytes[0] = 1;
  bytes[1] = flags;
  bytes.writeUInt16BE(prelude, 2);
  bytes.writeUIntBE(epoch, 4, 6);
  bytes.writeUInt32BE(seq, 10);
  bytes.writeUInt32BE(timestampMillis, 14);
  bytes.writeUInt16BE(payload.length, 20);
  bytes.set(payload, 86);
  bytes.set(sign(null, messageOf(Packet.decode(bytes), group), privateKey), 22);
  return Packet.decode(bytes);
}

function messageOf(packet: Packet, group: string): Uint8Array {
  return signedBytes(packet, sha256(group), sha256(packet.payload));
}

function sha256(data: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}

/** Real verification, at once; what was verified once (the same bytes in memory) is remembered. */
export function verifyAtOnce(): VerifySignature {
  const seen = new WeakMap<Uint8Array, boolean>();
  const keys = new Map<string, KeyObject>();
  return (packet, signer) => {
    const before = seen.get(packet.message);
    if (before !== undefined) return before;
    const name = Buffer.from(signer.publicKey).toString('hex');
    let key = keys.get(name);
    if (key === undefined) {
      const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), signer.publicKey]);
      key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
      keys.set(name, key);
    }
    const valid = verify(null, messageOf(packet, signer.group), key, packet.signature);
    seen.set(packet.message, valid);
    return valid;
  };
}
