import { setText } from '../player/page-text.js';
import { bytes, percent } from '../player/words.js';
import { ChartDesk } from './chart-desk.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { button, element } from './element.js';
import { bitRate, count, duration, money, UNKNOWN } from './figures.js';
import { newest, type History, type Range } from './history.js';
import { lampOf } from './lamp.js';
import { priceDialog } from './price-dialog.js';
import type { Sample } from './sample.js';
import { costOf, savingOf, savingOfSamples } from './saving.js';

/** The present is the last half minute: so many samples, of 2 s each. */
const PRESENT_SAMPLES = 15;
const SAMPLE_MILLIS = 2_000;
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
  /** What came since this page was opened. */
  let recent: readonly Sample[] = [];
  const desk = new ChartDesk(context, undefined, signal, (history) => {
    shown = history;
    showTotals(history);
    if (history.range === 'hour') {
      showPresent(newest(history, PRESENT_SAMPLES));
    }
  });
  context.price.watch(() => shown !== undefined && showTotals(shown), signal);
  context.moment.watch((moment) => {
    if (moment !== undefined) {
      recent = [...recent, moment.total].slice(-PRESENT_SAMPLES);
      if (shown?.range !== 'hour') {
        showPresent(recent); // steps of a longer range are not the present
      }
    }
  }, signal);
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

  function showTotals(history: History): void {
    const { peersBytes, share: shareOfAll } = savingOf(history);
    const when = RANGE_WORDS[history.range];
    const { value: cost } = context.price;
    setText(shareNote ?? null, shareOfAll === undefined ? 'nobody has watched yet' : `${percent(shareOfAll)} ${when}`);
    setText(saved ?? null, bytes(peersBytes));
    const worth = cost.pricePerGigabyte > 0 ? `${money(costOf(peersBytes, cost), cost.currency)} ` : '';
    setText(savedNote ?? null, `${worth}${when}`);
  }

  function showPresent(samples: readonly Sample[]): void {
    const { peersBytes, serverBytes, share: shared } = savingOfSamples(samples);
    const last = samples.at(-1);
    // The rest of what those told who have gone is no share of anybody's.
    const now = last?.viewers === 0 ? undefined : shared;
    setText(viewers ?? null, count(last?.viewers ?? undefined));
    setText(viewersNote ?? null, 'in all channels');
    setText(share ?? null, now === undefined ? UNKNOWN : percent(now));
    meter.style.width = `${String(100 * (now ?? 0))}%`;
    meterTrack.toggleAttribute('data-known', now !== undefined);
    const rate = (sum: number): string => bitRate((sum * 8_000) / (Math.max(1, samples.length) * SAMPLE_MILLIS));
    setText(server ?? null, now === undefined ? UNKNOWN : rate(serverBytes));
    setText(
      serverNote ?? null,
      now === undefined ? 'nothing to send' : `${rate(peersBytes + serverBytes)} without peers`,
    );
    setText(lag ?? null, duration(last?.lagP50Millis ?? undefined));
    const far = last?.lagP95Millis ?? undefined;
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
