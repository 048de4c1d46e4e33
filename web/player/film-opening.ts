import { findFirstKeyframe } from '../media/first-keyframe.js';
import { drawFirstPicture } from '../media/first-picture.js';

/** Asked for at first: enough for the first keyframe of most films. */
const FIRST_BYTES = 192 * 1024;
/** A film whose first keyframe ends behind this has no poster. */
const MOST_BYTES = 2 * 1024 * 1024;
const PATIENCE_MILLIS = 10_000;

/**
 * The first picture of a film, by one or two requests for its beginning.
 *
 * @param url of the FLV file
 * @param signal gives it up
 * @returns the caller's to close; undefined when there is none to be had
 */
export async function fetchFirstPicture(
  url: string,
  maxWidth: number,
  signal?: AbortSignal,
): Promise<ImageBitmap | undefined> {
  const patience = AbortSignal.timeout(PATIENCE_MILLIS);
  const until = new AbortController();
  for (const given of [patience, signal]) {
    given?.addEventListener('abort', () => until.abort(), { signal: until.signal });
  }
  const opening = await openingOf(url, until.signal);
  const picture = opening && (await drawFirstPicture(opening, { maxWidth, signal: until.signal }));
  until.abort(); // lets go of the others
  return picture;
}

/** The beginning of a file up to its first keyframe; undefined when it is not to be had. */
async function openingOf(url: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const first = await fetchRange(url, 0, FIRST_BYTES, signal);
  if (first === undefined || findFirstKeyframe(first) !== 'more' || first.length < FIRST_BYTES) {
    return first;
  }
  const rest = await fetchRange(url, FIRST_BYTES, MOST_BYTES, signal);
  if (rest === undefined) {
    return undefined;
  }
  const both = new Uint8Array(first.length + rest.length);
  both.set(first);
  both.set(rest, first.length);
  return both;
}

async function fetchRange(url: string, from: number, to: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  try {
    const answer = await fetch(url, { headers: { Range: `bytes=${from}-${to - 1}` }, signal });
    // Any other answer may be the whole of a large file.
    return answer.status === 206 ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
