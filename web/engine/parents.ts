import { NO_TREE, NOT_FED, PULLED_HOPS } from '../peers/messages.js';

/** What the choice looks at of a neighbour. */
export interface ParentCandidate {
  readonly peerId: string;
  readonly holdings: {
    readonly epoch: number;
    readonly newest: readonly number[];
    readonly hops: readonly number[];
    readonly ranks: readonly number[];
    readonly headsAtMillis: number;
  };
  readonly parentOf: readonly boolean[];
  readonly askedFor: readonly boolean[];
  readonly childOf: readonly boolean[];
  readonly refusedUntilMillis: readonly number[];
  readonly responseMillis: number;
  /** As its last HELLO told; 0: it gives nothing. */
  readonly capacityKbps: number;
}

/** Who may be above a viewer, so that no circle closes. */
export interface ParentBounds {
  /** A candidate must have fewer hops than this, for descendants have more. */
  readonly hopsBelow: number;
  /** Or hang in a tree of a higher rank than this (treeRank), with fewer hops than these; undefined: that alone is not enough. */
  readonly higherTree?: { readonly rankAbove: number; readonly hopsBelow: number } | undefined;
  /**
   * Who pulls this substream itself may hang below another puller with a smaller peerId (an order without circles);
   * undefined where that is not wanted.
   */
  readonly pullerId?: string | undefined;
}

export interface ParentNeed extends ParentBounds {
  readonly substream: number;
  readonly epoch: number;
  readonly nowMillis: number;
  /** A candidate's newest packet of the substream must be no older than this seq. */
  readonly freshSeq: number;
}

/** HEADS older than this say nothing any more. */
const HEADS_VALID_MILLIS = 3_500;
/** One parent for many substreams is a risk when it leaves: each one weighs as half a hop. */
const CONCENTRATION = 0.5;
/** So many milliseconds of answering time weigh as one hop. */
const RESPONSE_PER_HOP = 200;

/** Whether `candidate` could feed the substream, freshly and without a circle. */
export function canFeed(candidate: ParentCandidate, need: ParentNeed): boolean {
  const s = need.substream;
  const { holdings } = candidate;
  if (holdings.epoch !== need.epoch || need.nowMillis - holdings.headsAtMillis > HEADS_VALID_MILLIS) return false;
  if (candidate.childOf[s] === true || candidate.parentOf[s] === true || candidate.capacityKbps === 0) return false;
  if ((candidate.refusedUntilMillis[s] ?? 0) > need.nowMillis) return false;
  const newest = holdings.newest[s] ?? -1;
  if (newest < 0 || newest < need.freshSeq) return false;
  const hops = holdings.hops[s] ?? NOT_FED;
  if (hops < need.hopsBelow) return true;
  const { higherTree } = need;
  const rank = holdings.ranks[s] ?? NO_TREE;
  if (higherTree !== undefined && hops < higherTree.hopsBelow && rank > higherTree.rankAbove) return true;
  return hops === PULLED_HOPS && need.pullerId !== undefined && candidate.peerId < need.pullerId;
}

/**
 * The best parent for a substream, or undefined. Pure but for `random`, which settles what is nearly equal so that not
 * all viewers choose the same one.
 */
export function chooseParent<T extends ParentCandidate>(
  need: ParentNeed,
  candidates: readonly T[],
  random: () => number,
): T | undefined {
  let best: T | undefined;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    if (!canFeed(candidate, need)) continue;
    let carried = 0;
    for (let s = 0; s < candidate.parentOf.length; s++) {
      if (candidate.parentOf[s] === true || candidate.askedFor[s] === true) carried++;
    }
    const cost =
      (candidate.holdings.hops[need.substream] ?? NOT_FED) +
      carried * CONCENTRATION +
      candidate.responseMillis / RESPONSE_PER_HOP +
      random() / 2;
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}
