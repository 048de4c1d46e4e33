import type { PieceRange } from '../peers/messages.js';
import { toPieceRanges } from '../peers/piece-map.js';
import type { Need } from './needs.js';
import type { ObjectParameters } from './object-parameters.js';

/** What the choice looks at of a neighbour. */
export interface Holder {
  readonly held: { has(piece: number): boolean };
  /** As its last HELLO told; 0: it gives nothing. */
  readonly capacityKbps: number;
  readonly refusedUntilMillis: number;
  readonly outstanding: number;
  readonly pieceMillis: number;
  hasBeenAsked(piece: number): boolean;
}

/** What has been asked for already; `http`: of the gateway. */
export interface Asked {
  readonly http: boolean;
  readonly expectedAtMillis: number;
}

/**
 * `none`: there are no neighbours, and none is to be expected · `connecting`: there are none yet · `some`: there are.
 */
export type Hope = 'none' | 'connecting' | 'some';

export interface PickFacts<H extends Holder> {
  readonly nowMillis: number;
  /** Missing pieces that play-out will need, ascending. */
  readonly needs: readonly Need[];
  /** Missing pieces that are wanted some time, in any order. */
  readonly wishes: readonly number[];
  readonly holders: readonly H[];
  readonly asked: (piece: number) => Asked | undefined;
  /** The gateway has not got it, for the time being. */
  readonly lost: (piece: number) => boolean;
  /** The last request to the gateway was answered. */
  readonly gatewayWorks: boolean;
  readonly hope: Hope;
  /** Pieces that one request to the gateway may be about. */
  readonly httpPieces: number;
  readonly parameters: ObjectParameters;
  /** In [0, 1), settles what is equal. */
  readonly random: () => number;
  /** In [0, 1), always the same for the same piece. */
  readonly jitter: (piece: number) => number;
}

/**
 * What to ask of which neighbour: by need what is near, then the rarest first with a part of the requests what is ahead, then
 * the rarest first what is wished for. Pure but for `random`.
 */
export function pickFromPeers<H extends Holder>(facts: PickFacts<H>): Map<H, number[]> {
  const { needs, wishes, holders, nowMillis, parameters } = facts;
  const willing = holders.filter((holder) => holder.capacityKbps > 0 && holder.refusedUntilMillis <= nowMillis);
  const picks = new Map<H, number[]>();
  if (willing.length === 0) return picks;
  const choose = (piece: number, withinMillis: number): boolean =>
    pickHolder(piece, withinMillis, willing, picks, facts);

  let aheadPending = 0;
  const ahead: number[] = [];
  for (const { piece, inMillis } of needs) {
    const pending = facts.asked(piece) !== undefined;
    if (inMillis > parameters.nearMillis) {
      if (pending) aheadPending++;
      else ahead.push(piece);
    } else if (!pending) {
      // What comes too late is left to the gateway, where it is time to ask it and it can be asked.
      const patient = inMillis > parameters.rescueMillis || !facts.gatewayWorks || facts.lost(piece);
      choose(piece, patient ? Infinity : inMillis - parameters.spareMillis);
    }
  }
  const places = willing.reduce((sum, holder) => sum + placesOf(holder, parameters), 0);
  let aheadPlaces = Math.max(1, Math.floor(places * parameters.aheadShare)) - aheadPending;
  for (const piece of rarestFirst(ahead, willing, facts)) {
    if (aheadPlaces <= 0) break;
    if (choose(piece, Infinity)) aheadPlaces--;
  }
  for (const piece of rarestFirst(wishes, willing, facts)) {
    if (facts.asked(piece) === undefined) choose(piece, Infinity);
  }
  return picks;
}

/**
 * What to ask of the gateway: what no neighbour will bring in time, when its time has come; of wishes, what nobody holds.
 * Pure.
 *
 * @param picked what neighbours are being asked for in this turn
 * @param most requests that may be made
 */
export function pickFromGateway<H extends Holder>(
  facts: PickFacts<H>,
  picked: ReadonlySet<number>,
  most: number,
): PieceRange[] {
  const { needs, hope, parameters } = facts;
  const taken: number[] = [];
  const first = needs.find(({ piece }) => facts.asked(piece) === undefined && !picked.has(piece));
  // Who is alone asks seldom and for much.
  const resting = hope === 'none' && (first?.inMillis ?? 0) > parameters.aloneMillis / 2;
  for (const need of resting ? [] : needs) {
    if (need.inMillis > Math.max(parameters.aloneMillis, parameters.rescueMillis + parameters.rescueJitterMillis))
      break;
    if (!picked.has(need.piece) && isForGateway(need, facts, taken.at(-1))) taken.push(need.piece);
  }
  const rest = taken.length > 0 ? [] : facts.wishes.filter((piece) => isWishForGateway(piece, facts, picked));
  return toRanges([...taken, ...rest], facts.httpPieces).slice(0, Math.max(0, most));
}

/** Pieces asked of one neighbour at once. */
function placesOf({ pieceMillis }: Holder, parameters: ObjectParameters): number {
  const { outstandingMillis, leastOutstanding, mostOutstanding } = parameters;
  return Math.min(mostOutstanding, Math.max(leastOutstanding, Math.ceil(outstandingMillis / Math.max(1, pieceMillis))));
}

function pickHolder<H extends Holder>(
  piece: number,
  withinMillis: number,
  willing: readonly H[],
  picks: Map<H, number[]>,
  { parameters, random }: PickFacts<H>,
): boolean {
  let best: H | undefined;
  let bestCost = Infinity;
  for (const holder of willing) {
    if (!holder.held.has(piece) || holder.hasBeenAsked(piece)) continue;
    const outstanding = holder.outstanding + (picks.get(holder)?.length ?? 0);
    const expected = holder.pieceMillis * (outstanding + 1);
    if (outstanding >= placesOf(holder, parameters) || expected > withinMillis) continue;
    // What is nearly equal is settled by chance, so that not all viewers choose the same one.
    const cost = expected * (1 + random() / 2);
    if (cost >= bestCost) continue;
    best = holder;
    bestCost = cost;
  }
  if (best === undefined) return false;
  const chosen = picks.get(best) ?? [];
  chosen.push(piece);
  picks.set(best, chosen);
  return true;
}

/** Those that somebody holds, fewest holders first; equal ones in an order of chance. */
function rarestFirst<H extends Holder>(
  pieces: readonly number[],
  willing: readonly H[],
  { random }: PickFacts<H>,
): number[] {
  const counted = [];
  for (const piece of pieces) {
    const copies = copiesOf(piece, willing);
    if (copies > 0) counted.push({ piece, order: copies + random() });
  }
  return counted.sort((one, other) => one.order - other.order).map(({ piece }) => piece);
}

function copiesOf(piece: number, holders: readonly Holder[]): number {
  return holders.reduce((sum, { held }) => sum + (held.has(piece) ? 1 : 0), 0);
}

/** Those who hand on what they hold: others are of no use to wait for. */
function giving<H extends Holder>(holders: readonly H[]): readonly H[] {
  return holders.filter(({ capacityKbps }) => capacityKbps > 0);
}

function isForGateway<H extends Holder>(need: Need, facts: PickFacts<H>, before: number | undefined): boolean {
  const { holders, hope, parameters, nowMillis, jitter } = facts;
  const { piece, inMillis } = need;
  const asked = facts.asked(piece);
  if (facts.lost(piece)) return false;
  if (asked !== undefined) {
    if (asked.http || inMillis > parameters.startMillis) return false;
    // What is overdue may not come at all.
    const overdue = nowMillis > asked.expectedAtMillis + parameters.spareMillis;
    return overdue || asked.expectedAtMillis - nowMillis > inMillis;
  }
  if (copiesOf(piece, giving(holders)) > 0) return inMillis <= parameters.rescueMillis;
  switch (hope) {
    case 'none':
      return inMillis <= parameters.aloneMillis;
    case 'connecting':
      return inMillis <= parameters.startMillis;
    case 'some': {
      // A request that is made takes along what follows and would be due soon.
      const joined = before === piece - 1 ? 1 : jitter(piece);
      return inMillis <= parameters.rescueMillis + parameters.rescueJitterMillis * joined;
    }
  }
}

function isWishForGateway<H extends Holder>(
  piece: number,
  { asked, lost, holders, hope, wishes, nowMillis, parameters }: PickFacts<H>,
  picked: ReadonlySet<number>,
): boolean {
  if (picked.has(piece) || lost(piece)) return false;
  const pending = asked(piece);
  // A wish has time until it is known who is there.
  if (pending === undefined) return hope !== 'connecting' && copiesOf(piece, giving(holders)) === 0;
  // The end game: the last pieces are not waited for.
  const late = nowMillis > pending.expectedAtMillis + parameters.spareMillis;
  return !pending.http && late && wishes.length <= parameters.endGamePieces;
}

/** In the order of the pieces, each of at most `most`. */
function toRanges(pieces: readonly number[], most: number): PieceRange[] {
  const ranges: PieceRange[] = [];
  for (const { first, last } of toPieceRanges(pieces)) {
    for (let from = first; from <= last; from += most)
      ranges.push({ first: from, last: Math.min(last, from + most - 1) });
  }
  return ranges;
}
