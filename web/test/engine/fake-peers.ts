import type { PeerLink, PeerLinkListener, PeerLinkOptions } from '../../transport/links.js';
import type { Signal } from '../../transport/tracker-messages.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';

const CONNECT_MILLIS = 300;
/** How long it takes to notice that the other side has vanished. */
const CONSENT_MILLIS = 7_000;

/** The uplink of one viewer: all its connections share it. */
export interface Uplink {
  kbps: number;
  delayMillis: number;
  busyUntilMillis: number;
  /** What it hands on, if it is not what it was told (a poisoner). */
  alter: ((data: Uint8Array) => Uint8Array) | undefined;
  /** The viewer crashed: nothing leaves or arrives, and nobody is told. */
  dead: boolean;
}

export function uplink(kbps = 20_000, delayMillis = 20): Uplink {
  return { kbps, delayMillis, busyUntilMillis: 0, alter: undefined, dead: false };
}

/** Connections between viewers: signals are carried by the tracker, data by an uplink with a rate and a delay. */
export class FakePeerNetwork {
  readonly #time: VirtualTime;
  readonly #ends = new Map<string, FakePeerLink>();
  #count = 0;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  open(options: PeerLinkOptions, listener: PeerLinkListener, from: Uplink): PeerLink {
    const name = `end${this.#count++}`;
    const end = new FakePeerLink(name, listener, from, this.#time, this.#ends);
    this.#ends.set(name, end);
    if (options.initiate) this.#time.after(10, () => listener.onSignal(signalOf('offer', name)));
    return end;
  }
}

function signalOf(type: 'offer' | 'answer', ufrag: string): Signal {
  const setup = type === 'offer' ? 'actpass' : 'active';
  return { kind: 'description', description: { type, ufrag, pwd: '', fingerprint: '', setup, candidates: [] } };
}

class FakePeerLink implements PeerLink {
  readonly #name: string;
  readonly #listener: PeerLinkListener;
  readonly #uplink: Uplink;
  readonly #time: VirtualTime;
  readonly #ends: Map<string, FakePeerLink>;
  #other: FakePeerLink | undefined;
  #closed = false;
  #open = false;
  #buffered = 0;

  constructor(
    name: string,
    listener: PeerLinkListener,
    from: Uplink,
    time: VirtualTime,
    ends: Map<string, FakePeerLink>,
  ) {
    this.#name = name;
    this.#listener = listener;
    this.#uplink = from;
    this.#time = time;
    this.#ends = ends;
  }

  accept(signal: Signal): void {
    if (signal.kind !== 'description' || this.#closed) return;
    this.#other = this.#ends.get(signal.description.ufrag);
    if (signal.description.type === 'offer') this.#listener.onSignal(signalOf('answer', this.#name));
    this.#time.after(CONNECT_MILLIS, () => {
      if (this.#closed || this.#other === undefined || this.#other.#closed || this.#uplink.dead) return;
      this.#open = true;
      this.#listener.onOpen('host');
    });
  }

  sendControl(bytes: Uint8Array): void {
    this.#send(bytes, false);
  }

  sendData(bytes: Uint8Array): void {
    this.#send(this.#uplink.alter?.(bytes) ?? bytes, true);
  }

  bufferedBytes(): number {
    return this.#buffered;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#ends.delete(this.#name);
    const other = this.#other;
    const noticed = this.#uplink.dead ? CONSENT_MILLIS : 2 * this.#uplink.delayMillis;
    if (this.#open) this.#time.after(noticed, () => other?.lost());
  }

  lost(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.onClose('closed by the other side');
  }

  #send(bytes: Uint8Array, data: boolean): void {
    if (this.#closed || this.#other === undefined || this.#uplink.dead) return;
    const other = this.#other;
    const now = this.#time.nowMillis();
    const start = Math.max(now, this.#uplink.busyUntilMillis);
    const left = start + (bytes.length * 8) / this.#uplink.kbps;
    this.#uplink.busyUntilMillis = left;
    if (data) {
      this.#buffered += bytes.length;
      this.#time.after(left - now, () => (this.#buffered -= bytes.length));
    }
    this.#time.after(left - now + this.#uplink.delayMillis, () => other.#receive(bytes, data));
  }

  #receive(bytes: Uint8Array, data: boolean): void {
    if (this.#closed || this.#uplink.dead) return;
    if (!this.#open) {
      // The other side opened a moment earlier: as in a browser, nothing is lost.
      this.#time.after(10, () => this.#receive(bytes, data));
    } else if (data) this.#listener.onData(bytes);
    else this.#listener.onControl(bytes);
  }
}
