import { figuresOf, percentile, type RunFigures } from '../pages/figures.js';
import { machineName } from '../pages/machine.js';
import type { Run } from '../pages/measure.js';
import { percent, seconds, TITLES } from '../pages/report.js';

/** One run of one system, and whether its viewers moved about. */
export interface FilmRun {
  readonly run: Run;
  readonly moves: boolean;
}

export interface FilmFigures extends RunFigures {
  readonly movesMade: number;
  /** Without a picture after ten seconds. */
  readonly movesFailed: number;
  readonly moveP50Millis: number | undefined;
  readonly moveP95Millis: number | undefined;
}

/** As for live streams, but for the limit: all pages want the whole film, and one of them has to fetch it. */
export function filmFiguresOf({ run }: FilmRun): FilmFigures {
  const moves = run.pages.flatMap((page) => page.moves);
  const took = moves.map((move) => move ?? Infinity).sort((a, b) => a - b);
  return {
    ...figuresOf(run),
    shareLimit: 1 - 1 / run.pages.length,
    movesMade: moves.length,
    movesFailed: moves.filter((move) => move === null).length,
    moveP50Millis: percentile(took, 0.5),
    moveP95Millis: percentile(took, 0.95),
  };
}

const COLUMNS = [
  'system',
  'viewers',
  'share from peers (limit)',
  'origin sends',
  'stalls',
  'start-up p50 / p95',
  'move p50 / p95',
  'CPU busy',
] as const;

/** A Markdown table with one row a run. */
export function table(runs: readonly FilmRun[]): string {
  return [`| ${COLUMNS.join(' | ')} |`, `|${'---|'.repeat(COLUMNS.length)}`, ...runs.map(row)].join('\n');
}

function row(film: FilmRun): string {
  const figures = filmFiguresOf(film);
  const { moves, run } = film;
  const cells = [
    TITLES[run.system],
    moves ? 'move about' : 'watch to the end',
    moves ? percent(figures.shareFromPeers) : `${percent(figures.shareFromPeers)} (${percent(figures.shareLimit)})`,
    `${(run.origin.media / 1e6).toFixed(1)} MB`,
    moves ? '' : figures.stalls === 0 ? '0' : `${figures.stalls}, ${seconds(figures.stalledMillis)} in all`,
    `${seconds(figures.startupP50Millis)} / ${seconds(figures.startupP95Millis)}` +
      (figures.played === figures.pages ? '' : `, ${figures.pages - figures.played} never played`),
    moves ? `${seconds(figures.moveP50Millis)} / ${seconds(figures.moveP95Millis)} of ${figures.movesMade}` : '',
    percent(figures.machineBusy),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The line above the table: when, on what, and how. */
export function caption(
  runs: readonly FilmRun[],
  pages: number,
  staggerSeconds: number,
  filmSeconds: number,
  date: Date,
): string {
  return (
    `${date.toISOString().slice(0, 10)}, ${machineName()}, Chromium ${runs[0]?.run.chromium ?? ''}: ${pages} pages, ` +
    `one every ${staggerSeconds} s or so; a film of ${filmSeconds} s, 1 Mbit/s H.264 and AAC, GOP 1 s.`
  );
}

/** All that was measured, for a file. */
export function json(runs: readonly FilmRun[], date: Date): string {
  const content = {
    date: date.toISOString(),
    machine: machineName(),
    runs: runs.map((film) => ({ ...film.run, moves: film.moves, figures: filmFiguresOf(film) })),
  };
  return `${JSON.stringify(content, undefined, 1)}\n`;
}
