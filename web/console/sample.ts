import { asObject } from '../transport/json-fields.js';

/** What was measured in one interval, of a channel or of all; counts and bytes are of that interval alone. */
export const COLUMNS = [
  'viewers',
  'peersBytes',
  'serverBytes',
  'blockedBytes',
  'lagP50Millis',
  'lagP95Millis',
  'startP50Millis',
  'startP95Millis',
  'interruptions',
  'repairs',
  'uploadBitsPerSecond',
] as const;
export type Column = (typeof COLUMNS)[number];

/** One value for each column. */
export function byColumn<T>(valueOf: (column: Column) => T): Readonly<Record<Column, T>> {
  return Object.fromEntries(COLUMNS.map((column) => [column, valueOf(column)])) as unknown as Record<Column, T>;
}

/** Attempts to connect two viewers, and how many of them met. */
export interface Attempts {
  readonly tried: number;
  readonly met: number;
}

/** Attempts by the NAT classes of the two: `open-symmetric` … */
export type Connections = Readonly<Record<string, Attempts>>;

/** null: nothing is known of it in that interval. */
export type Sample = Readonly<Record<Column, number | null>> & { readonly connections: Connections | null };

/** One moment of the event stream. */
export interface Moment {
  readonly atMillis: number;
  readonly total: Sample;
  readonly channels: ReadonlyMap<string, Sample>;
}

/** Reads `event: sample`; undefined when it is none. */
export function readMoment(json: unknown): Moment | undefined {
  const fields = asObject(json);
  const atMillis = figure(fields?.['at']);
  if (fields === undefined || atMillis === null) {
    return undefined;
  }
  const channels = Object.entries(asObject(fields['channels']) ?? {});
  return {
    atMillis,
    total: readSample(fields['total']),
    channels: new Map(channels.map(([name, sample]) => [name, readSample(sample)])),
  };
}

/** What is missing in it is null. */
export function readSample(json: unknown): Sample {
  const fields = asObject(json) ?? {};
  return { ...byColumn((column) => figure(fields[column])), connections: readConnections(fields['connections']) };
}

export function readConnections(json: unknown): Connections | null {
  const fields = asObject(json);
  if (fields === undefined) {
    return null;
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([classes, attempts]) => {
      const { tried, met } = asObject(attempts) ?? {};
      const known = { tried: figure(tried), met: figure(met) };
      return known.tried === null || known.met === null ? [] : [[classes, { tried: known.tried, met: known.met }]];
    }),
  );
}

/** A finite number from 0 on, or null. */
export function figure(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
