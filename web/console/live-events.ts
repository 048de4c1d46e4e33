/** Whether what is shown is the present. */
export type Connection = 'connecting' | 'live' | 'lost';

/** What comes from the gateway by itself. */
export interface LiveListener {
  /** @param againAtMillis of one that is lost: when it is tried again; undefined: at this moment */
  onConnection(connection: Connection, againAtMillis?: number): void;
  /** @param name `channels`, `sample`, `log` or `objects` @param json what came with it */
  onEvent(name: LiveEvent, json: unknown): void;
}

export const LIVE_EVENTS = ['channels', 'sample', 'log', 'objects'] as const;
export type LiveEvent = (typeof LIVE_EVENTS)[number];

/** What of an EventSource is used. */
export interface EventStream {
  addEventListener(name: string, listener: (event: Event) => void): void;
  close(): void;
}

export interface LiveEnvironment {
  open(): EventStream;
  nowMillis(): number;
  /** @returns what cancels it */
  after(millis: number, task: () => void): () => void;
}

const FIRST_PAUSE_MILLIS = 2_000;
const LONGEST_PAUSE_MILLIS = 30_000;
/** A sample comes every 2 s: what is silent for so long is broken, though nobody has told. */
const SILENCE_MILLIS = 15_000;

/**
 * The gateway's event stream; opened again after pauses that grow, whether it broke or was refused (a gateway that restarts behind
 * its proxy, too many consoles). The browser's own way to do so knows only one of the two, and does not tell when it will.
 */
export class LiveEvents {
  readonly #environment: LiveEnvironment;
  readonly #listener: LiveListener;
  #stream: EventStream | undefined;
  #pauseMillis = FIRST_PAUSE_MILLIS;
  #cancelPause: () => void = () => undefined;
  #cancelSilence: () => void = () => undefined;
  #closed = false;

  constructor(environment: LiveEnvironment, listener: LiveListener) {
    this.#environment = environment;
    this.#listener = listener;
    listener.onConnection('connecting');
    this.#open();
  }

  close(): void {
    this.#closed = true;
    this.#cancelPause();
    this.#cancelSilence();
    this.#stream?.close();
  }

  /** Does not wait until the pause is over. */
  tryNow(): void {
    if (this.#stream === undefined && !this.#closed) {
      this.#cancelPause();
      this.#listener.onConnection('lost');
      this.#open();
    }
  }

  #open(): void {
    const stream = this.#environment.open();
    this.#stream = stream;
    const broken = (): void => {
      if (!this.#closed && stream === this.#stream) {
        stream.close();
        this.#wait();
      }
    };
    const heard = (): void => {
      this.#cancelSilence();
      this.#cancelSilence = this.#environment.after(SILENCE_MILLIS, broken);
    };
    heard();
    stream.addEventListener('open', () => {
      heard();
      this.#pauseMillis = FIRST_PAUSE_MILLIS;
      this.#listener.onConnection('live');
    });
    stream.addEventListener('error', broken);
    for (const name of LIVE_EVENTS) {
      stream.addEventListener(name, (event) => {
        heard();
        const json = parsed((event as MessageEvent<unknown>).data);
        if (json !== undefined) {
          this.#listener.onEvent(name, json);
        }
      });
    }
  }

  #wait(): void {
    this.#stream = undefined;
    this.#cancelSilence();
    const pause = this.#pauseMillis;
    this.#pauseMillis = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    this.#cancelPause = this.#environment.after(pause, () => this.tryNow());
    this.#listener.onConnection('lost', this.#environment.nowMillis() + pause);
  }
}

function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
