import type { Access } from './access.js';
import { Line } from './line.js';
import type { PeerProfile } from './peer-profile.js';
import type { SimRandom } from './sim-random.js';

/** Within one house: a wireless network. */
const LAN_KBPS = 100_000;

/** The way on which something came to a viewer. */
export type Arrival = 'peer' | 'feed' | 'http' | 'join';

/** A viewer's machine on the network. */
export class Station {
  readonly number: number;
  readonly profile: PeerProfile;
  readonly random: SimRandom;
  readonly access: Access;
  readonly lan = new Line(LAN_KBPS);
  /** It vanished without a word: nothing leaves or arrives any more. */
  dead = false;
  /** The way of what is being delivered now. */
  arriving: Arrival = 'join';

  constructor(number: number, profile: PeerProfile, random: SimRandom, access: Access) {
    this.number = number;
    this.profile = profile;
    this.random = random;
    this.access = access;
  }

  get isBlocked(): boolean {
    return this.profile.nat === 'blocked';
  }
}
