import { BoundedSocket, type NewWebSocket } from '../transport/bounded-socket.js';
import type { Clock, Environment } from '../transport/environment.js';
import { Arrivals } from './arrivals.js';
import { decodePublishMessage, encodePublish, PUBLISH_TEXT_LENGTH, type PublishEvent } from './publish-messages.js';
import type { Arriving } from './send-rate.js';

/** Half of what the gateway takes in one message. */
const MESSAGE_BYTES = 32 * 1024;
/** Frames are dropped long before; a keyframe of some seconds of stream still fits. */
const UNSENT_BYTES = 8 * 1024 * 1024;

export interface PublishSocketListener {
  onEvent(event: PublishEvent): void;
  onClose(reason: string): void;
}

/** One connection on which an FLV stream goes to a channel; shows the key first. */
export class PublishSocket {
  readonly #socket: BoundedSocket;
  readonly #clock: Clock;
  readonly #arrivals: Arrivals;

  constructor(
    newWebSocket: NewWebSocket,
    { clock, timers }: Environment,
    url: string,
    key: string,
    listener: PublishSocketListener,
  ) {
    this.#clock = clock;
    this.#arrivals = new Arrivals(clock.nowMillis());
    const options = { maxTextLength: PUBLISH_TEXT_LENGTH, maxBinaryBytes: 0, maxUnsentBytes: UNSENT_BYTES };
    this.#socket = new BoundedSocket(newWebSocket, timers, url, options, {
      onOpen: () => this.#socket.send(encodePublish(key)),
      onText: (text) => {
        const message = decodePublishMessage(text);
        if (message?.type === 'received') {
          this.#arrivals.arrive(message.bytes, this.#clock.nowMillis());
        } else if (message !== undefined) {
          listener.onEvent(message);
        }
      },
      onBinary: () => undefined, // none is taken
      onClose: (reason) => listener.onClose(reason),
    });
  }

  /** Bytes that have not arrived. */
  get outstandingBytes(): number {
    return this.#arrivals.outstandingBytes;
  }

  /**
   * How the stream arrives, by the gateway's word: what waits in the browser is all that a page can see by itself, and the operating system takes a
   * megabyte and more off it.
   */
  get arriving(): Arriving {
    const now = this.#clock.nowMillis();
    return { lateMillis: this.#arrivals.lateMillis(now), bitsPerSecond: this.#arrivals.bitsPerSecond(now) };
  }

  /** Sends FLV bytes, in as many messages as it takes. */
  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#arrivals.send(bytes.length, this.#clock.nowMillis());
    for (let from = 0; from < bytes.length; from += MESSAGE_BYTES) {
      this.#socket.send(bytes.subarray(from, from + MESSAGE_BYTES));
    }
  }

  close(): void {
    this.#socket.close();
  }
}
