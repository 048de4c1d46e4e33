import type { PeerPath } from '../peers/conversation.js';
import type { Environment } from '../transport/environment.js';
import type { OpenTracker, TrackerLink } from '../transport/links.js';
import type {
  Device,
  Introduction,
  Signal,
  TrackerEvent,
  TurnAccess,
  ViewerStats,
} from '../transport/tracker-messages.js';
import type { Parameters } from './parameters.js';

/** How soon a lost membership is tried again: see {@link Parameters}. */
export type TrackerRetries = Pick<
  Parameters,
  'trackerRetryLeastMillis' | 'trackerRetryMostMillis' | 'relayRetryMillis'
>;

export interface TrackerSessionListener {
  /** What the join says of this viewer now; `token`: what the group asks its members for. */
  membership(): { readonly capacity: number; readonly want: number; readonly token?: string | undefined };
  /** A member, under this peerId, from now on; `peers`: how many there are, this one too. */
  onWelcome(peerId: string, stun: readonly string[], peers: number, turn: TurnAccess | undefined): void;
  onIntroductions(peers: readonly Introduction[]): void;
  onPeerSignal(from: string, signal: Signal): void;
  onPeerGone(peerId: string): void;
  /** What is reported as often as the tracker wants. */
  viewerStats(): ViewerStats;
}

export type PeerOutcome = 'connected' | 'failed' | 'lost' | 'poisoned';

const LEAST_INTERVAL_MILLIS = 1_000;

/** A viewer that was sent away comes back as rarely as one that failed so often. */
const DENIED_FAILURES = 10;

/** Membership in the group at the tracker; joined again with back-off whenever it is lost. */
export class TrackerSession {
  readonly #group: string;
  readonly #device: Device;
  readonly #openTracker: OpenTracker;
  readonly #environment: Environment;
  readonly #parameters: TrackerRetries;
  readonly #listener: TrackerSessionListener;
  #url: string | undefined;
  #link: TrackerLink | undefined;
  #member = false;
  #failures = 0;
  #cancelRetry: () => void = () => undefined;
  /** The tracker has said when this viewer is to come back: it does, and not earlier, whatever becomes of the socket. */
  #awaited = false;
  #statsEveryMillis = 10_000;
  #statsAtMillis = 0;
  /** From the relay the tracker is tried at a slower pace. */
  slow = false;

  constructor(
    group: string,
    device: Device,
    openTracker: OpenTracker,
    environment: Environment,
    parameters: TrackerRetries,
    listener: TrackerSessionListener,
  ) {
    this.#group = group;
    this.#device = device;
    this.#openTracker = openTracker;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#listener = listener;
  }

  get isMember(): boolean {
    return this.#member;
  }

  /** Joins at this tracker, unless it is joining there already. */
  start(url: string): void {
    if (this.#url === url) return;
    this.stop();
    this.#url = url;
    this.#failures = 0;
    this.#connect();
  }

  /** Tells the tracker that this viewer leaves. */
  stop(): void {
    this.#cancelRetry();
    this.#awaited = false;
    if (this.#member) this.#link?.send({ type: 'leave', group: this.#group });
    this.#link?.close();
    this.#link = undefined;
    this.#member = false;
    this.#url = undefined;
  }

  signal(to: string, signal: Signal): void {
    if (this.#member) this.#link?.send({ type: 'signal', group: this.#group, to, signal });
  }

  more(want: number, exclude: readonly string[]): void {
    if (this.#member) this.#link?.send({ type: 'more', group: this.#group, want, exclude });
  }

  report(peer: string, outcome: PeerOutcome, path: PeerPath): void {
    if (this.#member) this.#link?.send({ type: 'report', group: this.#group, peer, outcome, path });
  }

  tick(nowMillis: number): void {
    if (!this.#member || nowMillis < this.#statsAtMillis) return;
    this.#statsAtMillis = nowMillis + this.#statsEveryMillis;
    this.#link?.send({ type: 'stats', group: this.#group, stats: this.#listener.viewerStats() });
  }

  #connect(): void {
    const url = this.#url;
    if (url === undefined) return;
    const link = this.#openTracker(url, {
      onOpen: () => this.#join(),
      onEvent: (event) => this.#onEvent(event),
      onClose: () => this.#onClose(),
    });
    this.#link = link;
  }

  #join(): void {
    const { capacity, want, token } = this.#listener.membership();
    const join = { type: 'join', group: this.#group, capacity, device: this.#device, nat: 'unknown', want } as const;
    this.#link?.send(token === undefined ? join : { ...join, token });
  }

  #onEvent(event: TrackerEvent): void {
    if (event.group !== undefined && event.group !== this.#group) return;
    switch (event.type) {
      case 'welcome':
        this.#member = true;
        this.#failures = 0;
        this.#statsEveryMillis = Math.max(LEAST_INTERVAL_MILLIS, event.intervalMillis);
        this.#statsAtMillis =
          this.#environment.clock.nowMillis() + this.#statsEveryMillis * (0.5 + this.#environment.random.next() / 2);
        this.#listener.onWelcome(event.peerId, event.stun, event.peers, event.turn);
        return;
      case 'introduce':
        this.#listener.onIntroductions(event.peers);
        return;
      case 'signal':
        this.#listener.onPeerSignal(event.from, event.signal);
        return;
      case 'gone':
        this.#listener.onPeerGone(event.peerId);
        return;
      case 'interval':
        this.#statsEveryMillis = Math.max(LEAST_INTERVAL_MILLIS, event.intervalMillis);
        // It answers figures that have just been sent.
        this.#statsAtMillis = this.#environment.clock.nowMillis() + this.#statsEveryMillis;
        return;
      case 'reconnect':
        this.#comeBack(event.afterMillis);
        return;
      case 'error':
        if (!event.fatal) return;
        // The same token will hardly do a moment later.
        if (event.code === 'denied') this.#failures = DENIED_FAILURES;
        this.#link?.close();
        this.#onClose();
        return;
    }
  }

  /** The tracker spreads its viewers, so nothing is added to the time that it gives. Neighbours and picture know nothing of it. */
  #comeBack(afterMillis: number): void {
    this.#awaited = true;
    this.#cancelRetry();
    this.#cancelRetry = this.#environment.timers.after(afterMillis, () => {
      this.#awaited = false;
      this.#failures = 0;
      this.#member = false;
      this.#link?.close();
      this.#connect();
    });
  }

  #onClose(): void {
    this.#link = undefined;
    this.#member = false;
    if (this.#awaited) return;
    this.#failures++;
    const { trackerRetryLeastMillis, trackerRetryMostMillis, relayRetryMillis } = this.#parameters;
    const backOff = Math.min(trackerRetryMostMillis, trackerRetryLeastMillis * 2 ** Math.min(this.#failures - 1, 10));
    const pause = this.slow ? relayRetryMillis * 2 : backOff;
    this.#cancelRetry();
    this.#cancelRetry = this.#environment.timers.after(pause * (0.5 + this.#environment.random.next() / 2), () =>
      this.#connect(),
    );
  }
}
