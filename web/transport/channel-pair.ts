import { CONTROL_BYTES, DATA_BYTES } from './limits.js';

/** What may wait on a channel before the other side counts as stuck (control) or messages are dropped (data). */
const MAX_UNSENT_CONTROL_BYTES = 512 * 1024;
const MAX_UNSENT_DATA_BYTES = 4 * 1024 * 1024;

type Label = 'control' | 'data';

export interface ChannelPairListener {
  /** Both channels are open. */
  onOpen(): void;
  onMessage(label: Label, bytes: Uint8Array): void;
  /** A channel was closed, or the other side broke the rules; the connection is to be closed. */
  onBroken(reason: string): void;
}

/**
 * The two data channels of a connection (docs/protocol.md section 6): `control`, ordered, and `data`, unordered; both reliable.
 * Exactly these, once each, with messages within their limits.
 */
export class ChannelPair {
  readonly #listener: ChannelPairListener;
  readonly #tearDown: AbortSignal;
  #control: RTCDataChannel | undefined;
  #data: RTCDataChannel | undefined;
  #open = false;

  constructor(tearDown: AbortSignal, listener: ChannelPairListener) {
    this.#tearDown = tearDown;
    this.#listener = listener;
  }

  /** The initiator's part: makes both. */
  create(connection: RTCPeerConnection): void {
    this.#adopt('control', connection.createDataChannel('control', { ordered: true }));
    this.#adopt('data', connection.createDataChannel('data', { ordered: false }));
  }

  /** The other part: takes a channel that the initiator made. */
  accept(channel: RTCDataChannel): void {
    const { label, ordered, maxRetransmits, maxPacketLifeTime } = channel;
    const known = (label === 'control' && ordered) || (label === 'data' && !ordered);
    if (!known || maxRetransmits !== null || maxPacketLifeTime !== null) {
      this.#listener.onBroken('unknown channel');
    } else if ((label === 'control' ? this.#control : this.#data) !== undefined) {
      this.#listener.onBroken('channel made twice');
    } else {
      this.#adopt(label, channel);
    }
  }

  #adopt(label: Label, channel: RTCDataChannel): void {
    if (label === 'control') {
      this.#control = channel;
    } else {
      this.#data = channel;
    }
    const signal = this.#tearDown;
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('open', () => this.#onChannelOpen(), { signal });
    channel.addEventListener('close', () => this.#listener.onBroken(`${label} closed`), { signal });
    channel.addEventListener('message', (event: MessageEvent<unknown>) => this.#onMessage(label, event.data), {
      signal,
    });
    if (channel.readyState === 'open') {
      this.#onChannelOpen();
    }
  }

  #onChannelOpen(): void {
    if (!this.#open && this.#control?.readyState === 'open' && this.#data?.readyState === 'open') {
      this.#open = true;
      this.#listener.onOpen();
    }
  }

  #onMessage(label: Label, message: unknown): void {
    if (!(message instanceof ArrayBuffer)) {
      this.#listener.onBroken('text message');
    } else if (message.byteLength > (label === 'control' ? CONTROL_BYTES : DATA_BYTES)) {
      this.#listener.onBroken('message too long');
    } else {
      this.#listener.onMessage(label, new Uint8Array(message));
    }
  }

  sendControl(bytes: Uint8Array): void {
    if (this.#send(this.#control, bytes, MAX_UNSENT_CONTROL_BYTES) === 'full') {
      this.#listener.onBroken('control messages do not leave');
    }
  }

  /** A sender that respects {@link bufferedBytes} never comes near the limit at which messages are dropped. */
  sendData(bytes: Uint8Array): void {
    this.#send(this.#data, bytes, MAX_UNSENT_DATA_BYTES);
  }

  #send(channel: RTCDataChannel | undefined, bytes: Uint8Array, maxUnsentBytes: number): 'sent' | 'closed' | 'full' {
    if (channel?.readyState !== 'open' || this.#tearDown.aborted) {
      return 'closed';
    }
    if (channel.bufferedAmount + bytes.length > maxUnsentBytes) {
      return 'full';
    }
    try {
      channel.send(bytes as Uint8Array<ArrayBuffer>);
      return 'sent';
    } catch {
      // The state of the channel runs behind that of the transport; its close event is on the way.
      return 'closed';
    }
  }

  /** Bytes handed to `data` that have not left yet. */
  bufferedBytes(): number {
    return this.#data?.bufferedAmount ?? 0;
  }
}
