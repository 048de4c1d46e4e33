import { asCount, asObject, asText } from '../transport/json-fields.js';

export type Level = 'info' | 'warning' | 'error';

/** Something that happened: `GET /api/log`. */
export interface LogEntry {
  readonly id: number;
  readonly atMillis: number;
  readonly level: Level;
  readonly channel: string | undefined;
  readonly text: string;
}

/** A lamp's shape and word for each level. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = { info: 'Info', warning: 'Warning', error: 'Error' };

/** Reads the answer's entries; those that are none are left out. */
export function readLog(json: unknown): readonly LogEntry[] {
  const entries = asObject(json)?.['entries'];
  const list: readonly unknown[] = Array.isArray(entries) ? entries : [];
  return list.flatMap((entry) => readLogEntry(entry) ?? []);
}

export function readLogEntry(json: unknown): LogEntry | undefined {
  const fields = asObject(json) ?? {};
  const id = asCount(fields['id'], Number.MAX_SAFE_INTEGER);
  const atMillis = asCount(fields['at'], Number.MAX_SAFE_INTEGER);
  const text = asText(fields['text'], 4_096);
  if (id === undefined || atMillis === undefined || text === undefined) {
    return undefined;
  }
  const level = (['warning', 'error'] as const).find((known) => known === fields['level']) ?? 'info';
  return { id, atMillis, level, channel: asText(fields['channel'], 128), text };
}

/** Both lists in one, each entry once, the newest first. */
export function merged(a: readonly LogEntry[], b: readonly LogEntry[]): readonly LogEntry[] {
  const entries = new Map([...a, ...b].map((entry) => [entry.id, entry]));
  return [...entries.values()].sort((x, y) => y.id - x.id);
}
