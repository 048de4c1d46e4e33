import { KeyedList } from '../pages/keyed-list.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { button, element } from './element.js';
import { check } from './form-parts.js';
import { ListState } from './list-state.js';
import { LEVEL_WORDS, merged, readLog, type LogEntry } from './log-entry.js';
import { addressOf } from './routes.js';
import { ago, exactTime } from './time-words.js';

const PAGE_ENTRIES = 100;
const CLOCK_MILLIS = 5_000;

/** What happened, the newest first. */
export function logPage(context: ConsoleContext, signal: AbortSignal): ConsolePage {
  const list = element('ol', { class: 'log', 'aria-label': 'What happened' });
  const state = new ListState(context, 'the log', () => void load(), signal);
  const more = button('Show older', () => void load());
  more.hidden = true;
  const rows = new KeyedList(
    list,
    ({ id }: LogEntry) => String(id),
    (entry) => ({ element: row(entry) }),
  );
  let entries: readonly LogEntry[] = [];
  let isLoaded = false;
  let isOnlyTrouble = false;
  const trouble = element('input', { type: 'checkbox', id: 'trouble' });
  trouble.addEventListener('change', () => {
    isOnlyTrouble = trouble.checked;
    show();
  });
  void load();
  context.log.watch((news) => {
    entries = merged(entries, news);
    show();
  }, signal);
  const timer = setInterval(() => {
    for (const time of list.querySelectorAll('time')) {
      time.textContent = ago(Number(time.dataset['at']), Date.now());
    }
  }, CLOCK_MILLIS);
  signal.addEventListener('abort', () => clearInterval(timer));
  return {
    title: 'Log',
    element: element(
      'div',
      {},
      element('h1', {}, 'Log'),
      check('Only warnings and errors', trouble),
      state.element,
      list,
      more,
    ),
  };

  async function load(): Promise<void> {
    const before = entries.at(-1)?.id;
    try {
      const older = readLog(
        await context.api.get(
          `api/log?limit=${String(PAGE_ENTRIES)}${before === undefined ? '' : `&before=${String(before)}`}`,
        ),
      );
      if (signal.aborted) {
        return;
      }
      entries = merged(entries, older);
      more.hidden = older.length < PAGE_ENTRIES;
      isLoaded = true;
      state.loaded();
      show();
    } catch (failure) {
      if (!signal.aborted) {
        state.failed(failure);
      }
    }
  }

  function show(): void {
    const chosen = entries.filter(({ level }) => !isOnlyTrouble || level !== 'info');
    if (isLoaded && !state.hasFailed) {
      state.loaded(
        chosen.length > 0 ? '' : isOnlyTrouble ? 'No trouble: nothing to be seen here.' : 'Nothing has happened yet.',
      );
    }
    rows.show(chosen);
  }
}

function row({ atMillis, level, channel, text }: LogEntry): HTMLElement {
  return element(
    'li',
    {},
    element('span', { class: 'lamp', 'data-kind': level }, LEVEL_WORDS[level]),
    element(
      'time',
      { 'data-at': atMillis, title: exactTime(atMillis), datetime: new Date(atMillis).toISOString() },
      ago(atMillis, Date.now()),
    ),
    element('span', { class: 'grow' }, text),
    ...(channel === undefined ? [] : [element('a', { href: addressOf({ page: 'channel', channel }) }, channel)]),
  );
}
