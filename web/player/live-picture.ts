import { findFirstKeyframe } from '../media/first-keyframe.js';
import { drawFirstPicture } from '../media/first-picture.js';

/** A stream whose keyframe ends behind this has no poster. */
const MOST_BYTES = 2 * 1024 * 1024;
const PATIENCE_MILLIS = 10_000;

/**
 * The newest keyframe of a live channel, as a picture. Reads FLV over HTTP up to there and lets go.
 *
 * @param url of the channel's FLV
 * @returns the caller's to close; undefined when there is none to be had
 */
export async function fetchLivePicture(url: string, maxWidth: number): Promise<ImageBitmap | undefined> {
  const until = new AbortController();
  AbortSignal.timeout(PATIENCE_MILLIS).addEventListener('abort', () => until.abort(), { signal: until.signal });
  try {
    const answer = await fetch(url, { signal: until.signal });
    const opening = answer.ok && answer.body !== null ? await readToKeyframe(answer.body) : undefined;
    return opening && (await drawFirstPicture(opening, { maxWidth, signal: until.signal }));
  } catch {
    return undefined;
  } finally {
    until.abort(); // the stream itself never ends
  }
}

/** What comes up to the end of the first keyframe; undefined when that does not come. */
export async function readToKeyframe(body: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const reader = body.getReader();
  const bytes = new Uint8Array(MOST_BYTES);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || length + value.length > bytes.length) {
        return undefined;
      }
      bytes.set(value, length);
      length += value.length;
      const search = findFirstKeyframe(bytes.subarray(0, length));
      if (search !== 'more') {
        return search === 'none' ? undefined : bytes.subarray(0, length);
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined); // who gave it up knows that already
  }
}
