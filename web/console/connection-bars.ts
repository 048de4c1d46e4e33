import { percent } from '../player/words.js';
import { element } from './element.js';
import { count } from './figures.js';
import { attempts, type History } from './history.js';

/** How a network treats UDP, as docs/protocol.md names it, in words. */
const NETWORK_WORDS: Readonly<Record<string, string>> = {
  open: 'open',
  cone: 'ordinary NAT',
  symmetric: 'strict NAT',
  blocked: 'UDP blocked',
  unknown: 'of an unknown kind',
};

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
        element('span', {}, networks(classes)),
        element('span', {}, `${percent(met / tried)} · ${count(met)} of ${count(tried)}`),
        element('span', { class: 'bars-track', 'aria-hidden': 'true' }, bar),
      );
    }),
  );
}

/** `cone-open`: `Ordinary NAT – open`; two of a kind: `Both open`. */
export function networks(classes: string): string {
  const [one = '', other = ''] = classes.split('-').map((name) => NETWORK_WORDS[name] ?? name);
  const words = one === other ? `both ${one}` : `${one} – ${other}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
