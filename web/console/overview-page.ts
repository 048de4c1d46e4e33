import { setText } from '../player/page-text.js';
import { bytes, percent } from '../player/words.js';
import { ChartDesk } from './chart-desk.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { button, element } from './element.js';
import { bitRate, count, duration, money, UNKNOWN } from './figures.js';
import { latest, type History, type Range } from './history.js';
import { lampOf } from './lamp.js';
import { priceDialog } from './price-dialog.js';
import { costOf, savingOf } from './saving.js';

/** The present is the last half minute. */
const PRESENT_MILLIS = 30_000;
const RANGE_WORDS: Readonly<Record<Range, string>> = {
  hour: 'in the last hour',
  day: 'in the last 24 hours',
  month: 'in the last 30 days',
};

/** What is going on in all channels, and what it costs. */
export function overviewPage(context: ConsoleContext, signal: AbortSignal): ConsolePage {
  const [viewers, share, saved, server, lag, live] = [0, 1, 2, 3, 4, 5].map(() => element('dd', {}, UNKNOWN));
  const [viewersNote, shareNote, savedNote, serverNote, lagNote, liveNote] = [0, 1, 2, 3, 4, 5].map(() =>
    element('dd', { class: 'muted small' }, '\u00a0'),
  );
  const price = button('Price …', () => void priceDialog(context), {
    class: 'plain',
    'aria-label': 'Price of traffic',
  });
  const meter = element('span', { class: 'meter-peers' });
  const meterTrack = element('dd', { class: 'meter', 'aria-hidden': 'true' }, meter);
  const figure = (name: string, kind: string, ...parts: readonly (HTMLElement | undefined)[]): HTMLElement =>
    element('div', { class: `figure ${kind}` }, element('dt', {}, name), ...parts.filter((part) => part !== undefined));
  const empty = element(
    'section',
    { class: 'empty', hidden: true },
    element('h2', {}, 'There is no channel yet'),
    element('p', { class: 'muted' }, 'Make one, and its viewers and what they save appear here.'),
    element('a', { class: 'button primary', href: '/console/new-channel' }, 'Make a channel'),
  );
  let shown: History | undefined;
  const desk = new ChartDesk(context, undefined, signal, (history) => {
    shown = history;
    showFigures(history);
  });
  context.price.watch(() => shown !== undefined && showFigures(shown), signal);
  context.channels.watch((channels) => {
    if (channels === undefined) {
      return;
    }
    const lamps = channels.map((channel) => lampOf(channel, Date.now()).kind);
    const troubled = lamps.filter((kind) => kind === 'lost' || kind === 'failed').length;
    setText(live ?? null, `${lamps.filter((kind) => kind === 'live').length} of ${channels.length}`);
    setText(liveNote ?? null, troubled === 0 ? 'no trouble' : `${troubled} in trouble`);
    liveNote?.toggleAttribute('data-fault', troubled > 0);
    empty.hidden = channels.length > 0;
  }, signal);

  function showFigures(history: History): void {
    const all = savingOf(history);
    const steps = Math.max(1, Math.min(history.atMillis.length, Math.round(PRESENT_MILLIS / history.stepMillis)));
    const present = savingOf(history, steps);
    const when = RANGE_WORDS[history.range];
    const { value: cost } = context.price;
    setText(viewers ?? null, count(latest(history, 'viewers')));
    setText(viewersNote ?? null, 'in all channels');
    setText(share ?? null, present.share === undefined ? UNKNOWN : percent(present.share));
    setText(shareNote ?? null, all.share === undefined ? 'nobody has watched yet' : `${percent(all.share)} ${when}`);
    meter.style.width = `${String(100 * (present.share ?? 0))}%`;
    meterTrack.toggleAttribute('data-known', present.share !== undefined);
    setText(saved ?? null, bytes(all.peersBytes));
    const worth = cost.pricePerGigabyte > 0 ? `${money(costOf(all.peersBytes, cost), cost.currency)} ` : '';
    setText(savedNote ?? null, `${worth}${when}`);
    const bits = (count: number): number => (count * 8_000) / (steps * history.stepMillis);
    const known = present.share !== undefined;
    setText(server ?? null, known ? bitRate(bits(present.serverBytes)) : UNKNOWN);
    setText(
      serverNote ?? null,
      known ? `${bitRate(bits(present.peersBytes + present.serverBytes))} without peers` : 'nothing to send',
    );
    setText(lag ?? null, duration(latest(history, 'lagP50Millis')));
    const far = latest(history, 'lagP95Millis');
    setText(lagNote ?? null, far === undefined ? 'nobody plays' : `half of them; 95\u202f% within ${duration(far)}`);
  }

  return {
    title: 'Overview',
    element: element(
      'div',
      {},
      element('h1', {}, 'Overview'),
      empty,
      element(
        'dl',
        { class: 'figures-row' },
        figure('From viewers, now', 'hero', share, meterTrack, shareNote),
        figure('Watching', '', viewers, viewersNote),
        figure('Saved by viewers', '', saved, savedNote, element('dd', { class: 'small' }, price)),
        figure('Server sends', '', server, serverNote),
        figure('Behind live', '', lag, lagNote),
        figure('Channels live', '', live, liveNote),
      ),
      desk.element,
    ),
  };
}
