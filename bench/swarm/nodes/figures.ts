import type { Figures as SimulatedFigures } from '../../../web/sim/figures.js';
import type { Egress } from './gateway-process.js';
import type { Histogram } from './histogram.js';
import { sum, type ViewerTotals } from './viewer-totals.js';

/** Seconds of stream that a join costs at least: the last group of pictures, and what starts meanwhile (docs/swarm.md). */
const JOIN_SECONDS = 2.2;

/** What was counted between the beginning and the end of the measurement. */
export interface Counted {
  readonly seconds: number;
  readonly connectable: ViewerTotals;
  readonly blocked: ViewerTotals;
  readonly joins: number;
  readonly crashes: number;
  readonly neverStarted: number;
  /** What the gateway sent to viewers; the benchmark's own feed is taken off. */
  readonly egress: Egress;
  /** Length of the stream's packets in that time. */
  readonly streamBytes: number;
  readonly startup: Histogram;
  readonly diffusion: Histogram;
  readonly lag: Histogram;
}

/** The figures of the simulator, of real connections; times in ms, shares 0 … 1, null where nobody gave a value. */
export interface Figures extends Pick<
  SimulatedFigures,
  | 'offloadConnectable'
  | 'egressOverLeast'
  | 'diffusionP50Millis'
  | 'diffusionP95Millis'
  | 'lagP50Millis'
  | 'lagP95Millis'
  | 'startupP50Millis'
  | 'startupP95Millis'
  | 'stalledShare'
  | 'duplicatesShare'
  | 'controlShare'
  | 'signallingBytesPerSecondPerPeer'
  | 'egressOverLeastWithBlocked'
> {
  readonly bestOffloadConnectable: number;
  readonly bitsPerSecond: number;
  readonly viewers: number;
  readonly joins: number;
  readonly crashes: number;
  readonly neverStarted: number;
  readonly stalls: number;
  readonly skippedPackets: number;
  readonly connectionsPerPeerPerMinute: number;
  readonly connectionsFailed: number;
  /** Bytes of the gateway ÷ bytes of the stream. */
  readonly egressInStreams: {
    readonly feed: number;
    readonly join: number;
    readonly pull: number;
    readonly relay: number;
  };
}

/** The least egress has no term for what the uplinks lack: on one machine there is no uplink. */
export function figuresOf(counted: Counted): Figures {
  const { connectable, blocked, egress, streamBytes, seconds } = counted;
  const millis = seconds * 1_000;
  const rate = streamBytes / seconds;
  const connectableEgress = egressBytes(egress) - blocked.fromFeedBytes - blocked.fromHttpBytes;
  const withUdp = connectable.presentMillis / millis;
  const without = blocked.presentMillis / millis;
  const joinBytes = rate * counted.joins * JOIN_SECONDS;
  const connectableShare = ratio(withUdp, withUdp + without);
  const least = streamBytes + joinBytes * connectableShare;
  const received = connectable.fromPeersBytes + connectable.fromFeedBytes + connectable.fromHttpBytes;
  const all = { ...sum(connectable, blocked), received: received + blocked.fromFeedBytes + blocked.fromHttpBytes };
  return {
    offloadConnectable: ratio(connectable.fromPeersBytes, received),
    egressOverLeast: ratio(connectableEgress, least),
    ...percentiles(counted),
    stalledShare: ratio(all.stalledMillis, all.watchedMillis),
    duplicatesShare: ratio(all.duplicates, all.packets + all.duplicates),
    controlShare: ratio(all.controlBytes, all.received),
    signallingBytesPerSecondPerPeer: ratio(
      all.signallingSentBytes + all.signallingReceivedBytes,
      all.presentMillis / 1_000,
    ),
    egressOverLeastWithBlocked: ratio(egressBytes(egress), streamBytes * (1 + without) + joinBytes),
    bestOffloadConnectable: Math.max(0, 1 - ratio(least, streamBytes * withUdp)),
    bitsPerSecond: Math.round(rate * 8),
    viewers: withUdp + without,
    joins: counted.joins,
    crashes: counted.crashes,
    neverStarted: counted.neverStarted,
    stalls: all.stalls,
    skippedPackets: all.skipped,
    connectionsPerPeerPerMinute: ratio(all.connectionsOpened, all.presentMillis / 60_000),
    connectionsFailed: all.connectionsFailed,
    egressInStreams: {
      feed: ratio(egress.feedBytes, streamBytes),
      join: ratio(egress.joinBytes, streamBytes),
      pull: ratio(egress.pullBytes, streamBytes),
      relay: ratio(egress.relayBytes, streamBytes),
    },
  };
}

function percentiles({ startup, diffusion, lag }: Counted) {
  const of = (histogram: Histogram, share: number) => histogram.percentile(share) ?? null;
  return {
    diffusionP50Millis: of(diffusion, 0.5),
    diffusionP95Millis: of(diffusion, 0.95),
    lagP50Millis: of(lag, 0.5),
    lagP95Millis: of(lag, 0.95),
    startupP50Millis: of(startup, 0.5),
    startupP95Millis: of(startup, 0.95),
  };
}

function egressBytes(egress: Egress): number {
  return egress.feedBytes + egress.joinBytes + egress.pullBytes + egress.relayBytes;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
