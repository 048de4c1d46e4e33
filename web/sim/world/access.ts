import { Line } from './line.js';
import type { PeerProfile } from './peer-profile.js';

/** What leaves a phone that gives nothing: control messages. */
const CONTROL_ONLY_KBPS = 256;

/** The internet access behind one public address. */
export interface Access {
  readonly up: Line;
  readonly down: Line;
}

/** The accesses by public address: who shares one shares its rates. */
export class Accesses {
  readonly #byAddress = new Map<number, { readonly access: Access; users: number }>();

  enter(profile: PeerProfile): Access {
    const known = this.#byAddress.get(profile.address);
    if (known !== undefined) {
      known.users++;
      return known.access;
    }
    const up = new Line(profile.cellular ? CONTROL_ONLY_KBPS : Math.max(CONTROL_ONLY_KBPS, profile.uplinkKbps));
    const access = { up, down: new Line(profile.downlinkKbps) };
    this.#byAddress.set(profile.address, { access, users: 1 });
    return access;
  }

  leave(profile: PeerProfile): void {
    const known = this.#byAddress.get(profile.address);
    if (known !== undefined && --known.users === 0) this.#byAddress.delete(profile.address);
  }
}
