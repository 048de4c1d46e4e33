import { asCount, asGroup, asObject, asText } from '../transport/json-fields.js';
import { withToken } from '../transport/viewer-token.js';

/** What everybody may know of a channel. */
export interface LiveChannel {
  readonly name: string;
  /** What people call it; its name when nobody gave it a title. */
  readonly title: string;
  /** Empty when there is none. */
  readonly description: string;
  readonly viewers: number;
  readonly live: boolean;
}

const PATIENCE_MILLIS = 5_000;
const MAX_TITLE = 1_024;
const MAX_DESCRIPTION = 10_000;

/** Reads the gateway's list; entries that are none are left out, as is all of an answer that is no list. */
export function readLiveChannels(json: unknown): readonly LiveChannel[] {
  return Array.isArray(json) ? json.flatMap((entry: unknown) => readLiveChannel(entry) ?? []) : [];
}

/** Reads one entry; undefined when it is none. */
export function readLiveChannel(entry: unknown): LiveChannel | undefined {
  const fields = asObject(entry) ?? {};
  const name = asGroup(fields['name']);
  const viewers = asCount(fields['viewers'], Number.MAX_SAFE_INTEGER);
  const { live } = fields;
  if (name === undefined || viewers === undefined || typeof live !== 'boolean') {
    return undefined;
  }
  const title = asText(fields['title'], MAX_TITLE) ?? name;
  return { name, title, description: asText(fields['description'], MAX_DESCRIPTION) ?? '', viewers, live };
}

/** Live ones first, the most watched first, then by title: nothing jumps when a figure changes a little. */
export function inOrder(channels: readonly LiveChannel[]): readonly LiveChannel[] {
  return [...channels].sort(
    (a, b) => Number(b.live) - Number(a.live) || b.viewers - a.viewers || a.title.localeCompare(b.title, 'en'),
  );
}

/** The channels that everybody may know of; undefined when the gateway cannot be reached or answers with an error. */
export async function fetchLiveChannels(gateway: URL): Promise<readonly LiveChannel[] | undefined> {
  const list = await fetchJson(new URL('api/live', gateway));
  return list === undefined ? undefined : readLiveChannels(list);
}

/** One channel, whether it is in the list or not; undefined when there is none, no answer, or none without another token. */
export async function fetchLiveChannel(
  gateway: URL,
  name: string,
  token: string | undefined,
): Promise<LiveChannel | undefined> {
  return readLiveChannel(
    await fetchJson(withToken(new URL(`api/live/${encodeURIComponent(name)}`, gateway).href, token)),
  );
}

async function fetchJson(url: URL | string): Promise<unknown> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    return answer.ok ? ((await answer.json()) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
