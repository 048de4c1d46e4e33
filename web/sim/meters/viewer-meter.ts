import type { ObservedViewer } from './observed.js';

/** What a viewer did since it was last read. */
export interface ViewerProgress {
  readonly presentMillis: number;
  readonly watchedMillis: number;
  readonly stalledMillis: number;
  readonly fromPeersBytes: number;
  readonly fromGatewayBytes: number;
  readonly duplicates: number;
  readonly poisoned: number;
  readonly skipped: number;
  /** The first picture came since then, so long after joining. */
  readonly startUpMillis: number | undefined;
}

/** Turns one viewer's running totals into what each second added. */
export class ViewerMeter<V extends ObservedViewer> {
  readonly viewer: V;
  readonly isConnectable: boolean;
  #atMillis: number;
  #started = false;
  #stalledMillis = 0;
  #fromPeersBytes = 0;
  #fromGatewayBytes = 0;
  #duplicates = 0;
  #poisoned = 0;
  #skipped = 0;
  #measuredStalledMillis = 0;
  #longestBeforeMillis = 0;

  constructor(viewer: V) {
    this.viewer = viewer;
    this.isConnectable = viewer.profile.nat !== 'blocked';
    this.#atMillis = viewer.joinedAtMillis;
  }

  get hasStarted(): boolean {
    return this.#started;
  }

  read(nowMillis: number): ViewerProgress {
    const stats = this.viewer.engine.stats();
    const { stalledMillis } = this.viewer.sink.position();
    const { firstPictureAtMillis } = this.viewer.sink;
    const fromGateway = stats.fromFeedBytes + stats.fromHttpBytes;
    const starts = !this.#started && firstPictureAtMillis !== undefined;
    const stalled = stalledMillis - this.#stalledMillis;
    const progress: ViewerProgress = {
      presentMillis: nowMillis - this.#atMillis,
      watchedMillis:
        firstPictureAtMillis === undefined ? 0 : nowMillis - Math.max(this.#atMillis, firstPictureAtMillis),
      stalledMillis: stalled,
      fromPeersBytes: stats.fromPeersBytes - this.#fromPeersBytes,
      fromGatewayBytes: fromGateway - this.#fromGatewayBytes,
      duplicates: stats.duplicates - this.#duplicates,
      poisoned: stats.poisoned - this.#poisoned,
      skipped: stats.skipped - this.#skipped,
      startUpMillis: starts ? firstPictureAtMillis - this.viewer.joinedAtMillis : undefined,
    };
    this.#started ||= starts;
    this.#atMillis = nowMillis;
    this.#stalledMillis = stalledMillis;
    this.#measuredStalledMillis += stalled;
    this.#fromPeersBytes = stats.fromPeersBytes;
    this.#fromGatewayBytes = fromGateway;
    this.#duplicates = stats.duplicates;
    this.#poisoned = stats.poisoned;
    this.#skipped = stats.skipped;
    return progress;
  }

  /** The measured period begins; to be called right after {@link read}. */
  beginPeriod(): void {
    this.#measuredStalledMillis = 0;
    this.#longestBeforeMillis = this.viewer.sink.longestStallMillis;
  }

  /** Longest stall of the period in ms; when an earlier one was longer still, at most the sum of the period's. */
  get longestStallMillis(): number {
    const longest = this.viewer.sink.longestStallMillis;
    return longest > this.#longestBeforeMillis ? longest : Math.min(longest, this.#measuredStalledMillis);
  }
}
