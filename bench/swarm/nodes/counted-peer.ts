import type { Timers } from '../../../web/transport/environment.js';
import type { PeerLink, PeerLinkListener } from '../../../web/transport/links.js';
import type { Signal } from '../../../web/transport/tracker-messages.js';
import type { LinkTraffic } from './link-traffic.js';

/** How long a crashed viewer's connections stay up, silent: a browser would take about as long to notice. */
const SILENT_MILLIS = 5_000;

export interface CountedPeerOptions {
  readonly timers: Timers;
  readonly traffic: LinkTraffic;
  /** Opens the real connection. */
  readonly open: (listener: PeerLinkListener) => PeerLink;
  /** The connection has ended. */
  readonly onGone: () => void;
}

/** A peer's connection that counts what it sends, and can fall silent as that of a crashed process does. */
export class CountedPeer implements PeerLink {
  readonly #options: CountedPeerOptions;
  readonly #link: PeerLink;
  #opened = false;
  #mute = false;

  constructor(options: CountedPeerOptions, listener: PeerLinkListener) {
    this.#options = options;
    const { traffic, onGone } = options;
    this.#link = options.open({
      onSignal: (signal) => listener.onSignal(signal),
      onOpen: (path) => {
        this.#opened = true;
        traffic.connectionsOpened++;
        listener.onOpen(path);
      },
      onControl: (bytes) => {
        if (!this.#mute) listener.onControl(bytes);
      },
      onData: (bytes) => {
        if (!this.#mute) listener.onData(bytes);
      },
      onClose: (reason) => {
        if (!this.#opened) traffic.connectionsFailed++;
        onGone();
        listener.onClose(reason);
      },
    });
  }

  accept(signal: Signal): void {
    this.#link.accept(signal);
  }

  sendControl(bytes: Uint8Array): void {
    if (this.#mute) return;
    this.#options.traffic.controlBytes += bytes.length;
    this.#link.sendControl(bytes);
  }

  sendData(bytes: Uint8Array): void {
    if (this.#mute) return;
    this.#options.traffic.dataBytes += bytes.length;
    this.#link.sendData(bytes);
  }

  bufferedBytes(): number {
    return this.#link.bufferedBytes();
  }

  /** From now on nothing is sent and nothing is heard. */
  mute(): void {
    this.#mute = true;
  }

  close(): void {
    if (this.#mute) {
      this.#options.timers.after(SILENT_MILLIS, () => this.#link.close());
      return;
    }
    this.#options.onGone();
    this.#link.close();
  }
}
