import { Histogram } from './histogram.js';

/** What a stretch of the run adds up to: the measured period, or one second of it. Filled by {@link RunMeter}. */
export class Tally {
  joins = 0;
  leaves = 0;
  /** Sum over viewers of the time present, and of those with UDP alone. */
  presentMillis = 0;
  connectableMillis = 0;
  /** Of viewers that are no attackers, after their first picture. */
  watchedMillis = 0;
  stalledMillis = 0;
  /** Media that came to connectable viewers. */
  fromPeersBytes = 0;
  fromGatewayBytes = 0;
  feedBytes = 0;
  joinBytes = 0;
  rescueBytes = 0;
  blockedBytes = 0;
  /** Least egress of the same time, without and with those without UDP. */
  leastBytes = 0;
  leastWithBlockedBytes = 0;
  controlBytes = 0;
  dataBytes = 0;
  signallingBytes = 0;
  connections = 0;
  /** Packets that came for the first time, again, and altered. */
  arrivals = 0;
  duplicates = 0;
  poisoned = 0;
  skipped = 0;
  /** Gone, or at the end of the run, within 5 s of joining and without a picture: neither fast nor slow. */
  startsUnknown = 0;
  /** Waited 5 s or longer without ever seeing a picture; their wait counts as a start-up. */
  startsFailed = 0;
  /** All in ms. */
  readonly lag = new Histogram(10, 4_000);
  readonly startUp = new Histogram(10, 6_000);
  readonly diffusion = new Histogram(5, 4_000);
  readonly connectableDiffusion = new Histogram(5, 4_000);
  readonly longestStall = new Histogram(20, 3_000);
  /** Viewers with one stall over a second. */
  stalledViewers = 0;

  get egressBytes(): number {
    return this.connectableEgressBytes + this.blockedBytes;
  }

  /** What the gateway sent to viewers with UDP. */
  get connectableEgressBytes(): number {
    return this.feedBytes + this.joinBytes + this.rescueBytes;
  }
}

/** 0 ÷ 0 is 0: no packets, no duplicates. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
