import type { NatClass } from './nat.js';
import { REGIONS } from './distances.js';
import type { SimRandom } from './sim-random.js';

/** What a simulated viewer's machine and access are like. */
export interface PeerProfile {
  readonly uplinkKbps: number;
  readonly downlinkKbps: number;
  readonly nat: NatClass;
  readonly region: number;
  /** Public address: who has the same one is in the same LAN, and shares its uplink. */
  readonly address: number;
  /** Share of datagrams lost on its access. */
  readonly lossShare: number;
  /** A phone on mobile data: it gives nothing. */
  readonly cellular: boolean;
  /** Hands on altered packets. */
  readonly attacker: boolean;
}

/** How a population differs from the usual one. */
export interface PopulationOptions {
  /** Factor on uplinks, for an uplink famine. */
  readonly uplinkFactor?: number;
  /** So many neighbouring viewers share one address; 1: nobody does. */
  readonly perAddress?: number;
  /** Share of viewers without UDP; the other classes keep their proportions. */
  readonly blockedShare?: number;
  readonly attackerShare?: number;
}

const DOWNLINK_KBPS = 50_000;
const CELLULAR_DOWNLINK_KBPS = 20_000;
/** The line of a house with many viewers. */
const SHARED_KBPS = 200_000;
/** Classes of uplinks by share: cellular first, then lognormal by median and σ of the logarithm. */
const CELLULAR_SHARE = 0.3;
const UPLINKS = [
  { share: 0.1, medianKbps: 1_500, sigma: 0.6 },
  { share: 0.35, medianKbps: 14_000, sigma: 0.5 },
  { share: 0.25, medianKbps: 80_000, sigma: 0.6 },
] as const;
const NATS: readonly { readonly nat: NatClass; readonly share: number }[] = [
  { nat: 'open', share: 0.31 },
  { nat: 'restricted', share: 0.52 },
  { nat: 'symmetric', share: 0.12 },
];
const BLOCKED_SHARE = 0.05;
const LEAST_LOSS = 0.001;
const MOST_LOSS = 0.01;

/** Viewer number `index` of a population. */
export function drawProfile(random: SimRandom, index: number, options: PopulationOptions = {}): PeerProfile {
  const { uplinkFactor = 1, perAddress = 1, blockedShare = BLOCKED_SHARE, attackerShare = 0 } = options;
  const shared = perAddress > 1;
  const address = Math.floor(index / perAddress);
  // Who shares an address is in one place, on a line and not on mobile data.
  const region = shared ? address % REGIONS : random.below(REGIONS);
  const uplink = drawUplinkKbps(random);
  const nat = drawNat(random, blockedShare);
  const lossShare = random.between(LEAST_LOSS, MOST_LOSS);
  const attacker = random.next() < attackerShare;
  const cellular = !shared && uplink === 0;
  return {
    uplinkKbps: (shared ? SHARED_KBPS : uplink) * uplinkFactor,
    downlinkKbps: shared ? SHARED_KBPS : cellular ? CELLULAR_DOWNLINK_KBPS : DOWNLINK_KBPS,
    nat,
    region,
    address,
    lossShare,
    cellular,
    attacker,
  };
}

/** The first `count` viewers of a population. */
export function samplePopulation(random: SimRandom, count: number, options: PopulationOptions = {}): PeerProfile[] {
  return Array.from({ length: count }, (_, index) => drawProfile(random, index, options));
}

/** 0: mobile data. */
function drawUplinkKbps(random: SimRandom): number {
  let chance = random.next() - CELLULAR_SHARE;
  if (chance < 0) return 0;
  for (const { share, medianKbps, sigma } of UPLINKS) {
    chance -= share;
    if (chance < 0) return random.lognormal(medianKbps, sigma);
  }
  return UPLINKS[1].medianKbps;
}

function drawNat(random: SimRandom, blockedShare: number): NatClass {
  if (random.next() < blockedShare) return 'blocked';
  let chance = random.next() * (1 - BLOCKED_SHARE);
  for (const { nat, share } of NATS) {
    chance -= share;
    if (chance < 0) return nat;
  }
  return 'open';
}
