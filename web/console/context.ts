import type { ConsoleChannel } from './channel.js';
import type { GatewayApi, Session } from './gateway-api.js';
import type { Connection } from './live-events.js';
import type { LogEntry } from './log-entry.js';
import type { Route } from './routes.js';
import type { Moment } from './sample.js';
import type { Price } from './saving.js';
import type { Watched } from './watched.js';

/** What the pages of the console share while somebody is signed in. */
export interface ConsoleContext {
  readonly api: GatewayApi;
  readonly session: Session;
  /** undefined: not known yet. */
  readonly channels: Watched<readonly ConsoleChannel[] | undefined>;
  readonly connection: Watched<Connection>;
  /** The newest sample. */
  readonly moment: Watched<Moment | undefined>;
  /** Entries since the console was opened, the newest first, a bounded number of them. */
  readonly log: Watched<readonly LogEntry[]>;
  /** Counts changes of the library. */
  readonly library: Watched<number>;
  readonly price: Watched<Price>;
  /** Shows another page. */
  readonly go: (route: Route) => void;
  /** Says in a few words what was done, or why not; screen readers speak it. */
  readonly say: (words: string, kind?: 'done' | 'fault') => void;
}

/** One page: its element is shown until the signal it was made with ends. */
export interface ConsolePage {
  readonly title: string;
  readonly element: HTMLElement;
}
