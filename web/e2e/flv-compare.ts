/** One tag of an FLV file: enough to tell whether two files carry the same. */
export interface Tag {
  readonly type: number;
  readonly timestampMillis: number;
  readonly body: Buffer;
  /** Type and body as text, for equality. */
  readonly identity: string;
}

/** The FLV body without the tag that was cut off where its reader stopped. */
export function wholeTags(flv: Buffer): Buffer {
  return flv.subarray(0, scan(flv).end);
}

/** The whole tags of an FLV body. */
export function readTags(flv: Buffer): Tag[] {
  return scan(flv).tags;
}

function scan(flv: Buffer): { tags: Tag[]; end: number } {
  if (flv.subarray(0, 3).toString('latin1') !== 'FLV') throw new Error('no FLV header');
  const tags: Tag[] = [];
  let at = flv.readUInt32BE(5) + 4;
  while (at + 11 <= flv.length) {
    const length = flv.readUIntBE(at + 1, 3);
    if (at + 11 + length + 4 > flv.length) break;
    const type = flv.readUInt8(at) & 0x1f;
    const timestampMillis = flv.readUIntBE(at + 4, 3) + flv.readUInt8(at + 7) * 0x1000000;
    const body = flv.subarray(at + 11, at + 11 + length);
    tags.push({ type, timestampMillis, body, identity: `${type} ${body.toString('base64')}` });
    at += 11 + length + 4;
  }
  return { tags, end: at };
}

/** Audio and video tags that are media, not sequence headers or metadata. */
export function mediaTags(flv: Buffer): Tag[] {
  return readTags(flv).filter((tag) => (tag.type === 8 || tag.type === 9) && tag.timestampMillis > 0);
}
