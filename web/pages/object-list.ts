import { asCount, asObject, asText } from '../transport/json-fields.js';

/** One entry of `GET /objects`: what everybody may see. */
export interface ListedObject {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** undefined: not for the player. */
  readonly durationMillis: number | undefined;
}

export interface ObjectPage {
  readonly objects: readonly ListedObject[];
  /** What to ask for the next page with; undefined on the last. */
  readonly next: string | undefined;
}

const MAX_TEXT = 1_024;
const MAX_BYTES = 2 ** 40;
const MAX_MILLIS = 2 ** 32;

/** Reads a page of the list; entries that are none are left out. Undefined when it is no list at all. */
export function readObjectPage(json: unknown): ObjectPage | undefined {
  const fields = asObject(json);
  const objects = fields?.['objects'];
  return Array.isArray(objects)
    ? { objects: objects.flatMap((entry: unknown) => readEntry(entry)), next: asText(fields?.['next'], MAX_TEXT) }
    : undefined;
}

/** Asks the gateway; undefined when it cannot be reached or answers with an error. */
export async function fetchObjectPage(gateway: URL, after?: string): Promise<ObjectPage | undefined> {
  const url = new URL('objects', gateway);
  if (after !== undefined) {
    url.searchParams.set('after', after);
  }
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? readObjectPage(await answer.json()) : undefined;
  } catch {
    return undefined;
  }
}

function readEntry(entry: unknown): ListedObject[] {
  const fields = asObject(entry) ?? {};
  const id = asText(fields['id'], 43);
  const name = asText(fields['name'], MAX_TEXT);
  const sizeBytes = asCount(fields['size'], MAX_BYTES);
  if (id === undefined || !/^[A-Za-z0-9_-]{43}$/.test(id) || name === undefined || sizeBytes === undefined) {
    return [];
  }
  const durationMillis = asCount(fields['durationMillis'], MAX_MILLIS);
  const title = titleOf(asText(fields['title'], MAX_TEXT) ?? '', name, durationMillis !== undefined);
  return [{ id, title, name, sizeBytes, durationMillis }];
}

/** What a page calls an object: a film that nobody gave a title goes by its file's name without the ending. */
export function titleOf(title: string, name: string, isFilm: boolean): string {
  const own = title === '' ? name : title;
  return isFilm && own === name ? own.replace(/(.)\.flv$/i, '$1') : own;
}
