import type { Timers } from './environment.js';

const OPEN_TIMEOUT_MILLIS = 6_000;
/** What may wait to be sent; a socket that does not drain is of no use. */
const MAX_UNSENT_BYTES = 256 * 1024;

/** Makes a WebSocket; throws like its constructor. */
export type NewWebSocket = (url: string) => WebSocket;

export interface BoundedSocketListener {
  onOpen(): void;
  onText(text: string): void;
  onBinary(bytes: Uint8Array): void;
  /** Ended by the other side, the network or a broken limit; not after {@link BoundedSocket.close}. */
  onClose(reason: string): void;
}

export interface BoundedSocketOptions {
  /** Longest text taken, in characters (at most as many as its bytes). */
  readonly maxTextLength: number;
  /** Longest binary message taken; 0: none is. */
  readonly maxBinaryBytes: number;
  /** What may wait to be sent, bytes; 256 KiB where nothing is said. */
  readonly maxUnsentBytes?: number;
}

/** A WebSocket that opens within 6 s, takes no message longer than agreed and ends once. */
export class BoundedSocket {
  readonly #listener: BoundedSocketListener;
  readonly #options: BoundedSocketOptions;
  readonly #tearDown = new AbortController();
  #socket: WebSocket | undefined;
  #open = false;

  constructor(
    newWebSocket: NewWebSocket,
    timers: Timers,
    url: string,
    options: BoundedSocketOptions,
    listener: BoundedSocketListener,
  ) {
    this.#listener = listener;
    this.#options = options;
    const cancelTimeout = timers.after(OPEN_TIMEOUT_MILLIS, () => {
      if (!this.#open) {
        this.#end('not open in time');
      }
    });
    this.#tearDown.signal.addEventListener('abort', cancelTimeout);
    try {
      this.#socket = newWebSocket(url);
    } catch {
      // A bad address, or ws: from a secure page. The listener hears of it as of any other failure: later.
      const cancelReport = timers.after(0, () => this.#end('address not allowed'));
      this.#tearDown.signal.addEventListener('abort', cancelReport);
      return;
    }
    this.#listen(this.#socket);
  }

  #listen(socket: WebSocket): void {
    const { signal } = this.#tearDown;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener(
      'open',
      () => {
        this.#open = true;
        this.#listener.onOpen();
      },
      { signal },
    );
    socket.addEventListener('message', (event: MessageEvent<unknown>) => this.#onMessage(event.data), { signal });
    socket.addEventListener('close', (event) => this.#end(`closed (${event.code}) ${event.reason}`.trim()), { signal });
    socket.addEventListener('error', () => this.#end('connection failed'), { signal });
  }

  #onMessage(data: unknown): void {
    if (typeof data === 'string') {
      if (data.length > this.#options.maxTextLength) {
        this.#end('text message too long');
      } else {
        this.#listener.onText(data);
      }
    } else if (data instanceof ArrayBuffer) {
      if (data.byteLength > this.#options.maxBinaryBytes) {
        this.#end('binary message too long');
      } else {
        this.#listener.onBinary(new Uint8Array(data));
      }
    }
  }

  /** Bytes that were sent here and have not left yet. */
  get unsentBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Sends when open, drops otherwise. */
  send(message: string | Uint8Array<ArrayBuffer>): void {
    if (!this.#open || this.#socket === undefined) {
      return;
    }
    const { maxUnsentBytes = MAX_UNSENT_BYTES } = this.#options;
    if (this.#socket.bufferedAmount + message.length > maxUnsentBytes) {
      this.#end('messages do not leave');
      return;
    }
    this.#socket.send(message);
  }

  close(): void {
    this.#open = false;
    if (this.#tearDown.signal.aborted) {
      return;
    }
    this.#tearDown.abort();
    this.#socket?.close();
  }

  #end(reason: string): void {
    if (this.#tearDown.signal.aborted) {
      return;
    }
    this.close();
    this.#listener.onClose(reason);
  }
}
