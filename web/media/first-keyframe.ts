import {
  FLV_HEADER_BYTES,
  PREVIOUS_TAG_SIZE_BYTES,
  readFlvHeader,
  TAG_HEADER_BYTES,
  tagRole,
  type FlvTag,
} from './flv-tag.js';
import { FlvTagReader } from './flv-tag-reader.js';

/** What a decoder needs to draw the first picture of an FLV file. */
export interface FirstKeyframe {
  /** The tag with the decoder's configuration; undefined for codecs that have none. */
  readonly header: FlvTag | undefined;
  readonly keyframe: FlvTag;
}

/** `more`: it stands farther on · `none`: these bytes are no FLV with pictures. */
export type KeyframeSearch = FirstKeyframe | 'more' | 'none';

/** A keyframe behind more tags than these is not looked for: a file that begins with so much sound has no picture to show. */
const MOST_TAGS = 2_000;

/**
 * Looks for the first keyframe in the beginning of an FLV file, or in a prelude (docs/protocol.md section 7) with the
 * keyframe's tag behind it.
 */
export function findFirstKeyframe(flv: Uint8Array): KeyframeSearch {
  if (flv.length < FLV_HEADER_BYTES) {
    return 'more';
  }
  const header = flv.subarray(0, FLV_HEADER_BYTES);
  if (readFlvHeader(header) === undefined) {
    return 'none';
  }
  const reader = new FlvTagReader();
  reader.reset('tag header');
  let sequenceHeader: FlvTag | undefined;
  let keyframe: FlvTag | undefined;
  const onTag = (tag: FlvTag): void => {
    const role = tag.type === 'video' ? tagRole(tag) : undefined;
    if (role === 'sequence header') {
      sequenceHeader = tag;
    } else if (role === 'keyframe') {
      keyframe = tag;
    }
  };
  let offset = FLV_HEADER_BYTES;
  for (let tags = 0; tags < MOST_TAGS; tags++) {
    const end = tagEnd(flv, offset);
    if (end === undefined || end > flv.length) {
      return 'more';
    }
    reader.accept(flv.subarray(offset, end), onTag);
    if (keyframe !== undefined) {
      return { header: sequenceHeader, keyframe };
    }
    if (reader.malformed) {
      return 'none';
    }
    offset = end;
  }
  return 'none';
}

/** Where the tag at this offset ends, as its header says; undefined while that is not here. */
function tagEnd(flv: Uint8Array, offset: number): number | undefined {
  if (offset + TAG_HEADER_BYTES > flv.length) {
    return undefined;
  }
  const bodyBytes = new DataView(flv.buffer, flv.byteOffset + offset).getUint32(0) & 0xffffff;
  return offset + TAG_HEADER_BYTES + bodyBytes + PREVIOUS_TAG_SIZE_BYTES;
}
