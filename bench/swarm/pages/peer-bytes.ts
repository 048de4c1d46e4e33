/** Payload of data channels, by the browser's own count. */
export interface PeerBytes {
  readonly receivedMedia: number;
  readonly sentMedia: number;
  /** Of channels labelled `control`, where a system keeps its bookkeeping apart; the others mix both. */
  readonly receivedControl: number;
  readonly connections: number;
}

interface ChannelReport {
  readonly type: string;
  readonly id: string;
  readonly label?: string;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
}

/** A connection that is closed has no statistics any more, so all are also asked this often, ms. */
const ASK_EVERY_MILLIS = 5_000;

/** Keeps the newest statistics of every connection that the page ever opens. */
export class PeerByteCount {
  readonly #open = new Map<RTCPeerConnection, number>();
  readonly #channels = new Map<string, ChannelReport>();
  #connections = 0;

  /** Stands between the page and `RTCPeerConnection` from now on. */
  watch(): void {
    const opened = (connection: RTCPeerConnection): void => {
      this.#open.set(connection, this.#connections++);
    };
    const closing = (connection: RTCPeerConnection): void => {
      void this.#ask(connection).then(() => this.#open.delete(connection)); // asked before it closes, answered after
    };
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        opened(this);
      }

      override close(): void {
        closing(this);
        super.close();
      }
    };
    setInterval(() => void this.#askAll(), ASK_EVERY_MILLIS);
  }

  async count(): Promise<PeerBytes> {
    await this.#askAll();
    let receivedMedia = 0;
    let receivedControl = 0;
    let sentMedia = 0;
    for (const { label, bytesReceived = 0, bytesSent = 0 } of this.#channels.values()) {
      if (label === 'control') {
        receivedControl += bytesReceived;
      } else {
        receivedMedia += bytesReceived;
        sentMedia += bytesSent;
      }
    }
    return { receivedMedia, sentMedia, receivedControl, connections: this.#connections };
  }

  async #askAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((connection) => this.#ask(connection)));
  }

  async #ask(connection: RTCPeerConnection): Promise<void> {
    const number = this.#open.get(connection);
    for (const report of (await connection.getStats()).values() as Iterable<ChannelReport>) {
      if (report.type === 'data-channel') this.#channels.set(`${number} ${report.id}`, report);
    }
  }
}
