import type { SimRandom } from './sim-random.js';

/** Payload of one datagram of a data channel, and what SCTP, DTLS, UDP and IP put around it. */
const FRAGMENT_BYTES = 1_150;
const OVERHEAD_BYTES = 80;

export function fragmentsOf(bytes: number): number {
  return Math.ceil(bytes / FRAGMENT_BYTES);
}

/** What a message takes on the line. */
export function wireBytes(bytes: number): number {
  return bytes + fragmentsOf(bytes) * OVERHEAD_BYTES;
}

/** So much later a message arrives whose datagrams may be lost: one and a half round trips for each repetition. */
export function repetitionMillis(
  fragments: number,
  lossShare: number,
  roundTripMillis: number,
  random: SimRandom,
): number {
  // Fragments are few and losses rare: the chance that any of them is lost is nearly their sum.
  let chance = fragments * lossShare;
  let millis = 0;
  while (chance > 0 && random.next() < chance) {
    millis += 1.5 * roundTripMillis;
    chance = lossShare;
  }
  return millis;
}
