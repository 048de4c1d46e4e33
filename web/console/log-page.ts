import { arrange } from './arrange.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { button, element } from './element.js';
import { check } from './form-parts.js';
import { wordsOf } from './gateway-api.js';
import { LEVEL_WORDS, merged, readLog, type LogEntry } from './log-entry.js';
import { addressOf } from './routes.js';
import { ago, exactTime } from './time-words.js';

const PAGE_ENTRIES = 100;
const CLOCK_MILLIS = 5_000;

/** What happened, the newest first. */
export function logPage(context: ConsoleContext, signal: AbortSignal): ConsolePage {
  const list = element('ol', { class: 'log', 'aria-label': 'What happened' });
  const note = element('p', { class: 'muted', role: 'status' }, 'Loading the log …');
  const more = button('Show older', () => void load());
  more.hidden = true;
  const rows = new Map<number, HTMLElement>();
  let entries: readonly LogEntry[] = [];
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
    element: element('div', {}, element('h1', {}, 'Log'), check('Only warnings and errors', trouble), note, list, more),
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
      note.dataset['loaded'] = '';
      show();
    } catch (failure) {
      note.textContent = wordsOf(failure);
    }
  }

  function show(): void {
    const chosen = entries.filter(({ level }) => !isOnlyTrouble || level !== 'info');
    if (note.dataset['loaded'] !== undefined) {
      note.textContent =
        chosen.length > 0 ? '' : isOnlyTrouble ? 'No trouble: nothing to be seen here.' : 'Nothing has happened yet.';
    }
    arrange(
      list,
      chosen.map((entry) => {
        const shown = rows.get(entry.id) ?? row(entry);
        rows.set(entry.id, shown);
        return shown;
      }),
    );
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
