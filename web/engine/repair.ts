import { MAX_PULL } from '../peers/messages.js';
import type { Gap } from './gaps.js';
import type { Parameters } from './parameters.js';

/** A neighbour as repair sees it. */
export interface Holder {
  readonly peerId: string;
  readonly responseMillis: number;
  readonly pulls: { readonly size: number };
  /** `reach`: HEADS says only what is newest; so far back the neighbour is believed to hold everything. */
  readonly holdings: {
    mayHold(epoch: number, seq: number, reach: number): boolean;
    /** It has not said so, but is fed and should have it by now. */
    expects(epoch: number, seq: number, ahead: number): boolean;
  };
}

export interface RepairContext {
  readonly nowMillis: number;
  readonly epoch: number;
  /** Newest packet that is known to exist. */
  readonly head: number;
  /** Timestamp of what is played now. */
  readonly positionMillis: number;
  /** From the position to the newest packet: what there is to lose. */
  readonly bufferMillis: number;
  /** How late each substream usually comes, ms. */
  readonly skewMillis: readonly number[];
  /** Seqs of the last seconds. */
  readonly reach: number;
  /** Seqs that come while a neighbour's last word is still worth something. */
  readonly expected: number;
  isCovered(substream: number): boolean;
  /** Distance of this viewer from the gateway in the substream's tree. */
  hops(substream: number): number;
}

export interface RepairPlan<T> {
  readonly pulls: ReadonlyMap<T, readonly Gap[]>;
  /** To be fetched over HTTP now, ascending. */
  readonly fetch: readonly Gap[];
  /** Of these, how many because their time has come, while there are neighbours that might have had them. */
  readonly dueCount: number;
  /** Late from now on, though somebody should have sent them. */
  readonly newlyLate: readonly Gap[];
}

/** Parts of the buffer that the caps of Parameters shrink to when it is small. */
const LATE_SHARE = 0.4;
const ANSWER_SHARE = 0.4;
const SKEW_SHARE = 0.4;
/** The gateway is asked by so much later, as a part of the usual time, for each viewer above. */
const LATER_SHARE = 0.1;
/** Of those above, so many are waited for. */
const MOST_ABOVE = 4;
/** A gap of a substream that nobody pushes is not waited for. */
const UNCOVERED_MILLIS = 50;
/** Who has not said that it holds the packet is asked after those that have, unless it is so much quicker. */
const UNSURE_MILLIS = 150;
/** Neighbours asked for one packet, at most: by then HTTP is due. */
const MOST_TRIED = 4;

/** Which gaps are late, whom to ask for them, and which to fetch from the gateway. Pure: marks nothing. */
export function planRepair<T extends Holder>(
  gaps: Iterable<Gap>,
  holders: readonly T[],
  context: RepairContext,
  parameters: Parameters,
): RepairPlan<T> {
  const pulls = new Map<T, Gap[]>();
  const fetch: Gap[] = [];
  const waiting: Gap[] = [];
  const newlyLate: Gap[] = [];
  let dueCount = 0;
  const pullUntil = Math.min(parameters.pullUntilMillis, parameters.pullUntilShare * context.bufferMillis);
  const rescueFrom = Math.min(parameters.rescueFromMillis, parameters.rescueFromShare * context.bufferMillis);
  const timeout = Math.min(parameters.pullTimeoutMillis, Math.max(100, ANSWER_SHARE * context.bufferMillis));

  for (const gap of gaps) {
    if (gap.fetching) continue;
    const covered = context.isCovered(gap.seq & 7);
    // Who is nearer to the gateway repairs first, for what it gets it pushes on to all below.
    const above = covered ? Math.max(0, Math.min(MOST_ABOVE, context.hops(gap.seq & 7) - 1)) : 0;
    const left = gap.timestampMillis - context.positionMillis;
    const dueFrom = rescueFrom * (1 - above * LATER_SHARE);
    const due = left <= dueFrom;
    if (!gap.late && !due && !isLate(gap, covered, above, context, parameters)) continue;
    if (!gap.late && covered) newlyLate.push(gap);
    if (context.nowMillis - gap.askedAtMillis < timeout && !due) continue;
    const holder = left > pullUntil || !due ? findHolder(gap, holders, pulls, context) : undefined;
    if (holder !== undefined && left > pullUntil) {
      const asked = pulls.get(holder);
      if (asked === undefined) pulls.set(holder, [gap]);
      else asked.push(gap);
    } else if (due) {
      fetch.push(gap);
      if (covered) dueCount++;
    } else if (holder === undefined) {
      const patience = Math.min(gap.chance * parameters.rescueJitterMillis, left - dueFrom);
      const since = Math.max(gap.sinceMillis, gap.askedAtMillis);
      if (context.nowMillis - since >= lateAfter(covered, above, context, parameters) + patience) fetch.push(gap);
      else if (!covered) waiting.push(gap);
    }
  }
  // A request that goes anyway takes along what it would otherwise be repeated for.
  if (fetch.length > 0) fetch.push(...waiting);
  fetch.sort((a, b) => a.seq - b.seq);
  return { pulls, fetch, dueCount, newlyLate };
}

function lateAfter(covered: boolean, above: number, context: RepairContext, parameters: Parameters): number {
  if (!covered) return UNCOVERED_MILLIS;
  const most = parameters.lateMillis + above * parameters.lateHopMillis;
  return Math.min(most, Math.max(50, LATE_SHARE * context.bufferMillis));
}

function isLate(gap: Gap, covered: boolean, above: number, context: RepairContext, parameters: Parameters): boolean {
  const age = context.nowMillis - gap.sinceMillis;
  if (!covered) return age >= UNCOVERED_MILLIS;
  const usual = Math.min(1.5 * (context.skewMillis[gap.seq & 7] ?? 0), SKEW_SHARE * context.bufferMillis);
  const most = lateAfter(covered, above, context, parameters);
  if (age >= Math.max(usual, most)) return true;
  return context.head - gap.seq >= parameters.latePackets && age >= Math.max(usual, parameters.lateFloorMillis);
}

/** Who most likely has it and answers soonest, among those that were not asked yet and have room in this PULL. */
function findHolder<T extends Holder>(
  gap: Gap,
  holders: readonly T[],
  pulls: ReadonlyMap<T, readonly Gap[]>,
  context: RepairContext,
): T | undefined {
  if (gap.tried.length >= MOST_TRIED) return undefined;
  let best: T | undefined;
  let bestCost = Infinity;
  for (const holder of holders) {
    if (gap.tried.includes(holder.peerId)) continue;
    const planned = pulls.get(holder)?.length ?? 0;
    if (planned >= MAX_PULL || holder.pulls.size + planned >= 2 * MAX_PULL) continue;
    const sure = holder.holdings.mayHold(context.epoch, gap.seq, context.reach);
    if (!sure && !holder.holdings.expects(context.epoch, gap.seq, context.expected)) continue;
    const cost = holder.responseMillis + 5 * (holder.pulls.size + planned) + (sure ? 0 : UNSURE_MILLIS);
    if (cost < bestCost) {
      best = holder;
      bestCost = cost;
    }
  }
  return best;
}
