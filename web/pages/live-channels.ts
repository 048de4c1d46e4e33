import { isChannelName } from '../player/names.js';

/** One entry of `GET /api/live`. */
export interface LiveChannel {
  readonly name: string;
  readonly viewers: number;
  readonly live: boolean;
}

/** Reads the answer of `GET /api/live`; entries that are none are left out, as is all of an answer that is no list. */
export function readLiveChannels(json: unknown): readonly LiveChannel[] {
  return Array.isArray(json) ? json.flatMap((entry: unknown) => readEntry(entry)) : [];
}

/** Live ones first, the most watched first, then by name: nothing jumps when a figure changes a little. */
export function inOrder(channels: readonly LiveChannel[]): readonly LiveChannel[] {
  return [...channels].sort(
    (a, b) => Number(b.live) - Number(a.live) || b.viewers - a.viewers || a.name.localeCompare(b.name, 'en'),
  );
}

/** Asks the gateway; undefined when it cannot be reached or answers with an error. */
export async function fetchLiveChannels(gateway: URL): Promise<readonly LiveChannel[] | undefined> {
  try {
    const answer = await fetch(new URL('api/live', gateway), { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? readLiveChannels(await answer.json()) : undefined;
  } catch {
    return undefined;
  }
}

function readEntry(entry: unknown): LiveChannel[] {
  if (typeof entry !== 'object' || entry === null) {
    return [];
  }
  const { name, viewers, live } = entry as Record<string, unknown>;
  const valid =
    typeof name === 'string' &&
    isChannelName(name) &&
    typeof viewers === 'number' &&
    Number.isSafeInteger(viewers) &&
    viewers >= 0 &&
    typeof live === 'boolean';
  return valid ? [{ name, viewers, live }] : [];
}
