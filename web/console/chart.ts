import uPlot from 'uplot';
import { element } from './element.js';
import { UNKNOWN } from './figures.js';
import { spanOf, type History } from './history.js';
import { drawn, lonely, newestKnown, type Plot, type Tone, type Values } from './plots.js';
import { spanWords } from './time-words.js';

const HEIGHT = 160;
const HIGH = 240;
/** On a phone there is room for more ticks than at the usual distance. */
const NARROW = 400;
const AREA_OPACITY = 0.45;
const BAND_OPACITY = 0.25;
/** Ticks of counts. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000, 1_000_000];

/** One chart with its title, its legend and what is under the cursor. */
export class Chart {
  readonly element: HTMLElement;
  readonly #plot: Plot;
  readonly #cursorKey: string;
  readonly #host = element('div', { class: 'chart-host' });
  readonly #legend: readonly HTMLElement[];
  readonly #time = element('span', { class: 'chart-time muted' });
  readonly #empty = element('p', { class: 'chart-empty muted' }, 'Nothing measured in this time.');
  #drawing: uPlot | undefined;
  #history: History | undefined;
  #columns: readonly Values[] = [];

  /** @param cursorKey charts with the same one have one cursor */
  constructor(plot: Plot, cursorKey: string, signal: AbortSignal) {
    this.#plot = plot;
    this.#cursorKey = cursorKey;
    this.#legend = plot.lines.map(() => element('dd', {}, UNKNOWN));
    const legend = element(
      'dl',
      { class: 'chart-legend' },
      ...plot.lines.map((line, index) =>
        element(
          'div',
          { 'data-tone': line.tone },
          ...(plot.lines.length === 1 ? [] : [element('dt', {}, line.label)]),
          ...(plot.lines.length === 1 ? [element('dt', { class: 'hidden' }, line.label)] : []),
          this.#legend[index] ?? '',
        ),
      ),
    );
    this.element = element(
      'figure',
      { class: 'chart', 'data-shape': plot.shape, tabindex: 0, 'aria-label': plot.title },
      element('figcaption', {}, element('h3', { title: plot.hint }, plot.title), legend),
      this.#host,
      element('div', { class: 'chart-foot' }, element('p', { class: 'muted small' }, plot.hint), this.#time),
    );
    this.#host.append(this.#empty);
    const sizes = new ResizeObserver(() => this.#fit());
    sizes.observe(this.#host);
    const scheme = matchMedia('(prefers-color-scheme: light)');
    scheme.addEventListener('change', () => this.#drawing?.redraw(false), { signal });
    signal.addEventListener('abort', () => {
      sizes.disconnect();
      this.#drawing?.destroy();
    });
  }

  /** What it shows now. The axis of time is as long as the range, or shorter while less has been measured. */
  show(history: History): void {
    const other = this.#history?.range !== history.range;
    this.#history = history;
    this.#columns = this.#plot.lines.map((line) => line.values(history));
    this.#empty.hidden = this.#columns.some((values) => values.some((value) => value !== null));
    const data = [
      history.atMillis.map((at) => at / 1_000),
      ...drawn(this.#plot, history),
    ] as unknown as uPlot.AlignedData;
    if (this.#drawing === undefined || other) {
      this.#drawing?.destroy();
      this.#drawing = new uPlot(this.#options(), data, this.#host);
    } else {
      this.#drawing.setData(data);
    }
    this.#tell();
  }

  /** Puts the cursor on a step; undefined takes it away. */
  point(index: number | undefined): void {
    const at = index === undefined ? undefined : this.#history?.atMillis[index];
    this.#drawing?.setCursor({
      left: at === undefined ? -10 : this.#drawing.valToPos(at / 1_000, 'x') || 0,
      top: at === undefined ? -10 : 10,
    });
  }

  #fit(): void {
    const width = this.#host.clientWidth;
    if (width > 0 && this.#drawing !== undefined && this.#drawing.width !== width) {
      this.#drawing.setSize({ width, height: this.#height() });
    }
  }

  #height(): number {
    return this.#plot.shape === 'stack' ? HIGH : HEIGHT;
  }

  /** The legend: what is under the cursor, and else the newest. */
  #tell(): void {
    const pointed = this.#drawing?.cursor.idx ?? undefined;
    const index = pointed ?? newestKnown(this.#columns);
    const words = this.#columns.map((values) =>
      this.#plot.words(index === undefined ? undefined : (values[index] ?? undefined)),
    );
    words.forEach((word, line) => {
      const place = this.#legend[line];
      if (place !== undefined && place.textContent !== word) {
        place.textContent = word;
      }
    });
    const at = pointed === undefined ? undefined : this.#history?.atMillis[pointed];
    const when = at === undefined ? '' : spanWords(at, this.#history?.stepMillis ?? 0);
    this.#time.textContent = when;
    const said = this.#plot.lines.map((line, place) => `${line.label} ${words[place] ?? ''}`).join(', ');
    this.element.setAttribute('aria-label', `${this.#plot.title}: ${said}${when === '' ? '' : `, ${when}`}`);
  }

  #options(): uPlot.Options {
    const { shape, lines, words, least, isWhole } = this.#plot;
    const axis: Partial<uPlot.Axis> = {
      stroke: () => colour('text-2'),
      grid: { stroke: () => colour('line'), width: 1 },
      ticks: { show: false },
      font: `12px ${getComputedStyle(this.#host).fontFamily}`,
    };
    return {
      width: this.#host.clientWidth || 300,
      height: this.#height(),
      legend: { show: false },
      padding: [8, 24, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: this.#cursorKey }, points: { size: 6 } },
      hooks: { setCursor: [() => this.#tell()] },
      scales: {
        x: { time: true, range: () => this.#span() },
        y: { range: (_, __, most) => [0, Math.max(most * 1.1, least)] },
      },
      axes: [
        {
          ...axis,
          space: ({ width }) => (width < NARROW ? 50 : 72),
          size: 28,
          values: (_, splits, __, ___, step) => splits.map((at) => tick(at, step)),
        },
        {
          ...axis,
          ...(isWhole ? { incrs: WHOLE } : {}),
          size: 76,
          space: 36,
          values: (_, splits) => splits.map((value) => (this.#empty.hidden ? words(value) : '')),
        },
      ],
      series: [{}, ...lines.map((line, index) => this.#series(line.tone, shape, index === lines.length - 1))],
      ...(lines.length === 2
        ? {
            bands: [
              {
                series: [1, 2] as [number, number],
                fill: () => colour(lines[0]?.tone ?? 'peers', shape === 'stack' ? AREA_OPACITY : BAND_OPACITY),
              },
            ],
          }
        : {}),
    };
  }

  #series(tone: Tone, shape: Plot['shape'], isLowest: boolean): uPlot.Series {
    const bars = shape === 'bars' ? { paths: barPaths() } : {};
    const filled = shape === 'bars' || (shape === 'stack' && isLowest);
    return {
      ...bars,
      stroke: () => colour(tone),
      width: shape === 'bars' ? 1 : 1.5,
      // A step between gaps is no line: it would be there in the figures, and not in the picture.
      points: {
        show: shape !== 'bars',
        size: 5,
        fill: () => colour(tone),
        filter: (u, line) => lonely(u.data[line] ?? []),
      },
      ...(filled ? { fill: () => colour(tone, AREA_OPACITY) } : {}),
    };
  }

  /** Seconds since the epoch. */
  #span(): [number, number] {
    const [start, end] = this.#history === undefined ? [0, 1] : spanOf(this.#history, Date.now());
    return [start / 1_000, end / 1_000];
  }
}

function barPaths(): uPlot.Series.PathBuilder {
  const make = uPlot.paths.bars;
  if (make === undefined) {
    throw new Error('uPlot draws no bars');
  }
  return make({ size: [0.8, 12, 2] });
}

/** A colour of the look as it is at the moment. @param opacity 0 … 1 */
function colour(name: Tone | 'line', opacity = 1): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--bt-${name}`).trim();
  return opacity === 1 ? value : `color-mix(in srgb, ${value} ${String(opacity * 100)}%, transparent)`;
}

/** @param step seconds between two ticks */
function tick(atSeconds: number, step: number): string {
  const at = new Date(atSeconds * 1_000);
  const isMidnight = at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0;
  return step >= 86_400 || isMidnight
    ? at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
    : at.toLocaleTimeString('en-GB', {
        hour: '2-digit',
        minute: '2-digit',
        ...(step < 60 ? { second: '2-digit' } : {}),
      });
}
