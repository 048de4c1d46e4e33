import { NO_TREE, NOT_FED, PULLED_HOPS, type RefuseReason, SUBSTREAMS } from '../peers/messages.js';
import type { Neighbour } from '../peers/neighbour.js';
import type { PeerTable } from '../peers/peer-table.js';
import type { Random } from '../transport/environment.js';
import type { FeedSession } from './feed-session.js';
import type { LivePackets } from './live-packets.js';
import type { Parameters } from './parameters.js';
import { chooseParent, type ParentBounds } from './parents.js';
import { Source } from './source.js';
import type { SubstreamSource } from './stats.js';
import { treeRank } from './tree-rank.js';

/** What the choice of sources depends on from outside. */
export interface SourcesContext {
  readonly peerId: string;
  /** HTTP answers: what is pulled can be handed on. */
  readonly pulling: boolean;
  /** The feed may be asked (a viewer that cannot upload must not take a slot). */
  readonly feedAllowed: boolean;
  /** Who came with this viewer has found its place, too. */
  readonly settled: boolean;
  /** Whether this viewer hands the substream on to somebody. */
  feedsOthers(substream: number): boolean;
}

/** Whoever is below a viewer on the feed, but for its own children, has at least so many hops. */
const SURELY_ABOVE = 3;
/**
 * In a crowd that is still coming, a whole tree below one so far down would fall behind at once, and call for repairs. Later
 * it pays: the gateway has a copy less to send.
 */
const FAR_DOWN_HOPS = 6;

/**
 * Sees to it that each substream has a source: a parent, or the feed; what has neither is repaired packet by packet.
 * Parents are changed make before break. See parents.ts for why no circles close.
 */
export class SubstreamSources {
  readonly #table: PeerTable<Neighbour>;
  readonly #live: LivePackets;
  readonly #feed: FeedSession;
  readonly #parameters: Parameters;
  readonly #random: Random;
  readonly #sources: Source[];
  #pulling = false;
  #peerId = '';
  /** The hops of some substream may have changed: HEADS is due. */
  changed = false;

  constructor(
    table: PeerTable<Neighbour>,
    live: LivePackets,
    feed: FeedSession,
    parameters: Parameters,
    random: Random,
  ) {
    this.#table = table;
    this.#live = live;
    this.#feed = feed;
    this.#parameters = parameters;
    this.#random = random;
    this.#sources = Array.from({ length: SUBSTREAMS }, () => new Source(parameters));
  }

  /** Distance of a substream's packets from the gateway, as HEADS tells it. */
  hops(substream: number): number {
    if (this.#feed.holds(substream)) return 1;
    const parent = this.#sources[substream]?.parent;
    if (parent === undefined) return this.#pulling ? PULLED_HOPS : NOT_FED;
    const above = parent.holdings.hops[substream] ?? NOT_FED;
    return above >= NOT_FED - 1 ? NOT_FED : above + 1;
  }

  /** Rank of the tree in which the substream hangs, as HEADS tells it. */
  rank(substream: number): number {
    if (this.#feed.holds(substream)) return treeRank(this.#peerId, this.#feed.isSpare(substream));
    if (this.hops(substream) >= PULLED_HOPS) return NO_TREE;
    return this.#sources[substream]?.parent?.holdings.ranks[substream] ?? NO_TREE;
  }

  /** The shortest way from the gateway to here. */
  get leastHops(): number {
    let least = NOT_FED;
    for (let s = 0; s < SUBSTREAMS; s++) least = Math.min(least, this.hops(s));
    return least;
  }

  /** It comes from the gateway, for want of a parent. */
  isLent(substream: number): boolean {
    return this.#feed.isSpare(substream);
  }

  /** Whether somebody pushes the substream. */
  isCovered(substream: number): boolean {
    return this.#feed.holds(substream) || this.#sources[substream]?.parent !== undefined;
  }

  get coveredCount(): number {
    let covered = 0;
    for (let s = 0; s < SUBSTREAMS; s++) if (this.isCovered(s)) covered++;
    return covered;
  }

  /** Everything comes from the place in the swarm that this viewer is to have, and nothing for want of a parent. */
  get isAtHome(): boolean {
    for (let s = 0; s < SUBSTREAMS; s++) if (!this.isCovered(s) || this.#feed.isSpare(s)) return false;
    return true;
  }

  hasAsked(neighbour: Neighbour, substream: number): boolean {
    return this.#sources[substream]?.asked === neighbour;
  }

  describe(): SubstreamSource[] {
    return this.#sources.map(({ parent }, s) => {
      if (this.#feed.holds(s)) return { kind: 'feed' };
      if (parent !== undefined) return { kind: 'peer', peerId: parent.peerId, hops: this.hops(s) };
      return { kind: this.#pulling ? 'http' : 'none' };
    });
  }

  onAccept(neighbour: Neighbour, substream: number, nowMillis: number): void {
    const source = this.#sources[substream];
    if (source?.asked !== neighbour) {
      // An answer to a question that has been taken back.
      neighbour.send({ type: 'unsubscribe', substream });
      neighbour.graceUntilMillis[substream] = nowMillis + 2_000;
      return;
    }
    neighbour.responseMillis += (nowMillis - source.askedAtMillis - neighbour.responseMillis) / 4;
    source.stopAsking(substream);
    if (source.parent !== undefined && source.parent !== neighbour) this.#leaveParent(source, substream, nowMillis);
    this.#feed.release(substream);
    source.parent = neighbour;
    neighbour.parentOf[substream] = true;
    source.begin(this.#live.window.head, nowMillis);
    this.#improveLater(source, nowMillis);
    this.changed = true;
  }

  onRefuse(neighbour: Neighbour, substream: number, reason: RefuseReason, nowMillis: number): void {
    const source = this.#sources[substream];
    if (source?.asked !== neighbour) return;
    source.stopAsking(substream);
    const pause = this.#parameters.refusedRetryMillis * (1 + 1.5 * this.#random.next());
    neighbour.refusedUntilMillis[substream] = nowMillis + pause;
    // The uplink is one for all substreams: do not ask for each of them in turn.
    if (reason === 'capacity') {
      for (let s = 0; s < SUBSTREAMS; s++) {
        neighbour.refusedUntilMillis[s] = Math.max(neighbour.refusedUntilMillis[s] ?? 0, nowMillis + pause / 2);
      }
    }
  }

  /** A parent feeds the substream no longer. */
  onUnsubscribe(neighbour: Neighbour, substream: number, nowMillis: number): void {
    const source = this.#sources[substream];
    if (source?.parent !== neighbour) return;
    neighbour.refusedUntilMillis[substream] = nowMillis + this.#parameters.refusedRetryMillis;
    this.#orphan(source, substream, nowMillis);
  }

  onNeighbourEnd(neighbour: Neighbour, nowMillis: number): void {
    this.#sources.forEach((source, s) => {
      if (source.asked === neighbour) source.stopAsking(s);
      if (source.parent === neighbour) this.#orphan(source, s, nowMillis);
    });
  }

  /** The feed gave up these substreams. */
  onFeedLost(substreams: readonly number[], nowMillis: number): void {
    for (const s of substreams) {
      const source = this.#sources[s];
      if (source === undefined || source.parent !== undefined) continue;
      source.feedAtMillis = nowMillis + this.#random.next() * this.#parameters.feedJitterMillis;
    }
    this.changed = true;
  }

  onFeedGained(substreams: readonly number[], nowMillis: number): void {
    for (const s of substreams) {
      const source = this.#sources[s];
      if (source === undefined) continue;
      if (source.parent !== undefined) this.#leaveParent(source, s, nowMillis);
      source.begin(this.#live.window.head, nowMillis);
      this.#improveLater(source, nowMillis);
    }
    this.changed = true;
  }

  /** Whoever feeds the substream sent this packet, be it new or not. */
  onPushed(seq: number): void {
    this.#sources[seq & 7]?.onPushed(seq);
  }

  /** A packet of a parent's substream is late: the second one within two seconds asks for another parent. */
  onLate(substream: number, nowMillis: number): void {
    const source = this.#sources[substream];
    if (source?.parent === undefined || !source.isSettled(nowMillis)) return;
    if (source.isLateAgain(nowMillis) && source.asked === undefined)
      this.#seek(source, substream, this.hops(substream), undefined, nowMillis);
  }

  /** Another epoch: a subscription lives on where the parent moves too, and asking again tells whether it has. */
  onEpoch(nowMillis: number): void {
    this.#sources.forEach((source, s) => {
      if (source.asked !== undefined) source.stopAsking(s);
      source.begin(this.#live.window.head, nowMillis);
      if (source.parent !== undefined) this.#ask(source, s, source.parent, nowMillis);
    });
  }

  /** Lets go of every source (FLV over HTTP takes over, or the end). */
  dropAll(nowMillis: number): void {
    this.#sources.forEach((source, s) => {
      if (source.asked !== undefined) {
        source.asked.send({ type: 'unsubscribe', substream: s });
        source.stopAsking(s);
      }
      if (source.parent !== undefined) this.#leaveParent(source, s, nowMillis);
    });
  }

  tick(context: SourcesContext, nowMillis: number): void {
    if (context.pulling !== this.#pulling) this.changed = true;
    this.#pulling = context.pulling;
    this.#peerId = context.peerId;
    const orphans: number[] = [];
    let staleFeed = false;
    for (const [s, source] of this.#sources.entries()) {
      this.#expireAsked(source, s, nowMillis);
      source.noteHops(this.hops(s), nowMillis);
      if (this.#feed.holds(s)) {
        staleFeed ||= source.isStale(this.#freshSeq(), nowMillis);
        this.#giveBack(source, s, context, nowMillis);
      } else if (source.asked === undefined) {
        if (source.parent !== undefined) this.#watchParent(source, source.parent, s, nowMillis);
        else if (!this.#seekForOrphan(source, s, nowMillis) && context.feedAllowed) orphans.push(s);
      }
    }
    const wanted = orphans.filter(
      (s) => nowMillis >= (this.#sources[s]?.feedAtMillis ?? 0) && this.#feed.mayAsk(s, nowMillis),
    );
    // A socket over which nothing comes while the stream goes on is dead, whatever it says.
    if (staleFeed) this.#feed.drop();
    else if (wanted.length > 0) {
      const lost = wanted.some((s) => this.#sources[s]?.lost === true);
      this.#feed.ask(wanted, this.#nextSeq(wanted), lost, nowMillis);
    }
  }

  #seekForOrphan(source: Source, substream: number, nowMillis: number): boolean {
    const below = this.#pulling ? PULLED_HOPS - 1 : this.#parameters.maximumHops;
    return this.#seek(source, substream, below, this.#peerId, nowMillis);
  }

  #watchParent(source: Source, parent: Neighbour, substream: number, nowMillis: number): void {
    const hops = this.hops(substream);
    const circling = hops > this.#parameters.maximumHops && source.isSettled(nowMillis);
    if (circling || this.#isDead(parent, nowMillis) || this.#isUseless(source, parent, substream, nowMillis)) {
      // What it sends is too old: anybody who is fresh is better, and pulls bridge the time until then.
      this.#dropParent(source, parent, substream, nowMillis);
    } else if (nowMillis > source.improveAtMillis) {
      this.#improveLater(source, nowMillis);
      this.#seek(source, substream, hops - this.#parameters.improveHops, undefined, nowMillis);
    } else if (hops >= PULLED_HOPS && source.isSettled(nowMillis)) {
      // At the top of this tree somebody pulls: any tree of the feed is better.
      this.#seek(source, substream, PULLED_HOPS - 1, undefined, nowMillis);
    }
  }

  /** Who lives says at least what it has. */
  #isDead(parent: Neighbour, nowMillis: number): boolean {
    return nowMillis - parent.heardAtMillis > this.#parameters.deadMillis;
  }

  /** Sends too old packets although it has newer ones, or is itself without for so long that waiting is no use. */
  #isUseless(source: Source, parent: Neighbour, substream: number, nowMillis: number): boolean {
    const fresh = this.#freshSeq();
    if (!source.isStale(fresh, nowMillis)) return false;
    const starves = (parent.holdings.newest[substream] ?? -1) < fresh;
    return !starves || source.isStale(fresh - this.#live.meter.packetsIn(this.#parameters.staleMillis), nowMillis);
  }

  /**
   * A feed that ends here is somebody else's, as soon as there is a parent; nobody is below, so any will do. One that
   * was given for want of a parent is given back even by who feeds others: to a neighbour that is no child and cannot be
   * below, for it is too near to the gateway or hangs in a tree of a higher rank (treeRank).
   */
  #giveBack(source: Source, substream: number, context: SourcesContext, nowMillis: number): void {
    const feedsOthers = context.feedsOthers(substream);
    const spare = this.#feed.isSpare(substream);
    if (feedsOthers && !spare) return;
    if (nowMillis < source.improveAtMillis || source.asked !== undefined) return;
    this.#improveLater(source, nowMillis);
    // A top that moves costs those below it repairs: at the start, with children, it looks no more often than others do.
    const hurries = spare && (!feedsOthers || context.settled);
    if (hurries) source.improveAtMillis = nowMillis + this.#parameters.spareIntervalMillis;
    const farDown = context.settled ? PULLED_HOPS : FAR_DOWN_HOPS;
    const bounds = feedsOthers
      ? { hopsBelow: SURELY_ABOVE, higherTree: { rankAbove: this.rank(substream), hopsBelow: farDown } }
      : { hopsBelow: this.#parameters.maximumHops };
    this.#seekAmong(source, substream, bounds, nowMillis);
  }

  #improveLater(source: Source, nowMillis: number): void {
    source.improveAtMillis = nowMillis + this.#parameters.improveIntervalMillis * (0.5 + this.#random.next());
  }

  #dropParent(source: Source, parent: Neighbour, substream: number, nowMillis: number): void {
    parent.refusedUntilMillis[substream] = nowMillis + this.#parameters.refusedRetryMillis * (1 + this.#random.next());
    this.#leaveParent(source, substream, nowMillis);
    this.#becomeOrphan(source, nowMillis);
  }

  #seek(source: Source, s: number, hopsBelow: number, pullerId: string | undefined, nowMillis: number): boolean {
    return this.#seekAmong(source, s, { hopsBelow: Math.min(hopsBelow, source.boundHops + 1), pullerId }, nowMillis);
  }

  #seekAmong(source: Source, substream: number, bounds: ParentBounds, nowMillis: number): boolean {
    const need = { ...bounds, substream, epoch: this.#live.epoch, nowMillis, freshSeq: this.#freshSeq() };
    const parent = chooseParent(need, this.#table.ready, () => this.#random.next());
    if (parent === undefined) return false;
    this.#ask(source, substream, parent, nowMillis);
    return true;
  }

  #ask(source: Source, substream: number, parent: Neighbour, nowMillis: number): void {
    source.asked = parent;
    source.askedAtMillis = nowMillis;
    parent.askedFor[substream] = true;
    parent.send({ type: 'subscribe', epoch: this.#live.epoch, substream, fromSeq: this.#nextSeq([substream]) });
  }

  #expireAsked(source: Source, substream: number, nowMillis: number): void {
    const { asked } = source;
    if (asked === undefined || nowMillis - source.askedAtMillis < this.#parameters.subscribeTimeoutMillis) return;
    asked.send({ type: 'unsubscribe', substream });
    asked.refusedUntilMillis[substream] = nowMillis + this.#parameters.refusedRetryMillis;
    asked.graceUntilMillis[substream] = nowMillis + 2_000;
    source.stopAsking(substream);
    if (source.parent === asked) this.#orphan(source, substream, nowMillis);
  }

  #leaveParent(source: Source, substream: number, nowMillis: number): void {
    const { parent } = source;
    source.parent = undefined;
    if (parent === undefined) return;
    parent.parentOf[substream] = false;
    parent.graceUntilMillis[substream] = nowMillis + 2_000;
    parent.send({ type: 'unsubscribe', substream });
    this.changed = true;
  }

  #orphan(source: Source, substream: number, nowMillis: number): void {
    if (source.parent !== undefined) source.parent.parentOf[substream] = false;
    source.parent = undefined;
    this.#becomeOrphan(source, nowMillis);
  }

  #becomeOrphan(source: Source, nowMillis: number): void {
    source.feedAtMillis = nowMillis + (0.5 + this.#random.next()) * this.#parameters.feedJitterMillis;
    source.lost = true;
    this.changed = true;
  }

  /** The oldest seq that counts as fresh: behind the newest packet here, so that a pause of the source ages nobody. */
  #freshSeq(): number {
    return this.#live.window.head - this.#live.meter.packetsIn(this.#parameters.staleMillis) - SUBSTREAMS;
  }

  /** From where on these substreams are wanted: behind what is here, for older gaps are repaired one by one. */
  #nextSeq(substreams: readonly number[]): number {
    const { head, newest } = this.#live.window;
    if (head < 0) return 0;
    let from = Infinity;
    for (const s of substreams) {
      const last = newest[s] ?? -1;
      from = Math.min(from, last < 0 ? head + 1 : last + SUBSTREAMS);
    }
    // After a long interruption the gaps' own repair is cheaper than all at once.
    return Math.max(from, head + 1 - this.#live.meter.packetsIn(this.#parameters.staleMillis));
  }
}
