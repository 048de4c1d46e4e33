import type { Timers } from './environment.js';
import type { PeerLink, PeerLinkListener } from './links.js';

/** A connection that the browser would not even begin; says so as any other failure is said: later, and once. */
export class RefusedPeer implements PeerLink {
  readonly #cancelReport: () => void;

  constructor(timers: Timers, listener: PeerLinkListener) {
    this.#cancelReport = timers.after(0, () => listener.onClose('refused by the browser'));
  }

  accept(): void {
    // nobody is there to be signalled to
  }

  sendControl(): void {
    // closed from the beginning
  }

  sendData(): void {
    // closed from the beginning
  }

  bufferedBytes(): number {
    return 0;
  }

  close(): void {
    this.#cancelReport();
  }
}
