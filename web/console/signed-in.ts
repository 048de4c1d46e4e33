import { readChannels, type ConsoleChannel } from './channel.js';
import type { ConsoleContext, ConsolePage } from './context.js';
import { element } from './element.js';
import { wordsOf, type GatewayApi, type Session } from './gateway-api.js';
import { LiveEvents, type Connection, type LiveEvent } from './live-events.js';
import { LostNotice } from './lost-notice.js';
import { merged, readLogEntry, type LogEntry } from './log-entry.js';
import { navigation } from './navigation.js';
import { pageOf } from './page-of.js';
import { readPrice } from './price.js';
import { addressOf, routeOf, type Route } from './routes.js';
import { readMoment, type Moment } from './sample.js';
import { Watched } from './watched.js';

/** Of the log, as many entries of the event stream are kept; older ones are asked for. */
const MOST_ENTRIES = 200;

export interface SignedIn {
  readonly api: GatewayApi;
  readonly session: Session;
  readonly say: ConsoleContext['say'];
  readonly onSignedOut: () => void;
  readonly signal: AbortSignal;
}

/** The console as the operator uses it: navigation, the page that the address names, and the stream of what happens. */
export function openConsole({ api, session, say, onSignedOut, signal }: SignedIn): HTMLElement {
  const context: ConsoleContext = {
    api,
    session,
    say,
    go,
    channels: new Watched<readonly ConsoleChannel[] | undefined>(undefined),
    connection: new Watched<Connection>('connecting'),
    moment: new Watched<Moment | undefined>(undefined),
    log: new Watched<readonly LogEntry[]>([]),
    library: new Watched(0),
    price: new Watched({ pricePerGigabyte: 0, currency: 'EUR' }),
  };
  const main = element('main', { id: 'main', tabindex: '-1' });
  const lost = new LostNotice(() => events.tryNow(), signal);
  const menu = navigation(context, () => void signOut(), signal);
  let page = new AbortController();
  /** The first page takes no focus: nobody has gone anywhere. */
  let isFirst = true;

  const events = new LiveEvents(
    {
      open: () => new EventSource(api.url('api/events')),
      nowMillis: () => Date.now(),
      after: (millis, task) => {
        const timer = setTimeout(task, millis);
        return () => clearTimeout(timer);
      },
    },
    { onConnection: changed, onEvent: (name, json) => take(name, json) },
  );
  addEventListener('popstate', show, { signal });
  addEventListener('online', () => events.tryNow(), { signal });
  signal.addEventListener('abort', () => {
    events.close();
    page.abort();
  });
  void askPrice();
  show();
  const skip = element('a', { class: 'skip', href: '#main' }, 'To the content');
  skip.addEventListener('click', (event) => {
    event.preventDefault(); // another address would be another page
    main.focus();
  });
  const all = element(
    'div',
    { class: 'signed-in' },
    skip,
    menu.element,
    element('div', { class: 'content' }, lost.element, main),
  );
  all.addEventListener('click', (event) => follow(event));
  return all;

  function changed(connection: Connection, againAtMillis?: number): void {
    context.connection.set(connection);
    lost.show(connection, againAtMillis);
    if (connection === 'lost' && againAtMillis !== undefined) {
      // An expired session ends the stream, too, without a word: this answer tells.
      api.get('api/channels').catch(() => undefined);
    }
  }

  function take(name: LiveEvent, json: unknown): void {
    switch (name) {
      case 'channels':
        context.channels.set(readChannels(json));
        break;
      case 'sample':
        context.moment.set(readMoment(json) ?? context.moment.value);
        break;
      case 'log': {
        const entry = readLogEntry(json);
        if (entry !== undefined) {
          context.log.set(merged(context.log.value, [entry]).slice(0, MOST_ENTRIES));
        }
        break;
      }
      case 'objects':
        context.library.set(context.library.value + 1);
    }
  }

  function go(route: Route): void {
    history.pushState(null, '', addressOf(route));
    show();
  }

  /** Links within the console need no new document. */
  function follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link === null || !isPlain || link.target !== '' || link.hash !== '') {
      return;
    }
    if (link.origin === location.origin && /^\/console(\/|$)/.test(link.pathname)) {
      event.preventDefault();
      history.pushState(null, '', link.pathname);
      show();
    }
  }

  function show(): void {
    page.abort();
    page = new AbortController();
    const route = routeOf(location.pathname);
    const made: ConsolePage = pageOf(context, route, page.signal);
    document.title = `${made.title} – BitTube console`;
    menu.mark(route);
    main.replaceChildren(made.element);
    if (!isFirst) {
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
    isFirst = false;
  }

  async function askPrice(): Promise<void> {
    const answer = await api.get('api/console/settings').catch(() => undefined);
    context.price.set(readPrice(answer) ?? context.price.value);
  }

  async function signOut(): Promise<void> {
    try {
      await api.signOut();
      onSignedOut();
    } catch (failure) {
      say(wordsOf(failure), 'fault');
    }
  }
}
