import type { Egress, ObservedViewer, ObservedWorld } from '../../sim/meters/observed.js';

/** A viewer whose totals a test sets. */
export class FakeViewer implements ObservedViewer {
  readonly profile: ObservedViewer['profile'];
  readonly joinedAtMillis: number;
  readonly counts = {
    fromPeersBytes: 0,
    fromFeedBytes: 0,
    fromHttpBytes: 0,
    duplicates: 0,
    skipped: 0,
    poisoned: 0,
  };
  readonly engine = { stats: () => ({ ...this.counts }) };
  readonly sink = {
    firstPictureAtMillis: undefined as number | undefined,
    stalledMillis: 0,
    longestStallMillis: 0,
    poisonedPlayed: 0,
    closed: 0,
    position() {
      return { stalledMillis: this.stalledMillis };
    },
    close() {
      this.closed++;
    },
  };
  lagMillis: number | undefined;

  constructor(joinedAtMillis: number, profile: Partial<ObservedViewer['profile']> = {}) {
    this.joinedAtMillis = joinedAtMillis;
    this.profile = { uplinkKbps: 10_000, nat: 'open', attacker: false, ...profile };
  }
}

/** A world whose totals a test sets. */
export class FakeWorld implements ObservedWorld<FakeViewer> {
  millis = 1_000;
  readonly sent: { -readonly [K in keyof Egress]: number } = {
    feedBytes: 0,
    joinBytes: 0,
    rescueBytes: 0,
    blockedBytes: 0,
  };
  readonly totals = { control: 0, data: 0, signalling: 0, connections: 0, passedOn: 0 };

  nowMillis(): number {
    return this.millis;
  }

  egress(): Egress {
    return this.sent;
  }

  lagMillis(viewer: FakeViewer): number | undefined {
    return viewer.lagMillis;
  }

  controlBytes(): number {
    return this.totals.control;
  }

  dataBytes(): number {
    return this.totals.data;
  }

  signallingBytes(): number {
    return this.totals.signalling;
  }

  connections(): number {
    return this.totals.connections;
  }

  poisonedPassedOn(): number {
    return this.totals.passedOn;
  }
}
