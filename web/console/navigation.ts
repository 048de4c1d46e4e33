import { button, element } from './element.js';
import type { ConsoleContext } from './context.js';
import type { Connection } from './live-events.js';
import { addressOf, type Route } from './routes.js';

const ENTRIES = [
  ['overview', 'Overview'],
  ['channels', 'Channels'],
  ['library', 'Library'],
  ['log', 'Log'],
] as const;

const CONNECTION_WORDS: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting',
  live: 'Connected',
  lost: 'No connection',
};

/** The console's menu, and whether it hears from the gateway. */
export function navigation(
  context: ConsoleContext,
  onSignOut: () => void,
  signal: AbortSignal,
): { readonly element: HTMLElement; mark(route: Route): void } {
  const links = ENTRIES.map(([page, label]) => [page, element('a', { href: addressOf({ page }) }, label)] as const);
  const connection = element('span', { class: 'lamp-line', role: 'status' });
  context.connection.watch((state) => {
    connection.dataset['connection'] = state;
    connection.textContent = CONNECTION_WORDS[state];
  }, signal);
  const head = element(
    'header',
    { class: 'menu' },
    element('a', { class: 'home', href: '/console' }, 'BitTube'),
    element('nav', { 'aria-label': 'Console' }, element('ul', {}, ...links.map(([, link]) => element('li', {}, link)))),
    element(
      'div',
      { class: 'menu-foot' },
      connection,
      element('a', { href: '/', target: '_blank' }, 'Home page'),
      button('Sign out', onSignOut, { class: 'plain' }),
      element('span', { class: 'muted small version' }, context.session.version),
    ),
  );
  return {
    element: head,
    mark: (route) => {
      const marked = ['channel', 'edit-channel', 'new-channel'].includes(route.page) ? 'channels' : route.page;
      for (const [page, link] of links) {
        link.toggleAttribute('data-here', page === marked);
        if (page === marked) {
          link.setAttribute('aria-current', 'page');
        } else {
          link.removeAttribute('aria-current');
        }
      }
    },
  };
}
