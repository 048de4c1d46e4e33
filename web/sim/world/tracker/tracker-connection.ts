import type { TrackerLink, TrackerListener } from '../../../transport/links.js';
import { signalFields } from '../../../transport/signal-fields.js';
import { encodeTrackerRequest } from '../../../transport/tracker-codec.js';
import type { TrackerEvent, TrackerRequest } from '../../../transport/tracker-messages.js';
import type { Station } from '../station.js';
import type { Member } from './member.js';
import type { SimTracker } from './sim-tracker.js';

const DELAY_MILLIS = 15;
/** TCP, TLS, upgrade. */
const OPEN_ROUND_TRIPS = 3;
/** Pings notice a dead viewer. */
const DEAD_MILLIS = 12_000;
const LOOK_MILLIS = 3_000;

/** A viewer's socket at the tracker, both ends. */
export class TrackerConnection implements TrackerLink {
  readonly station: Station;
  member: Member | undefined;
  /** How often figures are wanted, as this viewer was last told. */
  intervalMillis = 0;
  readonly #tracker: SimTracker;
  readonly #listener: TrackerListener;
  #state: 'opening' | 'open' | 'closed' = 'opening';

  constructor(tracker: SimTracker, station: Station, listener: TrackerListener) {
    this.#tracker = tracker;
    this.station = station;
    this.#listener = listener;
    tracker.time.after(2 * OPEN_ROUND_TRIPS * DELAY_MILLIS, () => {
      if (this.#state !== 'opening' || station.dead) return;
      this.#state = 'open';
      listener.onOpen();
    });
  }

  send(request: TrackerRequest): void {
    if (this.#state !== 'open' || this.station.dead) return;
    this.#tracker.signallingBytes += encodeTrackerRequest(request).length;
    this.#tracker.time.after(DELAY_MILLIS, () => {
      // What was sent before the end still arrives.
      this.#tracker.onRequest(this, request);
    });
  }

  close(): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'closed';
    if (!wasOpen) return;
    const { dead, random } = this.station;
    const noticed = dead ? DEAD_MILLIS + random.next() * LOOK_MILLIS : DELAY_MILLIS;
    this.#tracker.time.after(noticed, () => this.#tracker.onGone(this));
  }

  /** The tracker says something. */
  tell(event: TrackerEvent): void {
    this.#tracker.signallingBytes += textBytes(event);
    this.#tracker.time.after(DELAY_MILLIS, () => {
      if (this.#state === 'open' && !this.station.dead) this.#listener.onEvent(event);
    });
  }
}

/** Length of the canonical text of an event (docs/protocol.md section 5). */
function textBytes(event: TrackerEvent): number {
  if (event.type === 'signal') {
    const { type, group, from, signal } = event;
    return JSON.stringify({ type, group, from, ...signalFields(signal) }).length;
  }
  if (event.type === 'welcome' && event.gateways.length === 0) {
    return JSON.stringify({ ...event, gateways: undefined }).length;
  }
  if (event.type === 'introduce') {
    const peers = event.peers.map(({ peerId, initiate, near, capacity }) => ({
      peerId,
      initiate: initiate || undefined,
      near: near || undefined,
      capacity: capacity || undefined,
    }));
    return JSON.stringify({ ...event, peers }).length;
  }
  return JSON.stringify(event).length;
}
