/** Builds tag streams for tests, byte by byte as FLV 10.1 annex E says. */
export const flvFileHeader = Uint8Array.of(0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0);

export function tag(type: number, timestampMillis: number, body: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(11 + body.length + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (type << 24) | body.length);
  view.setUint32(4, (timestampMillis & 0xffffff) << 8);
  view.setUint8(7, timestampMillis >>> 24);
  bytes.set(body, 11);
  view.setUint32(11 + body.length, 11 + body.length);
  return bytes;
}

const filler = Array.from({ length: 50 }, (_, i) => i);

export const avcHeader = (profile = 66): Uint8Array => tag(9, 0, [0x17, 0, 0, 0, 0, 1, profile, 0, 30]);
export const aacHeader = (): Uint8Array => tag(8, 0, [0xaf, 0, 0x12, 0x10]);
export const keyframe = (at: number): Uint8Array => tag(9, at, [0x17, 1, 0, 0, 0, ...filler]);
export const frame = (at: number): Uint8Array => tag(9, at, [0x27, 1, 0, 0, 0, ...filler]);
export const sound = (at: number): Uint8Array => tag(8, at, [0xaf, 1, ...filler]);
export const metadata = (): Uint8Array => tag(18, 0, [2, 0, 10, ...filler]);

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export const prelude = (): Uint8Array => concat(flvFileHeader, metadata(), avcHeader(), aacHeader());
