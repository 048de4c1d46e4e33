import { BoundedSocket } from './bounded-socket.js';
import type { NewWebSocket } from './bounded-socket.js';
import type { Timers } from './environment.js';
import { JSON_BYTES, TRACKER_REQUEST_BYTES } from './limits.js';
import type { TrackerLink, TrackerListener } from './links.js';
import { decodeTrackerEvent, encodeTrackerRequest } from './tracker-codec.js';
import type { TrackerRequest } from './tracker-messages.js';

/** One connection to a tracker (docs/protocol.md section 5). */
export class TrackerSocket implements TrackerLink {
  readonly #socket: BoundedSocket;

  constructor(newWebSocket: NewWebSocket, timers: Timers, url: string, listener: TrackerListener) {
    const options = { maxTextLength: JSON_BYTES, maxBinaryBytes: 0 };
    this.#socket = new BoundedSocket(newWebSocket, timers, url, options, {
      onOpen: () => listener.onOpen(),
      onText: (text) => {
        const event = decodeTrackerEvent(text);
        if (event !== undefined) {
          listener.onEvent(event);
        }
      },
      onBinary: () => undefined,
      onClose: (reason) => listener.onClose(reason),
    });
  }

  /** @throws RangeError when the message is longer than a tracker takes: a list in it was not bounded */
  send(request: TrackerRequest): void {
    const text = encodeTrackerRequest(request);
    if (text.length > TRACKER_REQUEST_BYTES) {
      throw new RangeError(`${request.type} of ${text.length} bytes for the tracker`);
    }
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.close();
  }
}
