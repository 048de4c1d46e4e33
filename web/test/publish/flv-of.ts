import { FlvTagReader } from '../../media/flv-tag-reader.js';
import type { FlvTag } from '../../media/flv-tag.js';
import { joined } from '../../media/joined.js';

/** The tags of a stream with its header, in whatever parts it came. */
export function tagsOf(parts: readonly Uint8Array[]): readonly FlvTag[] {
  const reader = new FlvTagReader();
  const tags: FlvTag[] = [];
  reader.reset('file header');
  reader.accept(joined(parts), (tag) => tags.push(tag));
  return tags;
}
