import { figuresOf } from './figures.js';
import { machineName } from './machine.js';
import type { Run, Schedule } from './measure.js';
import type { SystemName } from './system.js';

/** What the tables call them. */
export const TITLES: Record<SystemName, string> = {
  bittube: 'BitTube',
  rival: 'p2p-media-loader, defaults',
  'rival-tuned': 'p2p-media-loader, tuned',
};

const COLUMNS = [
  'system',
  'origin',
  'share from peers (limit)',
  'origin sends',
  'lag p50 / p95',
  'stalls',
  'start-up p50 / p95',
  'CPU busy',
] as const;

/** A Markdown table with one row a run. */
export function table(runs: readonly Run[]): string {
  const rows = runs.map(row);
  return [`| ${COLUMNS.join(' | ')} |`, `|${'---|'.repeat(COLUMNS.length)}`, ...rows].join('\n');
}

function row(run: Run): string {
  const figures = figuresOf(run);
  const cells = [
    TITLES[run.system],
    run.capMegabits === undefined ? 'no cap' : `${run.capMegabits} Mbit/s`,
    `${percent(figures.shareFromPeers)} (${percent(figures.shareLimit)})`,
    `${figures.originMegabits.toFixed(2)} Mbit/s`,
    `${seconds(figures.lagP50Millis)} / ${seconds(figures.lagP95Millis)}`,
    figures.stalls === 0 ? '0' : `${figures.stalls}, ${seconds(figures.stalledMillis)} in all`,
    `${seconds(figures.startupP50Millis)} / ${seconds(figures.startupP95Millis)}` +
      (figures.played === figures.pages ? '' : `, ${figures.pages - figures.played} never played`),
    percent(figures.machineBusy),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The line above the table: when, on what, and how. */
export function caption(
  runs: readonly Run[],
  { pages, seconds: length, staggerSeconds }: Schedule,
  date: Date,
): string {
  return (
    `${date.toISOString().slice(0, 10)}, ${machineName()}, Chromium ${runs[0]?.chromium ?? ''}: ${pages} pages, ` +
    `one every ${staggerSeconds} s or so, ${length} s after the last one came; 1 Mbit/s H.264 and AAC, GOP 1 s.`
  );
}

/** All that was measured, for a file. */
export function json(runs: readonly Run[], schedule: Schedule, date: Date): string {
  const content = {
    date: date.toISOString(),
    machine: machineName(),
    schedule,
    runs: runs.map((run) => ({ ...run, capMegabits: run.capMegabits ?? null, figures: figuresOf(run) })),
  };
  return `${JSON.stringify(content, undefined, 1)}\n`;
}

/** What the table has no room for, a line a run. */
export function details(run: Run): string {
  const figures = figuresOf(run);
  const unreadable = run.pages.reduce((total, page) => total + page.unreadable, 0);
  const { chromiumSeconds, originSeconds, encoderSeconds, benchmarkSeconds, loadAverage } = run.cpu;
  const cores = (value: number): string => (value / run.lengthSeconds).toFixed(2);
  const lines = [
    `${TITLES[run.system]}: cores in use: Chromium ${cores(chromiumSeconds)}, gateway ${cores(originSeconds)}, ` +
      `encoder ${cores(encoderSeconds)}, benchmark ${cores(benchmarkSeconds)}; load average ${loadAverage.toFixed(1)}; ` +
      `signalling ${figures.signallingBytesPerSecondPerPage.toFixed(0)} B/s a page; ${unreadable} looks without barcode; ` +
      `frames at most ${run.broadcastLateMillis.toFixed(0)} ms late at the encoder`,
    ...Object.entries(run.problems).map(([problem, count]) => `  page error, ${count} ×: ${problem}`),
  ];
  if (figures.machineBusy > 0.9)
    lines.push('  the machine was saturated: times are those of the machine, not of the system');
  return lines.join('\n');
}

/** The text between the markers of `name` replaced. @throws Error when the markers are missing */
export function withSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) throw new Error(`no place between ${open} and ${close}`);
  return `${text.slice(0, from + open.length)}\n${content}\n${text.slice(to)}`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function seconds(millis: number | undefined): string {
  return millis === undefined ? '–' : `${(millis / 1_000).toFixed(2)} s`;
}
