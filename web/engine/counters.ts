import type { Origin } from './stats.js';

/** Time over which the share from peers is taken: two halves of this. */
const HALF_MILLIS = 5_000;

/** Totals since start(). */
export class Counters {
  fromPeersBytes = 0;
  fromFeedBytes = 0;
  httpPacketsBytes = 0;
  httpJoinBytes = 0;
  httpRelayBytes = 0;
  duplicates = 0;
  skipped = 0;
  late = 0;
  poisoned = 0;
  #halfSinceMillis = 0;
  #recent = { peers: 0, all: 0 };
  #before = { peers: 0, all: 0 };

  get fromHttpBytes(): number {
    return this.httpPacketsBytes + this.httpJoinBytes + this.httpRelayBytes;
  }

  /** Share from peers over the last 5 to 10 s. */
  get peerShare(): number {
    const all = this.#recent.all + this.#before.all;
    return all === 0 ? 0 : (this.#recent.peers + this.#before.peers) / all;
  }

  onBytes(origin: Origin | 'relay', bytes: number): void {
    this.#recent.all += bytes;
    switch (origin) {
      case 'peer':
        this.fromPeersBytes += bytes;
        this.#recent.peers += bytes;
        return;
      case 'feed':
        this.fromFeedBytes += bytes;
        return;
      case 'http':
        this.httpPacketsBytes += bytes;
        return;
      case 'join':
        this.httpJoinBytes += bytes;
        return;
      case 'relay':
        this.httpRelayBytes += bytes;
        return;
    }
  }

  tick(nowMillis: number): void {
    if (nowMillis - this.#halfSinceMillis < HALF_MILLIS) return;
    this.#before = this.#recent;
    this.#recent = { peers: 0, all: 0 };
    this.#halfSinceMillis = nowMillis;
  }
}
