import { canConnect } from './nat.js';
import { delayMillis } from './distances.js';
import type { Station } from './station.js';

/** Connections that do not come about although both networks would let them. */
const RANDOM_FAILURES = 0.02;
const CONNECT_MEDIAN_MILLIS = 1_000;
const CONNECT_SIGMA = 0.4;
const LAN_CONNECT_MILLIS = 200;

/** What lies between two stations. */
export interface PeerPath {
  readonly near: boolean;
  readonly delayMillis: number;
  readonly lossShare: number;
  /** From the offer's making to the open channels; undefined: never. */
  readonly connectMillis: number | undefined;
}

/** The path from `one`, whose random numbers decide, to `other`. */
export function pathBetween(one: Station, other: Station): PeerPath {
  const near = one.profile.address === other.profile.address;
  const delay = delayMillis(one.profile, other.profile);
  // Each path has the loss of its two accesses' average; inside a house nothing is lost.
  const lossShare = near ? 0 : (one.profile.lossShare + other.profile.lossShare) / 2;
  if (near) return { near, delayMillis: delay, lossShare, connectMillis: LAN_CONNECT_MILLIS };
  const possible = canConnect(one.profile.nat, other.profile.nat) && one.random.next() >= RANDOM_FAILURES;
  const connectMillis = possible ? one.random.lognormal(CONNECT_MEDIAN_MILLIS, CONNECT_SIGMA) : undefined;
  return { near, delayMillis: delay, lossShare, connectMillis };
}
