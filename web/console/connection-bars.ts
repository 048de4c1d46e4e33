import { percent } from '../player/words.js';
import { element } from './element.js';
import { count } from './figures.js';
import { attempts, type History } from './history.js';

/** How often viewers could be connected, by the classes of their networks. */
export function connectionBars(history: History): HTMLElement {
  const rows = attempts(history);
  if (rows.length === 0) {
    return element('p', { class: 'muted' }, 'No two viewers were introduced in this time.');
  }
  return element(
    'ul',
    { class: 'bars' },
    ...rows.map(([classes, tried, met]) => {
      const bar = element('span', { class: 'bars-met' });
      bar.style.width = `${String((100 * met) / tried)}%`;
      return element(
        'li',
        {},
        element('span', {}, classes.split('-').join(' – ')),
        element('span', {}, `${percent(met / tried)} · ${count(met)} of ${count(tried)}`),
        element('span', { class: 'bars-track', 'aria-hidden': 'true' }, bar),
      );
    }),
  );
}
