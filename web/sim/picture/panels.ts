import type { FigureName } from '../figures.js';
import type { Sample } from '../meters/sample.js';
import type { Report } from '../report.js';
import type { Layer, Mark, Panel } from './panel.js';

const WIDE = { width: 1_120, height: 300 };
const HALF = { width: 540, height: 220 };

/** The charts of a run: egress first and large, then what it buys. */
export function panelsOf(report: Report): readonly Panel[] {
  return [egress(report), ...quality(report), ...costs(report)];
}

function egress(report: Report): Panel {
  const megabits = (pick: (sample: Sample) => number) =>
    series(report, (sample) => (pick(sample) * 8) / 1e6 / lengthOf(report, sample));
  const over = report.egressOverLeast.toFixed(2);
  return {
    ...common(report, WIDE),
    title: 'Gateway egress by cause',
    unit: 'Mbit/s',
    headline: `${report.egress.all.streams.toFixed(1)} streams for ${Math.round(report.meanViewers).toLocaleString('en')} viewers; × ${over} of the least possible without those that have no UDP`,
    stack: [
      { name: 'feed', tone: 'feed', values: megabits((s) => s.feedBytes) },
      { name: 'join', tone: 'join', values: megabits((s) => s.joinBytes) },
      { name: 'rescue', tone: 'rescue', values: megabits((s) => s.rescueBytes) },
      { name: 'blocked (no UDP)', tone: 'blocked', values: megabits((s) => s.blockedBytes) },
    ],
    lines: [{ name: 'least possible', tone: 'least', values: megabits((s) => s.leastBytes) }],
  };
}

function quality(report: Report): readonly Panel[] {
  const base = common(report, HALF);
  const seconds = (pick: (sample: Sample) => number | undefined) => series(report, (s) => scaled(pick(s), 0.001));
  const pair = (name: string, p50: Layer['values'], p95: Layer['values']): readonly Layer[] => [
    { name: `${name} p50`, tone: 'median', values: p50 },
    { name: `${name} p95`, tone: 'tail', values: p95 },
  ];
  const both = (p50: number | null, p95: number | null) => `p50 ${inSeconds(p50)}, p95 ${inSeconds(p95)}`;
  const { leastDiffusionP95Millis: least } = report.limits;
  return [
    {
      ...base,
      title: 'Lag behind the gateway',
      unit: 's',
      headline: both(report.lagP50Millis, report.lagP95Millis),
      lines: pair(
        'lag',
        seconds((s) => s.lagP50Millis),
        seconds((s) => s.lagP95Millis),
      ),
      isBand: true,
    },
    {
      ...base,
      title: 'Start-up',
      unit: 's',
      headline: both(report.startupP50Millis, report.startupP95Millis),
      lines: pair(
        'start-up',
        seconds((s) => s.startupP50Millis),
        seconds((s) => s.startupP95Millis),
      ),
      isBand: true,
      marks: goalMarks(report, ['startupP50Millis', 'startupP95Millis'], 0.001, 's'),
    },
    {
      ...base,
      title: 'Diffusion of a packet',
      unit: 's',
      headline: both(report.diffusionP50Millis, report.diffusionP95Millis),
      lines: pair(
        'diffusion',
        seconds((s) => s.diffusionP50Millis),
        seconds((s) => s.diffusionP95Millis),
      ),
      isBand: true,
      marks: [
        ...goalMarks(report, ['diffusionP95Millis'], 0.001, 's'),
        ...(least === null ? [] : [limitMark(`limit p95 ${inSeconds(least)}`, least / 1_000)]),
      ],
    },
    {
      ...base,
      title: 'Share from peers, viewers with UDP',
      unit: '%',
      headline: `${percent(report.offloadConnectable, 2)}, limit ${percent(report.limits.bestOffloadConnectable, 2)}`,
      lines: [
        { name: 'from peers', tone: 'peers', values: series(report, (s) => 100 * s.offloadConnectable) },
        { name: 'limit', tone: 'least', values: series(report, (s) => 100 * s.bestOffload) },
      ],
      marks: goalMarks(report, ['offloadConnectable'], 100, '%'),
      ceiling: 100,
    },
  ];
}

function costs(report: Report): readonly Panel[] {
  const share = (title: string, figure: 'stalledShare' | 'duplicatesShare' | 'controlShare', tone: string): Panel => ({
    ...common(report, HALF),
    title,
    unit: '%',
    headline: percent(report[figure], 3),
    lines: [{ name: title.toLowerCase(), tone, values: series(report, (s) => 100 * s[figure]) }],
    marks: goalMarks(report, [figure], 100, '%'),
  });
  const signalling = 'signallingBytesPerSecondPerPeer';
  return [
    share('Picture stood still', 'stalledShare', 'fault'),
    share('Duplicates', 'duplicatesShare', 'rescue'),
    share('Control bytes ÷ media bytes', 'controlShare', 'tail'),
    {
      ...common(report, HALF),
      title: 'Signalling per viewer',
      unit: 'B/s',
      headline: `${report[signalling].toFixed(1)} B/s`,
      lines: [{ name: 'signalling', tone: 'tail', values: series(report, (s) => s[signalling]) }],
      marks: goalMarks(report, [signalling], 1, 'B/s'),
    },
  ];
}

function common(report: Report, size: { readonly width: number; readonly height: number }) {
  return {
    ...size,
    seconds: report.series.map(({ atSeconds }) => atSeconds),
    measuredFromSeconds: report.measuredFromSeconds,
    stack: [],
    lines: [],
    isBand: false,
    marks: [],
    ceiling: undefined,
  };
}

function series(report: Report, pick: (sample: Sample) => number | undefined): Layer['values'] {
  return report.series.map(pick);
}

/** Seconds that a sample covers: 1, but for the last. */
function lengthOf(report: Report, sample: Sample): number {
  const before = report.series[report.series.indexOf(sample) - 1];
  return sample.atSeconds - (before?.atSeconds ?? 0);
}

function goalMarks(report: Report, figures: readonly FigureName[], factor: number, unit: string): readonly Mark[] {
  return report.goals
    .filter(({ figure }) => figures.includes(figure))
    .map(({ figure, relation, bound }) => {
      const value = bound * factor;
      const which = /P(50|95)/.exec(figure)?.[1];
      const name = `goal ${which === undefined ? '' : `p${which} `}${relation} ${Number(value.toPrecision(6))} ${unit}`;
      return { name, tone: 'goal', value };
    });
}

function limitMark(name: string, value: number): Mark {
  return { name, tone: 'limit', value };
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}

function percent(share: number, digits: number): string {
  return `${(100 * share).toFixed(digits)} %`;
}

function inSeconds(millis: number | null): string {
  return millis === null ? '–' : `${(millis / 1_000).toFixed(2)} s`;
}
