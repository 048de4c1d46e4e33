/** Regions stand in a circle, equally populated: a quarter of all pairs is in one, half are neighbours. */
export const REGIONS = 4;

const LAN_MILLIS = 2;
const REGION_MILLIS = 15;
const NEIGHBOUR_MILLIS = 35;
const FAR_MILLIS = 90;

/** Where somebody is. `address`: the public one; −1 is nobody's neighbour. */
export interface Place {
  readonly region: number;
  readonly address: number;
}

/** One way between two places. */
export function delayMillis(one: Place, other: Place): number {
  if (one.address === other.address && one.address >= 0) return LAN_MILLIS;
  const apart = Math.abs(one.region - other.region) % REGIONS;
  const regions = Math.min(apart, REGIONS - apart);
  if (regions === 0) return REGION_MILLIS;
  return regions === 1 ? NEIGHBOUR_MILLIS : FAR_MILLIS;
}
