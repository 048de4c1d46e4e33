import type { Role } from './stats.js';

/** What others than the uplink allow this viewer to give: the page, the device, the tab. May change at any time. */
export interface UploadLimits {
  /** kbit/s, everything that peers get; 0: download only; Infinity: as much as the uplink bears. */
  readonly maximumKbps: number;
  /** Gives nothing for as long as this holds: nobody looks at the picture, and the browser slows the page down. */
  readonly leaf: boolean;
}

export const UNLIMITED: UploadLimits = { maximumKbps: Infinity, leaf: false };

/** The part in the swarm that these limits leave. */
export function roleUnder(limits: UploadLimits): Role {
  if (limits.maximumKbps <= 0) return 'download-only';
  return limits.leaf ? 'leaf' : 'full';
}

/** kbit/s that these limits leave. */
export function kbpsUnder(limits: UploadLimits): number {
  return roleUnder(limits) === 'full' ? limits.maximumKbps : 0;
}
