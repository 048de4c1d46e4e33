import { Chart } from './chart.js';
import { connectionBars } from './connection-bars.js';
import type { ConsoleContext } from './context.js';
import { button, element } from './element.js';
import { readHistory, withSample, type History, type Range } from './history.js';
import { ListState } from './list-state.js';
import { PLOTS } from './plots.js';

const RANGES: readonly (readonly [Range, string])[] = [
  ['hour', 'Hour'],
  ['day', 'Day'],
  ['month', '30 days'],
];
/** Longer ranges have steps of minutes: they are asked for again, live samples are of no use to them. */
const REFRESH_MILLIS = 60_000;

/** The charts of all channels, or of one, over a range that the operator chooses. */
export class ChartDesk {
  readonly element: HTMLElement;
  readonly #context: ConsoleContext;
  readonly #channel: string | undefined;
  readonly #signal: AbortSignal;
  readonly #onHistory: (history: History) => void;
  readonly #charts: readonly Chart[];
  readonly #state: ListState;
  readonly #connections = element('div', { class: 'connections' });
  #range: Range = 'hour';
  #history: History | undefined;
  #asked = 0;
  #pointed: number | undefined;

  /** @param onHistory what is shown has changed */
  constructor(
    context: ConsoleContext,
    channel: string | undefined,
    signal: AbortSignal,
    onHistory: (history: History) => void = () => undefined,
  ) {
    this.#context = context;
    this.#channel = channel;
    this.#signal = signal;
    this.#onHistory = onHistory;
    this.#state = new ListState(context, 'the figures', () => void this.#load(), signal);
    const cursorKey = `bittube-${channel ?? ''}`;
    this.#charts = PLOTS.map((plot) => new Chart(plot, cursorKey, signal));
    const grid = element(
      'div',
      { class: 'charts' },
      ...this.#charts.map((chart) => chart.element),
      element(
        'section',
        { class: 'chart chart-wide', 'aria-label': 'Connections between viewers' },
        element('h3', {}, 'Connections between viewers'),
        this.#connections,
        element(
          'p',
          { class: 'muted small' },
          'How often two viewers could be connected, by the networks that they are in.',
        ),
      ),
    );
    grid.addEventListener('keydown', (event) => this.#move(event));
    this.element = element(
      'div',
      {},
      element('div', { class: 'page-head' }, element('h2', {}, 'Figures'), this.#ranges()),
      this.#state.element,
      grid,
    );
    context.moment.watch((moment) => {
      if (moment !== undefined && this.#range === 'hour' && this.#history !== undefined) {
        const sample = channel === undefined ? moment.total : moment.channels.get(channel);
        if (sample !== undefined) {
          this.#show(withSample(this.#history, moment.atMillis, sample));
        }
      }
    }, signal);
    // What was missed while there was no connection.
    context.connection.watch((connection) => connection === 'live' && void this.#load(), signal);
    const timer = setInterval(() => this.#range !== 'hour' && void this.#load(), REFRESH_MILLIS);
    signal.addEventListener('abort', () => clearInterval(timer));
    if (context.connection.value !== 'live') {
      void this.#load();
    }
  }

  #ranges(): HTMLElement {
    const buttons = RANGES.map(([range, label]) => {
      const made = button(
        label,
        () => {
          this.#range = range;
          buttons.forEach((other) => other.setAttribute('aria-pressed', String(other === made)));
          void this.#load();
        },
        { 'aria-pressed': String(range === this.#range) },
      );
      return made;
    });
    return element('div', { class: 'segments', role: 'group', 'aria-label': 'Range of the charts' }, ...buttons);
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    const range = this.#range;
    const channel = this.#channel === undefined ? '' : `&channel=${encodeURIComponent(this.#channel)}`;
    try {
      const history = readHistory(await this.#context.api.get(`api/history?range=${range}${channel}`), range);
      if (asked !== this.#asked || this.#signal.aborted) {
        return;
      }
      if (history === undefined) {
        throw new Error('The gateway’s figures cannot be read: reload this page.');
      }
      this.#state.loaded();
      this.#show(history);
    } catch (failure) {
      if (asked === this.#asked && !this.#signal.aborted) {
        this.#state.failed(failure);
      }
    }
  }

  #show(history: History): void {
    this.#history = history;
    if (document.hidden && history.atMillis.length > 1) {
      return; // drawn with the next sample after it is seen again
    }
    this.#charts.forEach((chart) => chart.show(history));
    this.#connections.replaceChildren(connectionBars(history));
    this.#onHistory(history);
  }

  /** The arrow keys move one cursor over all charts. */
  #move(event: KeyboardEvent): void {
    const last = (this.#history?.atMillis.length ?? 0) - 1;
    const stride = event.shiftKey ? 30 : 1;
    const from = this.#pointed ?? last;
    const to = {
      ArrowLeft: Math.max(0, from - stride),
      ArrowRight: Math.min(last, from + stride),
      Home: 0,
      End: last,
      Escape: undefined,
    };
    if (last < 0 || !(event.key in to)) {
      return;
    }
    event.preventDefault();
    this.#pointed = to[event.key as keyof typeof to];
    this.#charts.forEach((chart) => chart.point(this.#pointed));
  }
}
