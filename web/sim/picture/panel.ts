import { at, escaped, type Scale, scale, ticks } from './scale.js';

/** Undefined is a gap in the line, not a zero. */
export type Values = readonly (number | undefined)[];

/** `tone` is a class of the style sheet, which gives the colour. */
export interface Layer {
  readonly name: string;
  readonly tone: string;
  readonly values: Values;
}

/** A horizontal line: a goal, or a limit. */
export interface Mark {
  readonly name: string;
  readonly tone: 'goal' | 'limit';
  readonly value: number;
}

/** One chart over the time of the run. */
export interface Panel {
  readonly title: string;
  /** Unit of the axis. */
  readonly unit: string;
  /** What the measured period came to, in words. */
  readonly headline: string;
  readonly seconds: readonly number[];
  readonly measuredFromSeconds: number;
  /** Areas one upon the other, the first at the bottom. */
  readonly stack: readonly Layer[];
  /** The space between the first two lines is tinted: a band. */
  readonly lines: readonly Layer[];
  readonly isBand: boolean;
  readonly marks: readonly Mark[];
  /** Of a share, which ends here: the axis may begin above 0, so that the last percents are seen. */
  readonly ceiling: number | undefined;
  readonly width: number;
  readonly height: number;
}

const LEFT = 52;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 30;
const TIME_TICKS = 6;
const VALUE_TICKS = 4;

/** The panel as an SVG element with axes, areas, lines and marks. */
export function drawPanel(panel: Panel, id: string): string {
  const { width, height } = panel;
  const last = panel.seconds.at(-1) ?? 1;
  const stacked = stackUp(panel.stack);
  const tops = panel.ceiling === undefined ? ticks(topOf(panel, stacked), VALUE_TICKS) : near(panel, panel.ceiling);
  const [bottom = 0, top = 1] = [tops[0], tops.at(-1)];
  const x = scale([0, last], [LEFT, width - RIGHT]);
  const y = scale([bottom, top], [height - BOTTOM, TOP]);
  const clip = `url(#${id})`;
  const band = panel.isBand ? panel.lines.slice(0, 2) : [];
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`${panel.title}: ${panel.headline}`)}">`,
    `<clipPath id="${id}"><rect x="${LEFT}" y="${TOP}" width="${width - LEFT - RIGHT}" height="${height - TOP - BOTTOM}"/></clipPath>`,
    ...axes(panel, x, y, tops, last),
    `<g clip-path="${clip}">`,
    ...stacked.map(({ tone, low, high }) => area(panel.seconds, low, high, x, y, `area ${tone}`)),
    ...(band[0] !== undefined && band[1] !== undefined
      ? [area(panel.seconds, band[0].values, band[1].values, x, y, `band ${band[1].tone}`)]
      : []),
    ...panel.lines.map(({ values, tone }) => line(panel.seconds, values, x, y, `line ${tone}`)),
    '</g>',
    ...panel.marks.filter(({ value }) => value >= bottom && value <= top).map((mark) => drawMark(mark, panel, y)),
    warmUp(panel, x),
    '</svg>',
  ].join('\n');
}

interface Stacked {
  readonly tone: string;
  readonly low: Values;
  readonly high: Values;
}

function stackUp(layers: readonly Layer[]): readonly Stacked[] {
  let low: Values = layers[0]?.values.map(() => 0) ?? [];
  return layers.map(({ tone, values }) => {
    const under = low;
    const high = values.map((value, i) => (value ?? 0) + (under[i] ?? 0));
    low = high;
    return { tone, low: under, high };
  });
}

/** Values of the measured period. What the warm-up has beyond them is cut off. */
function measuredValues(panel: Panel, all: readonly Values[]): readonly number[] {
  return all
    .flatMap((values) => values.filter((_, i) => (panel.seconds[i] ?? 0) > panel.measuredFromSeconds))
    .filter((value) => value !== undefined);
}

function topOf(panel: Panel, stacked: readonly Stacked[]): number {
  const values = measuredValues(panel, [...stacked.map(({ high }) => high), ...panel.lines.map((one) => one.values)]);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  // A mark far above everything would flatten what is to be seen: it stands in the legend only.
  const marks = panel.marks.map(({ value }) => value).filter((value) => most === 0 || value <= 6 * most);
  return 1.06 * marks.reduce((a, b) => Math.max(a, b), most);
}

/** Ticks of a share: from as near to its ceiling as its values allow. */
function near(panel: Panel, ceiling: number): readonly number[] {
  const values = measuredValues(
    panel,
    panel.lines.map((one) => one.values),
  );
  const least = values.reduce((a, b) => Math.min(a, b), ceiling);
  const part = [0.04, 0.1, 0.2, 0.4].find((one) => least >= ceiling * (1 - one)) ?? 1;
  return [0, 1, 2, 3, 4].map((i) => Number((ceiling * (1 - part + (part * i) / 4)).toPrecision(6)));
}

function axes(panel: Panel, x: Scale, y: Scale, tops: readonly number[], last: number): string[] {
  const { width, height } = panel;
  const times = ticks(last, TIME_TICKS).filter((second) => second <= last);
  return [
    ...tops.map(
      (value) =>
        `<line class="grid" x1="${LEFT}" x2="${width - RIGHT}" y1="${at(y(value))}" y2="${at(y(value))}"/>` +
        `<text class="tick" x="${LEFT - 8}" y="${at(y(value) + 4)}" text-anchor="end">${value.toLocaleString('en')}</text>`,
    ),
    ...times.map(
      (second) =>
        `<text class="tick" x="${at(x(second))}" y="${height - 10}" text-anchor="middle">${second}${second === times.at(-1) ? ' s' : ''}</text>`,
    ),
  ];
}

function warmUp(panel: Panel, x: Scale): string {
  if (panel.measuredFromSeconds <= 0) return '';
  const end = at(x(panel.measuredFromSeconds));
  const bottom = panel.height - BOTTOM;
  const text =
    x(panel.measuredFromSeconds) - LEFT < 90
      ? ''
      : `<text class="tick" x="${LEFT + 8}" y="${TOP + 16}">not measured</text>`;
  return (
    `<rect class="warm" x="${LEFT}" y="${TOP}" width="${at(x(panel.measuredFromSeconds) - LEFT)}" height="${bottom - TOP}"/>` +
    `<line class="begin" x1="${end}" x2="${end}" y1="${TOP}" y2="${bottom}"/>${text}`
  );
}

function drawMark({ name, tone, value }: Mark, panel: Panel, y: Scale): string {
  const height = at(y(value));
  const right = panel.width - RIGHT;
  // Above the line where there is room.
  const text = at(y(value) < TOP + 16 ? y(value) + 14 : y(value) - 5);
  return (
    `<line class="mark ${tone}" x1="${LEFT}" x2="${right}" y1="${height}" y2="${height}"/>` +
    `<text class="marked ${tone}" x="${right - 4}" y="${text}" text-anchor="end">${escaped(name)}</text>`
  );
}

function line(seconds: readonly number[], values: Values, x: Scale, y: Scale, tone: string): string {
  let path = '';
  let points = '';
  seconds.forEach((second, i) => {
    const value = values[i];
    if (value === undefined) return;
    const [before, after] = [values[i - 1], values[i + 1]];
    const [left, height] = [at(x(second)), at(y(value))];
    if (before === undefined && after === undefined) points += `<circle cx="${left}" cy="${height}" r="3"/>`;
    else path += `${before === undefined ? 'M' : 'L'}${left} ${height}`;
  });
  return `<path class="${tone}" d="${path}"/>${points === '' ? '' : `<g class="${tone} point">${points}</g>`}`;
}

/** One closed shape for each stretch without gaps. */
function area(seconds: readonly number[], low: Values, high: Values, x: Scale, y: Scale, tone: string): string {
  let path = '';
  let upper: string[] = [];
  let lower: string[] = [];
  const close = () => {
    if (upper.length > 1) path += `M${upper.join('L')}L${lower.reverse().join('L')}Z`;
    upper = [];
    lower = [];
  };
  seconds.forEach((second, i) => {
    const [bottom, top] = [low[i], high[i]];
    if (bottom === undefined || top === undefined) {
      close();
      return;
    }
    upper.push(`${at(x(second))} ${at(y(top))}`);
    lower.push(`${at(x(second))} ${at(y(bottom))}`);
  });
  close();
  return `<path class="${tone}" d="${path}"/>`;
}
