import { FlvTagReader } from '../../web/media/flv-tag-reader.js';
import type { FlvTag } from '../../web/media/flv-tag.js';

/** Reads a live stream until it is given up; tells each tag when its last byte is there. @throws when the gateway ends it */
export async function readLive(url: string, signal: AbortSignal, onTag: (tag: FlvTag) => void): Promise<void> {
  try {
    const { body } = await fetch(url, { signal });
    const reader = new FlvTagReader();
    reader.reset('file header');
    for await (const chunk of body ?? []) reader.accept(chunk, onTag);
    if (!signal.aborted) throw new Error('the gateway ended the stream');
  } catch (failure) {
    if (!signal.aborted) throw failure;
  }
}
