/** Whether what is shown is the present. */
export type Connection = 'connecting' | 'live' | 'lost';

/** What comes from the gateway by itself. */
export interface LiveListener {
  onConnection(connection: Connection): void;
  /** @param name `channels`, `sample`, `log` or `objects` @param json what came with it */
  onEvent(name: LiveEvent, json: unknown): void;
}

export const LIVE_EVENTS = ['channels', 'sample', 'log', 'objects'] as const;
export type LiveEvent = (typeof LIVE_EVENTS)[number];

/** What of an EventSource is used. */
export interface EventStream {
  readonly readyState: number;
  addEventListener(name: string, listener: (event: Event) => void): void;
  close(): void;
}

export interface LiveEnvironment {
  open(): EventStream;
  after(millis: number, task: () => void): void;
}

const CLOSED = 2;
const FIRST_PAUSE_MILLIS = 2_000;
const LONGEST_PAUSE_MILLIS = 30_000;

/**
 * The gateway's event stream. A browser opens one again by itself when the connection broke, but not when it was refused (a
 * gateway that restarts behind its proxy, too many consoles): then this does, after pauses that grow.
 */
export class LiveEvents {
  readonly #environment: LiveEnvironment;
  readonly #listener: LiveListener;
  #stream: EventStream | undefined;
  #pauseMillis = FIRST_PAUSE_MILLIS;
  #closed = false;

  constructor(environment: LiveEnvironment, listener: LiveListener) {
    this.#environment = environment;
    this.#listener = listener;
    listener.onConnection('connecting');
    this.#open();
  }

  close(): void {
    this.#closed = true;
    this.#stream?.close();
  }

  #open(): void {
    if (this.#closed) {
      return;
    }
    const stream = this.#environment.open();
    this.#stream = stream;
    stream.addEventListener('open', () => {
      this.#pauseMillis = FIRST_PAUSE_MILLIS;
      this.#listener.onConnection('live');
    });
    stream.addEventListener('error', () => {
      if (this.#closed) {
        return;
      }
      this.#listener.onConnection('lost');
      if (stream.readyState === CLOSED) {
        this.#environment.after(this.#pauseMillis, () => this.#open());
        this.#pauseMillis = Math.min(2 * this.#pauseMillis, LONGEST_PAUSE_MILLIS);
      }
    });
    for (const name of LIVE_EVENTS) {
      stream.addEventListener(name, (event) => {
        const json = parsed((event as MessageEvent<unknown>).data);
        if (json !== undefined) {
          this.#listener.onEvent(name, json);
        }
      });
    }
  }
}

function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
