import { readFileSync } from 'node:fs';

interface PacketVector {
  readonly name: string;
  readonly group: string;
  readonly flags: number;
  readonly prelude: number;
  readonly epoch: number;
  readonly seq: number;
  readonly timestampMillis: number;
  readonly durationMillis: number;
  readonly payload?: string;
  readonly payloadRepeat?: { readonly byte: string; readonly count: number };
  readonly encoded?: string;
  readonly header?: string;
  readonly signature?: string;
}

interface InvalidVector {
  readonly name: string;
  readonly error: string;
  readonly encoded?: string;
  readonly encodedPrefix?: string;
  readonly zeros?: number;
}

interface Vectors {
  readonly publicKey: string;
  readonly packets: readonly PacketVector[];
  readonly invalid: readonly InvalidVector[];
}

export const goldenPackets = JSON.parse(
  readFileSync(new URL('../../../testdata/packet/vectors.json', import.meta.url), 'utf8'),
) as Vectors;

export function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

export function payloadOf(vector: PacketVector): Uint8Array {
  if (vector.payload !== undefined) return fromHex(vector.payload);
  return fromHex(vector.payloadRepeat?.byte.repeat(vector.payloadRepeat.count) ?? '');
}

export function encodedOf(vector: PacketVector): Uint8Array {
  if (vector.encoded !== undefined) return fromHex(vector.encoded);
  const head = fromHex((vector.header ?? '') + (vector.signature ?? ''));
  return new Uint8Array(Buffer.concat([head, payloadOf(vector)]));
}

export function encodedOfInvalid(vector: InvalidVector): Uint8Array {
  if (vector.encoded !== undefined) return fromHex(vector.encoded);
  return new Uint8Array(Buffer.concat([fromHex(vector.encodedPrefix ?? ''), Buffer.alloc(vector.zeros ?? 0)]));
}
