import { FLV_HEADER_BYTES, PREVIOUS_TAG_SIZE_BYTES, TAG_HEADER_BYTES, readFlvHeader } from './flv-tag.js';
import type { FlvTag, TagType } from './flv-tag.js';

const TYPES: ReadonlyMap<number, TagType> = new Map([
  [8, 'audio'],
  [9, 'video'],
  [18, 'script'],
]);

/**
 * Cuts a stream of bytes into whole tags. What comes in has been put in order by a gateway, so there is no search for the
 * next plausible tag: after a mistake the reader stays malformed until {@link reset}. It keeps one unfinished tag; its length
 * field has 24 bits, so that is less than 16 MiB.
 */
export class FlvTagReader {
  #header = new Uint8Array(FLV_HEADER_BYTES);
  #tag: Uint8Array | undefined;
  #filled = 0;
  #expects: 'file header' | 'tag header' | 'tag' = 'tag header';
  #malformed = false;
  #promised: { readonly audio: boolean; readonly video: boolean } | undefined;

  /** Forgets an unfinished tag. `expects`: whether an FLV header comes next, or a tag. */
  reset(expects: 'file header' | 'tag header'): void {
    this.#tag = undefined;
    this.#filled = 0;
    this.#expects = expects;
    this.#malformed = false;
  }

  get malformed(): boolean {
    return this.#malformed;
  }

  /** The tracks that the last FLV header promised. */
  get promised(): { readonly audio: boolean; readonly video: boolean } | undefined {
    return this.#promised;
  }

  /** Takes the next bytes, which stay the caller's, and hands out each tag that they complete. */
  accept(chunk: Uint8Array, onTag: (tag: FlvTag) => void): void {
    let offset = 0;
    while (offset < chunk.length && !this.#malformed) {
      const target = this.#tag ?? this.#header;
      const wanted = this.#wanted();
      const taken = Math.min(wanted - this.#filled, chunk.length - offset);
      target.set(chunk.subarray(offset, offset + taken), this.#filled);
      this.#filled += taken;
      offset += taken;
      if (this.#filled === wanted) {
        this.#complete(onTag);
      }
    }
  }

  #wanted(): number {
    switch (this.#expects) {
      case 'file header':
        return FLV_HEADER_BYTES;
      case 'tag header':
        return TAG_HEADER_BYTES;
      case 'tag':
        return this.#tag?.length ?? 0;
    }
  }

  #complete(onTag: (tag: FlvTag) => void): void {
    switch (this.#expects) {
      case 'file header':
        this.#promised = readFlvHeader(this.#header);
        this.#malformed = this.#promised === undefined;
        this.#expects = 'tag header';
        this.#filled = 0;
        return;
      case 'tag header':
        this.#beginTag();
        return;
      case 'tag':
        this.#endTag(onTag);
    }
  }

  #beginTag(): void {
    const view = new DataView(this.#header.buffer);
    const streamId = view.getUint32(7) & 0xffffff;
    if (!TYPES.has(view.getUint8(0)) || streamId !== 0) {
      this.#malformed = true;
      return;
    }
    const bodyBytes = view.getUint32(0) & 0xffffff;
    this.#tag = new Uint8Array(TAG_HEADER_BYTES + bodyBytes + PREVIOUS_TAG_SIZE_BYTES);
    this.#tag.set(this.#header.subarray(0, TAG_HEADER_BYTES));
    this.#expects = 'tag';
  }

  #endTag(onTag: (tag: FlvTag) => void): void {
    const bytes = this.#tag ?? new Uint8Array();
    const view = new DataView(bytes.buffer);
    const type = TYPES.get(view.getUint8(0));
    const previousTagSize = view.getUint32(bytes.length - PREVIOUS_TAG_SIZE_BYTES);
    this.#tag = undefined;
    this.#filled = 0;
    this.#expects = 'tag header';
    if (type === undefined || previousTagSize !== bytes.length - PREVIOUS_TAG_SIZE_BYTES) {
      this.#malformed = true;
      return;
    }
    const timestampMillis = ((view.getUint32(4) >>> 8) | (view.getUint8(7) << 24)) >>> 0;
    onTag({ type, timestampMillis, bytes });
  }
}
