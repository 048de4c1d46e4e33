import type { FeedLink, GatewayHttp, Network, TrackerLink } from './links.js';

/** What stands for a socket that may not be opened yet. */
class HeldLink<L extends { close(): void }> {
  readonly #open: () => L;
  #closed = false;
  link: L | undefined;

  constructor(open: () => L) {
    this.#open = open;
  }

  open(): void {
    if (!this.#closed) {
      this.link ??= this.#open();
    }
  }

  close(): void {
    this.#closed = true;
    this.link?.close();
  }
}

type Socket = 'tracker' | 'feed';

/**
 * A network whose sockets open when they may; what is sent to them before is dropped, as it is by sockets that are not open.
 * Over HTTP it asks for no more than the beginning of the stream until the feed may be opened.
 */
export class HeldSockets {
  readonly network: Network;
  readonly #free = new Set<Socket>();
  #letFurther: () => void = () => undefined;
  readonly #further = new Promise<void>((resolve) => (this.#letFurther = resolve));
  readonly #held: { readonly socket: Socket; readonly open: () => void }[] = [];

  constructor(network: Network) {
    this.network = {
      ...network,
      http: this.#beginningOnly(network.http),
      openTracker: (url, listener): TrackerLink => {
        const held = this.#hold('tracker', () => network.openTracker(url, listener));
        return { send: (request) => held.link?.send(request), close: () => held.close() };
      },
      openFeed: (url, listener): FeedLink => {
        const held = this.#hold('feed', () => network.openFeed(url, listener));
        return {
          subscribe: (substreams, fromSeq, lost) => held.link?.subscribe(substreams, fromSeq, lost),
          unsubscribe: (substreams) => held.link?.unsubscribe(substreams),
          close: () => held.close(),
        };
      },
    };
  }

  /** From now on these sockets open at once; those that wait do now. */
  release(socket: Socket): void {
    this.#free.add(socket);
    if (socket === 'feed') {
      this.#letFurther();
    }
    for (const held of this.#held.splice(0)) {
      if (this.#free.has(held.socket)) {
        held.open();
      } else {
        this.#held.push(held);
      }
    }
  }

  #beginningOnly(http: GatewayHttp): GatewayHttp {
    const further = this.#further;
    return {
      info: (signal) => http.info(signal),
      join: (signal) => http.join(signal),
      prelude: (...asked) => further.then(() => http.prelude(...asked)),
      packets: (...asked) => further.then(() => http.packets(...asked)),
      relay: (...asked) => further.then(() => http.relay(...asked)),
    };
  }

  #hold<L extends { close(): void }>(socket: Socket, open: () => L): HeldLink<L> {
    const held = new HeldLink(open);
    if (this.#free.has(socket)) {
      held.open();
    } else {
      this.#held.push({ socket, open: () => held.open() });
    }
    return held;
  }
}
