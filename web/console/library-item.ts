import { isObjectId } from '../player/names.js';
import { titleOf } from '../pages/object-list.js';
import { asCount, asObject, asText } from '../transport/json-fields.js';

export type Visibility = 'public' | 'unlisted' | 'token';
export const VISIBILITY_WORDS: Readonly<Record<Visibility, string>> = {
  public: 'Everybody sees it',
  unlisted: 'Whoever has the link',
  token: 'Whoever has the token',
};

/** A file that viewers share, as the operator sees it: `GET /api/objects`. */
export interface LibraryItem {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** undefined: not for the player. */
  readonly durationMillis: number | undefined;
  readonly createdMillis: number | undefined;
  readonly visibility: Visibility;
  readonly viewers: number;
  readonly isRecording: boolean;
  readonly damage: string | undefined;
}

/** A page of the list; `next`: what to ask for the next one with. */
export interface LibraryPage {
  readonly items: readonly LibraryItem[];
  readonly next: string | undefined;
}

const MAX_TEXT = 1_024;
const MAX_COUNT = Number.MAX_SAFE_INTEGER;

export function readLibraryPage(json: unknown): LibraryPage {
  const fields = asObject(json) ?? {};
  const list: readonly unknown[] = Array.isArray(fields['objects']) ? fields['objects'] : [];
  return { items: list.flatMap((entry) => readItem(entry) ?? []), next: asText(fields['next'], MAX_TEXT) };
}

function readItem(json: unknown): LibraryItem | undefined {
  const fields = asObject(json) ?? {};
  const { id } = fields;
  const name = asText(fields['name'], MAX_TEXT);
  const sizeBytes = asCount(fields['size'], MAX_COUNT);
  if (typeof id !== 'string' || !isObjectId(id) || name === undefined || sizeBytes === undefined) {
    return undefined;
  }
  const durationMillis = asCount(fields['durationMillis'], MAX_COUNT);
  const created = Date.parse(asText(fields['createdAt'], MAX_TEXT) ?? '');
  return {
    id,
    title: titleOf(asText(fields['title'], MAX_TEXT) ?? '', name, durationMillis !== undefined),
    name,
    sizeBytes,
    durationMillis,
    createdMillis: Number.isNaN(created) ? undefined : created,
    visibility: (['public', 'token'] as const).find((known) => known === fields['visibility']) ?? 'unlisted',
    viewers: asCount(fields['viewers'], MAX_COUNT) ?? 0,
    isRecording: asText(fields['recording'], MAX_TEXT) !== undefined,
    damage: fields['damage'] === undefined || fields['damage'] === null ? undefined : damageWords(fields['damage']),
  };
}

function damageWords(damage: unknown): string {
  return typeof damage === 'string' ? damage : 'A part of it is damaged on the disk: upload the same file once more.';
}

/** A file that a channel was recorded into: `GET /api/channels/{name}/recordings`. */
export interface RecordedFile {
  readonly id: string;
  readonly startedMillis: number | undefined;
  readonly durationMillis: number;
  readonly sizeBytes: number;
  readonly isGoingOn: boolean;
  /** The object that it became. */
  readonly object: string | undefined;
}

export function readRecordings(json: unknown): readonly RecordedFile[] {
  const list: unknown = asObject(json)?.['recordings'];
  return (Array.isArray(list) ? list : []).flatMap((entry: unknown) => {
    const fields = asObject(entry) ?? {};
    const id = asText(fields['id'], 64);
    const started = Date.parse(asText(fields['startedAt'], MAX_TEXT) ?? '');
    const object = asText(fields['object'], 43);
    return id === undefined
      ? []
      : [
          {
            id,
            startedMillis: Number.isNaN(started) ? undefined : started,
            durationMillis: asCount(fields['durationMillis'], MAX_COUNT) ?? 0,
            sizeBytes: asCount(fields['bytes'], MAX_COUNT) ?? 0,
            isGoingOn: fields['state'] === 'recording',
            object: object !== undefined && isObjectId(object) ? object : undefined,
          },
        ];
  });
}
