import type { Readable, Writable } from 'node:stream';

/** Answers and events are JSON texts that end with a zero byte; a heap snapshot's chunks are the longest. */
const MAX_PENDING_BYTES = 256 * 1024 * 1024;

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What a browser tells of its own accord, within one session. */
export type DevtoolsEvent = (method: string, params: Readonly<Record<string, unknown>>) => void;

/**
 * The DevTools protocol over the two pipes of `--remote-debugging-pipe`. Nothing is enabled but what is asked for: a
 * driver that listens to the network of a page makes that page's every packet cost more, and it is cost that is measured.
 */
export class DevtoolsPipe {
  readonly #out: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, DevtoolsEvent>();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #lastId = 0;

  /** @param out the browser's file descriptor 3 @param input its file descriptor 4 */
  constructor(out: Writable, input: Readable) {
    this.#out = out;
    input.on('data', (chunk: Buffer) => this.#accept(chunk));
    input.on('close', () => this.#close());
    out.on('error', () => this.#close());
  }

  /** @throws Error with the browser's words when it refuses, or is gone */
  async send<Result>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#out.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    return (await answer) as Result;
  }

  /** Hears the events of one session from now on; `undefined` ends it. */
  listen(sessionId: string, listener: DevtoolsEvent | undefined): void {
    if (listener === undefined) this.#listeners.delete(sessionId);
    else this.#listeners.set(sessionId, listener);
  }

  #accept(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#pending, rest.subarray(0, end)]).toString();
      this.#pending = [];
      this.#pendingBytes = 0;
      rest = rest.subarray(end + 1);
      this.#take(JSON.parse(text) as Message);
    }
    this.#pending.push(rest);
    this.#pendingBytes += rest.length;
    if (this.#pendingBytes > MAX_PENDING_BYTES) throw new Error('the browser sends a message without an end');
  }

  #take(message: Message): void {
    if (message.id === undefined) {
      this.#listeners.get(message.sessionId ?? '')?.(message.method ?? '', message.params ?? {});
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.result);
    else waiting?.reject(new Error(message.error.message));
  }

  #close(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'));
    this.#waiting.clear();
  }
}
