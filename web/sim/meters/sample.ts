import { bestOffload } from '../limits.js';
import { ratio, type Tally } from './tally.js';

/** One second of the run. Shares are 0…1, times ms; undefined where nothing happened that could be measured. */
export interface Sample {
  /** End of that second, since the run began. */
  readonly atSeconds: number;
  readonly viewers: number;
  readonly joins: number;
  readonly leaves: number;
  readonly feedBytes: number;
  readonly joinBytes: number;
  readonly rescueBytes: number;
  readonly blockedBytes: number;
  /** Least egress of this second, those without UDP included. */
  readonly leastBytes: number;
  readonly offloadConnectable: number;
  readonly bestOffload: number;
  readonly lagP50Millis: number | undefined;
  readonly lagP95Millis: number | undefined;
  readonly startupP50Millis: number | undefined;
  readonly startupP95Millis: number | undefined;
  readonly diffusionP50Millis: number | undefined;
  readonly diffusionP95Millis: number | undefined;
  readonly stalledShare: number;
  readonly duplicatesShare: number;
  readonly controlShare: number;
  readonly signallingBytesPerSecondPerPeer: number;
}

/** `second` is the tally of one second, at whose end `viewers` were there. */
export function takeSample(second: Tally, viewers: number, atSeconds: number, bytesPerSecond: number): Sample {
  const { feedBytes, joinBytes, rescueBytes, blockedBytes } = second;
  return {
    atSeconds,
    viewers,
    joins: second.joins,
    leaves: second.leaves,
    feedBytes,
    joinBytes,
    rescueBytes,
    blockedBytes,
    leastBytes: second.leastWithBlockedBytes,
    ...sharesOf(second, bytesPerSecond),
    lagP50Millis: second.lag.percentile(0.5),
    lagP95Millis: second.lag.percentile(0.95),
    startupP50Millis: second.startUp.percentile(0.5),
    startupP95Millis: second.startUp.percentile(0.95),
    diffusionP50Millis: second.diffusion.percentile(0.5),
    diffusionP95Millis: second.diffusion.percentile(0.95),
  };
}

/** What is defined alike for a second and for the whole period. */
export function sharesOf(tally: Tally, bytesPerSecond: number) {
  const received = tally.fromPeersBytes + tally.fromGatewayBytes;
  const packets = tally.arrivals + tally.duplicates + tally.poisoned;
  return {
    offloadConnectable: received === 0 ? 0 : 1 - tally.fromGatewayBytes / received,
    bestOffload: bestOffload(tally.leastBytes, bytesPerSecond, tally.connectableMillis / 1_000),
    stalledShare: ratio(tally.stalledMillis, tally.watchedMillis),
    duplicatesShare: ratio(tally.duplicates, packets),
    controlShare: ratio(tally.controlBytes, tally.dataBytes + tally.egressBytes),
    signallingBytesPerSecondPerPeer: ratio(tally.signallingBytes, tally.presentMillis / 1_000),
  };
}
