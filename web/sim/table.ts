import type { Report } from './report.js';
import { rowsOf } from './rows.js';

const causes = ['feed', 'join', 'rescue', 'blocked', 'all'] as const;

/** The report as text for a terminal. */
export function tableOf(report: Report): string {
  const rows = rowsOf(report);
  const cells = [
    ['', 'measured', 'limit', 'goal', ''],
    ...rows.map(({ name, value, limit, goal, met }) => [
      name,
      value,
      limit,
      goal,
      met === undefined ? '' : met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const egress = causes.map((cause) => `${cause} ${report.egress[cause].streams.toFixed(2)}`).join(', ');
  const met = report.goals.filter((goal) => goal.met).length;
  return [
    `${report.scenario}, ${report.peers.toLocaleString('en')} peers, ${report.seconds} s, seed ${report.seed}, measured from ${report.measuredFromSeconds.toFixed(0)} s on`,
    '',
    ...lines,
    '',
    `Egress in streams of ${report.bitsPerSecond / 1e6} Mbit/s: ${egress}`,
    `${report.joins.toLocaleString('en')} joins, ${report.leaves.toLocaleString('en')} leaves, ${Math.round(report.meanViewers).toLocaleString('en')} viewers on average`,
    `Goals met: ${met} of ${report.goals.length}. Run hash ${report.runHash}. ${report.wallSeconds.toFixed(1)} s of wall time.`,
  ].join('\n');
}
