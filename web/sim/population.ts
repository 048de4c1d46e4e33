import { usableUploadKbps } from './limits.js';
import type { ScenarioName } from './scenario.js';
import { drawProfile, type PeerProfile, type PopulationOptions } from './world/peer-profile.js';
import type { SimRandom } from './world/sim-random.js';

const SCHOOL_SIZE = 30;
const ATTACKER_SHARE = 0.05;
const BLOCKED_SHARE = 0.3;
/** In a famine: usable upload ÷ what the viewers with UDP watch. */
const FAMINE_INDEX = 0.9;

/** `count` viewers in the order in which they join, as the scenario has them. */
export function drawPopulation(
  scenario: ScenarioName,
  count: number,
  bitsPerSecond: number,
  random: SimRandom,
): readonly PeerProfile[] {
  const population = (options: PopulationOptions) =>
    Array.from({ length: count }, (_, i) => drawProfile(random, i, options));
  switch (scenario) {
    case 'poison':
      return population({ attackerShare: ATTACKER_SHARE });
    case 'blocked':
      return population({ blockedShare: BLOCKED_SHARE });
    case 'famine': {
      const usual = population({});
      const factor = FAMINE_INDEX / resourceIndex(usual, bitsPerSecond);
      return usual.map((profile) => ({ ...profile, uplinkKbps: profile.uplinkKbps * factor }));
    }
    case 'lan': {
      // The pupils of one school come one by one over the whole run, not as a class.
      const schools = Math.ceil(count / SCHOOL_SIZE);
      const place = (i: number) => (i % schools) * SCHOOL_SIZE + Math.floor(i / schools);
      return Array.from({ length: count }, (_, i) => drawProfile(random, place(i), { perAddress: SCHOOL_SIZE }));
    }
    case 'steady':
    case 'flash-crowd':
    case 'mass-leave':
    case 'gateway-restart':
      return population({});
  }
}

/** Usable upload ÷ what is watched, of the viewers with UDP; infinite without any. */
export function resourceIndex(viewers: readonly PeerProfile[], bitsPerSecond: number): number {
  const connectable = viewers.filter(({ nat }) => nat !== 'blocked');
  const uploadKbps = connectable.reduce((sum, { uplinkKbps }) => sum + usableUploadKbps(uplinkKbps), 0);
  return (uploadKbps * 1_000) / (bitsPerSecond * connectable.length);
}
