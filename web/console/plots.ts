import { bitRate, count, duration } from './figures.js';
import type { History } from './history.js';
import type { Column } from './sample.js';

/** A colour of the look, by what it means. */
export type Tone = 'peers' | 'server' | 'warning' | 'fault' | 'text-2';
export type Values = readonly (number | null)[];

/** One line of a chart's legend, and what it shows. */
export interface PlotLine {
  readonly label: string;
  readonly tone: Tone;
  readonly values: (history: History) => Values;
}

/** A chart of the console: what it shows, and how it is drawn. */
export interface Plot {
  readonly title: string;
  /** What it means, in one sentence. */
  readonly hint: string;
  readonly shape: 'stack' | 'band' | 'line' | 'bars';
  /** Stack: from above to below. Band: the upper edge, then the lower. */
  readonly lines: readonly PlotLine[];
  readonly words: (value: number | undefined) => string;
  /** What the axis reaches at least, so that its ticks differ where nothing happens. */
  readonly least: number;
  /** There are no halves of it: neither has the axis. */
  readonly isWhole: boolean;
}

/** bit/s. */
const LEAST_RATE = 10_000;
const LEAST_MILLIS = 100;

/** The charts of all channels or of one, in the order of the page. */
export const PLOTS: readonly Plot[] = [
  {
    title: 'Traffic to viewers',
    hint: 'Both together is what the server would send alone: the upper area is what viewers saved.',
    shape: 'stack',
    lines: [
      { label: 'From viewers', tone: 'peers', values: (history) => rate(history, ['peersBytes']) },
      { label: 'From the server', tone: 'server', values: (history) => rate(history, ['serverBytes', 'blockedBytes']) },
    ],
    words: bitRate,
    least: LEAST_RATE,
    isWhole: false,
  },
  {
    title: 'Viewers',
    hint: 'All who watch, with or without peers.',
    shape: 'line',
    lines: [column('Viewers', 'text-2', 'viewers')],
    words: count,
    least: 1,
    isWhole: true,
  },
  band(
    'Behind live',
    'Half of the viewers are nearer to live than the lower edge, 95\u202f% nearer than the upper.',
    'lagP95Millis',
    'lagP50Millis',
  ),
  bars('Interruptions', 'Pictures that stood still for want of data, all viewers together.', 'fault', 'interruptions'),
  band(
    'Start-up',
    'From the begin of the player to its first picture. Half of those who came waited shorter than the lower edge.',
    'startP95Millis',
    'startP50Millis',
  ),
  {
    title: 'Upload of viewers',
    hint: 'What they give each other, all together.',
    shape: 'line',
    lines: [column('Upload', 'peers', 'uploadBitsPerSecond')],
    words: bitRate,
    least: LEAST_RATE,
    isWhole: false,
  },
  bars(
    'Repairs of the source',
    'Timestamps that had to be put right. Many of them: look at the encoder.',
    'warning',
    'repairs',
  ),
];

/** What is drawn of it: of a stack, each line stands on those below it. */
export function drawn(plot: Plot, history: History): readonly Values[] {
  const columns = plot.lines.map((line) => line.values(history));
  if (plot.shape !== 'stack') {
    return columns;
  }
  return columns.map((column, index) =>
    column.map((_, at) => {
      const below = columns.slice(index).map((values) => values[at] ?? null);
      return below.every((value) => value === null)
        ? null
        : below.reduce<number>((total, value) => total + (value ?? 0), 0);
    }),
  );
}

/** Steps that are known between two that are not. */
export function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const isKnown = (index: number): boolean => (values[index] ?? undefined) !== undefined;
  return Array.from({ length: values.length }, (_, index) => index).filter(
    (index) => isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1),
  );
}

/** The newest step of which something is known, of the last few; undefined: there is none. */
export function newestKnown(columns: readonly Values[]): number | undefined {
  const length = columns[0]?.length ?? 0;
  for (let index = length - 1; index >= Math.max(0, length - 3); index--) {
    if (columns.some((values) => values[index] !== null)) {
      return index;
    }
  }
  return undefined;
}

/** Where half of the viewers are, and where nearly all are. */
function band(title: string, hint: string, p95: Column, p50: Column): Plot {
  const lines = [column('95\u202f%', 'warning', p95), column('Half', 'peers', p50)];
  return { title, hint, shape: 'band', lines, words: duration, least: LEAST_MILLIS, isWhole: false };
}

/** How often something happened that should not. */
function bars(title: string, hint: string, tone: Tone, name: Column): Plot {
  return { title, hint, shape: 'bars', lines: [column(title, tone, name)], words: count, least: 1, isWhole: true };
}

function column(label: string, tone: Tone, name: Column): PlotLine {
  return { label, tone, values: (history) => history.columns[name] };
}

/** Bytes of an interval as bit/s; null where none of the columns is known. */
function rate(history: History, names: readonly Column[]): Values {
  const perSecond = 8_000 / history.stepMillis;
  return history.atMillis.map((_, at) => {
    const known = names.map((name) => history.columns[name][at] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0) * perSecond;
  });
}
