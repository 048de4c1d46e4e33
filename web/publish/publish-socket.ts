import { BoundedSocket, type NewWebSocket } from '../transport/bounded-socket.js';
import type { Timers } from '../transport/environment.js';
import { decodePublishEvent, encodePublish, PUBLISH_TEXT_LENGTH, type PublishEvent } from './publish-messages.js';

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

  constructor(newWebSocket: NewWebSocket, timers: Timers, url: string, key: string, listener: PublishSocketListener) {
    const options = { maxTextLength: PUBLISH_TEXT_LENGTH, maxBinaryBytes: 0, maxUnsentBytes: UNSENT_BYTES };
    this.#socket = new BoundedSocket(newWebSocket, timers, url, options, {
      onOpen: () => this.#socket.send(encodePublish(key)),
      onText: (text) => {
        const event = decodePublishEvent(text);
        if (event !== undefined) {
          listener.onEvent(event);
        }
      },
      onBinary: () => undefined, // none is taken
      onClose: (reason) => listener.onClose(reason),
    });
  }

  get unsentBytes(): number {
    return this.#socket.unsentBytes;
  }

  /** Sends FLV bytes, in as many messages as it takes. */
  send(bytes: Uint8Array<ArrayBuffer>): void {
    for (let from = 0; from < bytes.length; from += MESSAGE_BYTES) {
      this.#socket.send(bytes.subarray(from, from + MESSAGE_BYTES));
    }
  }

  close(): void {
    this.#socket.close();
  }
}
