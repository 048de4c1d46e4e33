import type { Network } from './links.js';
import { TabHttp } from './tab-http.js';
import type { TabLink } from './tab-link.js';

/** A tab that plays from another one, seen as a network: the feed is the other tab, and there are no peers. */
export interface TabNetwork {
  readonly network: Network;
  /** Bytes of HTTP answers that came from the other tab instead. */
  fromTabBytes(): number;
}

/** `real` is for what the leading tab cannot answer. */
export function tabNetwork(tab: TabLink, real: Network): TabNetwork {
  const http = new TabHttp(tab, real.http);
  return {
    network: {
      http,
      openFeed: (_url, listener) => tab.openFeed(listener),
      feedIsFree: true,
      openPeer: undefined,
      // The leader is the member: two tabs are one viewer.
      openTracker: () => ({ send: () => undefined, close: () => undefined }),
    },
    fromTabBytes: () => http.fromTabBytes,
  };
}
