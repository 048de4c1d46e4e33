import { channelFormPage } from './channel-form-page.js';
import { channelPage } from './channel-page.js';
import { channelsPage } from './channels-page.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { element } from './element.js';
import { libraryPage } from './library-page.js';
import { logPage } from './log-page.js';
import { overviewPage } from './overview-page.js';
import type { Route } from './routes.js';

/** The page of a route; it is shown until the signal ends it. */
export function pageOf(context: ConsoleContext, route: Route, signal: AbortSignal): ConsolePage {
  switch (route.page) {
    case 'overview':
      return overviewPage(context, signal);
    case 'channels':
      return channelsPage(context, signal);
    case 'new-channel':
      return channelFormPage(context, undefined, signal);
    case 'channel':
      return channelPage(context, route.channel, signal);
    case 'edit-channel':
      return channelFormPage(context, route.channel, signal);
    case 'library':
      return libraryPage(context, signal);
    case 'log':
      return logPage(context, signal);
    case 'unknown':
      return {
        title: 'Not found',
        element: element(
          'div',
          {},
          element('h1', {}, 'There is no such page'),
          element('p', {}, element('a', { href: '/console' }, 'To the overview')),
        ),
      };
  }
}
