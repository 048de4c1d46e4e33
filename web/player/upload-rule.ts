import { UNLIMITED, type UploadLimits } from '../engine/upload-limits.js';
import type { PeerMode } from './player-session.js';

/** What decides how much a player may give. */
export interface GivingFacts {
  readonly peers: PeerMode;
  /** The page's `max-upload`, kbit/s; undefined: no limit. */
  readonly maxUploadKbps: number | undefined;
  /** Cellular, or the viewer asked for fewer data. */
  readonly metered: boolean;
  /** Nobody sees the page, and has not for a while. */
  readonly hidden: boolean;
  readonly silent: boolean;
  /** Other tabs play from this one, so somebody may be looking at one of them. */
  readonly hasFollowers: boolean;
}

/** Who pays for data only receives; a picture that nobody sees or hears is worth no upload. */
export function uploadLimitsFor(facts: GivingFacts): UploadLimits {
  const { peers, maxUploadKbps, metered, hidden, silent, hasFollowers } = facts;
  const gives = peers === 'on' && !metered;
  return {
    maximumKbps: gives ? (maxUploadKbps ?? UNLIMITED.maximumKbps) : 0,
    leaf: hidden && silent && !hasFollowers,
  };
}
