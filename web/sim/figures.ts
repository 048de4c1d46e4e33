import type { DiffusionLimit } from './limits.js';
import type { Histogram } from './meters/histogram.js';
import { sharesOf } from './meters/sample.js';
import { ratio, type Tally } from './meters/tally.js';

/** What is measured of a run, in the order in which it is shown. Times in ms, shares 0…1; null where nobody gave a value. */
export interface Figures {
  readonly offloadConnectable: number;
  readonly egressOverLeast: number;
  readonly diffusionP50Millis: number | null;
  readonly diffusionP95Millis: number | null;
  readonly lagP50Millis: number | null;
  readonly lagP95Millis: number | null;
  readonly startupP50Millis: number | null;
  readonly startupP95Millis: number | null;
  readonly stalledShare: number;
  readonly duplicatesShare: number;
  readonly controlShare: number;
  readonly signallingBytesPerSecondPerPeer: number;
  readonly poisonedPlayed: number;
  readonly poisonedPassedOn: number;
  readonly poisonedReceived: number;
  readonly egressOverLeastWithBlocked: number;
  readonly connectableDiffusionP95Millis: number | null;
  readonly viewersStalledOverSecond: number;
  readonly longestStallP95Millis: number | null;
  readonly longestStallMaxMillis: number | null;
  readonly skippedPackets: number;
  readonly startsFailed: number;
  readonly startsUnknown: number;
  readonly connectionsPerPeerPerMinute: number;
}

export type FigureName = keyof Figures;

/** What each figure means: the one place, and part of the JSON. All of the measured period but where it says otherwise. */
export const definitions: Readonly<Record<FigureName, string>> = {
  offloadConnectable:
    '1 − feed, join and rescue bytes to viewers with UDP ÷ all media bytes that these viewers received.',
  egressOverLeast:
    'Feed, join and rescue bytes sent by the gateway ÷ the least possible without viewers that have no UDP: the sum over the seconds of max(r, r·N − F) + r·λ·B, with r the rate of the stream, N the viewers with UDP, F half of their uplinks × 0.92, λ their joins in that second, B = 2.2 s.',
  diffusionP50Millis:
    'Age of a packet when it arrives genuine and for the first time at a viewer, by whatever way but a join; packets made before the viewer joined are left out. Median.',
  diffusionP95Millis: 'The same, 95th percentile.',
  lagP50Millis:
    "The gateway's head − what is on the screen, each second of each viewer after its first picture. Median.",
  lagP95Millis: 'The same, 95th percentile.',
  startupP50Millis:
    'From joining to the first picture, of viewers that joined in the measured period (of all, if nobody did). Who left or was cut off by the end of the run within 5 s without a picture is left out and counted in startsUnknown; who waited longer in vain counts with the time waited. Median.',
  startupP95Millis: 'The same, 95th percentile.',
  stalledShare: 'Time in which the picture stood still ÷ time watched, both after the first picture.',
  duplicatesShare: 'Packets received again ÷ all packets received.',
  controlShare: 'Bytes on the control channels ÷ media bytes between viewers and from the gateway.',
  signallingBytesPerSecondPerPeer: 'Bytes between viewers and tracker, both ways ÷ seconds of presence of all viewers.',
  poisonedPlayed: 'Altered packets that reached the picture of a viewer that is no attacker, over the whole run.',
  poisonedPassedOn: 'Altered packets sent on by viewers that are no attackers, over the whole run.',
  poisonedReceived: 'Altered packets that came to viewers and were refused.',
  egressOverLeastWithBlocked:
    'As egressOverLeast, with viewers without UDP on both sides: all egress ÷ the sum of r·blocked + max(r, r·N − F) + r·λ·B, λ all joins.',
  connectableDiffusionP95Millis: 'As diffusionP95Millis, of viewers with UDP alone.',
  viewersStalledOverSecond: 'Viewers whose picture once stood still for more than 1 s.',
  longestStallP95Millis: 'Longest interruption of each viewer, 0 for none; 95th percentile over the viewers.',
  longestStallMaxMillis: 'The longest interruption of all.',
  skippedPackets: 'Packets given up: play-out went on at the next keyframe.',
  startsFailed: 'Viewers that waited 5 s or longer and never saw a picture.',
  startsUnknown: 'Viewers that left, or were cut off by the end of the run, within 5 s without a picture.',
  connectionsPerPeerPerMinute:
    'Connections between viewers begun, × 2, for each has two ends ÷ minutes of presence of all viewers.',
};

/** What no swarm could better, of the same run. */
export interface Limits {
  /** 1 − least egress ÷ what the viewers with UDP watch. */
  readonly bestOffloadConnectable: number;
  /** Sum over the measured period, those without UDP left out, and included. */
  readonly leastEgressBytes: number;
  readonly leastEgressWithBlockedBytes: number;
  /** Greedy snowball over the uplinks of the viewers with UDP; null where the packet cannot reach all of them. */
  readonly leastDiffusionP50Millis: number | null;
  readonly leastDiffusionP95Millis: number | null;
}

/** What a finished meter holds of a run. */
export interface Readings {
  readonly period: Tally;
  readonly allStartUps: Histogram;
  readonly poisonedPlayed: number;
}

/** `poisonedPassedOn` is the world's count at the end. */
export function figuresOf(meter: Readings, bytesPerSecond: number, poisonedPassedOn: number): Figures {
  const { period } = meter;
  const shares = sharesOf(period, bytesPerSecond);
  const startUps = period.startUp.count > 0 ? period.startUp : meter.allStartUps;
  return {
    offloadConnectable: shares.offloadConnectable,
    egressOverLeast: ratio(period.connectableEgressBytes, period.leastBytes),
    diffusionP50Millis: period.diffusion.percentile(0.5) ?? null,
    diffusionP95Millis: period.diffusion.percentile(0.95) ?? null,
    lagP50Millis: period.lag.percentile(0.5) ?? null,
    lagP95Millis: period.lag.percentile(0.95) ?? null,
    startupP50Millis: startUps.percentile(0.5) ?? null,
    startupP95Millis: startUps.percentile(0.95) ?? null,
    stalledShare: shares.stalledShare,
    duplicatesShare: shares.duplicatesShare,
    controlShare: shares.controlShare,
    signallingBytesPerSecondPerPeer: shares.signallingBytesPerSecondPerPeer,
    poisonedPlayed: meter.poisonedPlayed,
    poisonedPassedOn,
    poisonedReceived: period.poisoned,
    egressOverLeastWithBlocked: ratio(period.egressBytes, period.leastWithBlockedBytes),
    connectableDiffusionP95Millis: period.connectableDiffusion.percentile(0.95) ?? null,
    viewersStalledOverSecond: period.stalledViewers,
    longestStallP95Millis: period.longestStall.percentile(0.95) ?? null,
    longestStallMaxMillis: period.longestStall.max ?? null,
    skippedPackets: period.skipped,
    startsFailed: period.startsFailed,
    startsUnknown: period.startsUnknown,
    connectionsPerPeerPerMinute: ratio(2 * period.connections, period.presentMillis / 60_000),
  };
}

export function limitsOf(period: Tally, bytesPerSecond: number, diffusion: DiffusionLimit | undefined): Limits {
  return {
    bestOffloadConnectable: sharesOf(period, bytesPerSecond).bestOffload,
    leastEgressBytes: period.leastBytes,
    leastEgressWithBlockedBytes: period.leastWithBlockedBytes,
    leastDiffusionP50Millis: diffusion?.p50Millis ?? null,
    leastDiffusionP95Millis: diffusion?.p95Millis ?? null,
  };
}
