import { asObject } from '../transport/json-fields.js';
import { byColumn, COLUMNS, figure, readConnections, type Column, type Connections, type Sample } from './sample.js';

/** How far back the charts look. */
export type Range = 'hour' | 'day' | 'month';
export const RANGE_MILLIS: Readonly<Record<Range, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  month: 30 * 86_400_000,
};

/** How much of it a chart shows while less has been measured: it widens a few times, and does not creep. */
const SPANS_MILLIS: Readonly<Record<Range, readonly number[]>> = {
  hour: [300_000, 900_000, 1_800_000],
  day: [3_600_000, 3 * 3_600_000, 6 * 3_600_000, 12 * 3_600_000],
  month: [86_400_000, 3 * 86_400_000, 7 * 86_400_000, 14 * 86_400_000],
};

type Values = readonly (number | null)[];

/** Columns over time, all of the same length, ascending. */
export interface History {
  readonly range: Range;
  readonly stepMillis: number;
  readonly atMillis: readonly number[];
  readonly columns: Readonly<Record<Column, Values>>;
  readonly connections: readonly (Connections | null)[];
}

/** The most steps that are kept: a month has 2,880 of 15 minutes, a day 1,440, an hour 1,800. */
const MOST_STEPS = 4_000;
/** What an answer of a gateway may miss at the end before the first live sample follows, as steps. */
const STEPS_OF_A_GAP = 2.5;

/** Reads `GET /api/history`; undefined when it is no such answer. Columns that are missing are nulls. */
export function readHistory(json: unknown, range: Range): History | undefined {
  const fields = asObject(json);
  const stepMillis = figure(fields?.['stepMillis']);
  const at = fields?.['at'];
  if (fields === undefined || stepMillis === null || stepMillis === 0 || !Array.isArray(at)) {
    return undefined;
  }
  const atMillis = at.slice(-MOST_STEPS).map((value: unknown) => figure(value) ?? 0);
  const list = (name: string): readonly unknown[] => {
    const values: unknown = fields[name];
    const found: readonly unknown[] = Array.isArray(values) ? values.slice(-MOST_STEPS) : [];
    return atMillis.map((_, index) => found[index]);
  };
  return withGaps({
    range,
    stepMillis,
    atMillis,
    columns: byColumn((column) => list(column).map(figure)),
    connections: list('connections').map(readConnections),
  });
}

/** The history with one more sample at its end; what is older than its range, as seen from there, is gone. */
export function withSample(history: History, atMillis: number, sample: Sample): History {
  const last = history.atMillis.at(-1);
  if (last !== undefined && atMillis <= last) {
    return history;
  }
  const first = history.atMillis.findIndex((at) => at > atMillis - RANGE_MILLIS[history.range]);
  const from = Math.max(first < 0 ? history.atMillis.length : first, history.atMillis.length + 1 - MOST_STEPS);
  return withGaps({
    ...history,
    atMillis: [...history.atMillis.slice(from), atMillis],
    columns: byColumn((column) => [...history.columns[column].slice(from), sample[column]]),
    connections: [...history.connections.slice(from), sample.connections],
  });
}

/** The time that a chart shows, ms since the epoch: its end is the newest step. @param nowMillis where there is none yet */
export function spanOf(
  { range, atMillis }: History,
  nowMillis: number,
): readonly [startMillis: number, endMillis: number] {
  const end = atMillis.at(-1) ?? nowMillis;
  const known = end - (atMillis[0] ?? end);
  return [end - (SPANS_MILLIS[range].find((span) => span >= known) ?? RANGE_MILLIS[range]), end];
}

/** The sum of a column; null where nothing at all is known. */
export function sum(history: History, column: Column): number | null {
  const known = history.columns[column].filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** The newest steps, at most so many, the newest last. */
export function newest(history: History, count: number): readonly Sample[] {
  const from = Math.max(0, history.atMillis.length - count);
  return history.atMillis.slice(from).map((_, index) => ({
    ...byColumn((column) => history.columns[column][from + index] ?? null),
    connections: history.connections[from + index] ?? null,
  }));
}

/** All attempts of the history by NAT classes, the most tried first. */
export function attempts(history: History): readonly (readonly [classes: string, tried: number, met: number])[] {
  const sums = new Map<string, [tried: number, met: number]>();
  for (const connections of history.connections) {
    for (const [classes, { tried, met }] of Object.entries(connections ?? {})) {
      const before = sums.get(classes) ?? [0, 0];
      sums.set(classes, [before[0] + tried, before[1] + met]);
    }
  }
  return [...sums]
    .map(([classes, [tried, met]]) => [classes, tried, met] as const)
    .filter(([, tried]) => tried > 0)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en'));
}

/** Where steps are missing, one without values stands behind the last that is there: a gap is a gap in the picture, not a line. */
function withGaps(history: History): History {
  const { atMillis, stepMillis } = history;
  const gaps = atMillis.flatMap((at, index) => {
    const next = atMillis[index + 1];
    const isKnown = COLUMNS.some((column) => history.columns[column][index] !== null);
    return isKnown && next !== undefined && next - at > STEPS_OF_A_GAP * stepMillis ? [index] : [];
  });
  if (gaps.length === 0) {
    return history;
  }
  const isGap = new Set(gaps);
  const spread = <T, G>(values: readonly T[], gap: (index: number) => G): (T | G)[] =>
    values.flatMap((value, index) => (isGap.has(index) ? [value, gap(index)] : [value]));
  const nothing = (): null => null;
  return {
    ...history,
    atMillis: spread(atMillis, (index) => (atMillis[index] ?? 0) + stepMillis),
    columns: byColumn((column) => spread(history.columns[column], nothing)),
    connections: spread(history.connections, nothing),
  };
}
