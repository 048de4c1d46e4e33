import { fromServerBytes, type PlayerStats } from './player-stats.js';

interface Sample {
  readonly atMillis: number;
  readonly peers: number;
  readonly server: number;
}

/**
 * The share of the media that came from peers over the last half minute: totals since the join would still show the
 * fast start long after the peers took over. Begins with a session, whose totals begin with nothing. Keeps one sample per call within the window, at most {@link LIMIT}.
 */
export class ShareMeter {
  static readonly LIMIT = 256;
  readonly #windowMillis: number;
  #samples: Sample[] = [];

  constructor(windowMillis = 30_000) {
    this.#windowMillis = windowMillis;
  }

  /** Takes a sample; totals that went down (a new session) begin a new window. */
  add(stats: PlayerStats, nowMillis: number): void {
    const sample = { atMillis: nowMillis, peers: stats.fromPeersBytes, server: fromServerBytes(stats) };
    const last = this.#samples.at(-1);
    if (last !== undefined && (sample.peers < last.peers || sample.server < last.server)) {
      this.#samples = [];
    }
    if (this.#samples.length === 0) {
      // What the first sample has came within the window, too: without it the share would not fit the totals beside it.
      this.#samples.push({ atMillis: nowMillis, peers: 0, server: 0 });
    }
    this.#samples.push(sample);
    // The newest sample that is older than the window stays: it is where the window's count begins.
    while (
      this.#samples.length > ShareMeter.LIMIT ||
      (this.#samples[1] !== undefined && this.#samples[1].atMillis <= nowMillis - this.#windowMillis)
    ) {
      this.#samples.shift();
    }
  }

  /** From peers ÷ all, 0 … 1; undefined while nothing came within the window. */
  share(): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined) {
      return undefined;
    }
    const peers = last.peers - first.peers;
    const all = peers + last.server - first.server;
    return all > 0 ? peers / all : undefined;
  }

  reset(): void {
    this.#samples = [];
  }
}
