import { BoundedSocket } from './bounded-socket.js';
import type { NewWebSocket } from './bounded-socket.js';
import type { Timers } from './environment.js';
import { decodeFeedEvent, encodeSubscribe, encodeUnsubscribe } from './feed-messages.js';
import { JSON_BYTES, PACKET_BYTES } from './limits.js';
import type { FeedLink, FeedListener } from './links.js';

/** One connection to a gateway's feed (docs/protocol.md section 4). */
export class FeedSocket implements FeedLink {
  readonly #socket: BoundedSocket;

  constructor(newWebSocket: NewWebSocket, timers: Timers, url: string, listener: FeedListener) {
    const options = { maxTextLength: JSON_BYTES, maxBinaryBytes: PACKET_BYTES };
    this.#socket = new BoundedSocket(newWebSocket, timers, url, options, {
      onOpen: () => listener.onOpen(),
      onText: (text) => {
        const event = decodeFeedEvent(text);
        if (event !== undefined) {
          listener.onEvent(event);
        }
      },
      onBinary: (bytes) => listener.onPacket(bytes),
      onClose: (reason) => listener.onClose(reason),
    });
  }

  subscribe(substreams: readonly number[], fromSeq: number, lost: boolean): void {
    this.#socket.send(encodeSubscribe(substreams, fromSeq, lost));
  }

  unsubscribe(substreams: readonly number[]): void {
    this.#socket.send(encodeUnsubscribe(substreams));
  }

  close(): void {
    this.#socket.close();
  }
}
