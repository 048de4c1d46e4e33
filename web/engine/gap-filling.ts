import { SUBSTREAMS } from '../peers/messages.js';
import type { EngineCore } from './engine-core.js';
import type { MediaPosition } from './media-sink.js';
import type { Parameters } from './parameters.js';
import { planRepair } from './repair.js';

/** So far ahead a neighbour's word is taken: enough to go on with, little enough if it lies. */
const BELIEVED_MILLIS = 1_000;

/** Viewers above that are waited for when nothing comes. */
const MOST_ABOVE = 3;

/** Carries out what repair.ts plans, and follows the head over HTTP while nobody pushes. */
export class GapFilling {
  readonly #core: EngineCore;
  readonly #parameters: Parameters;

  constructor(core: EngineCore, parameters: Parameters) {
    this.#core = core;
    this.#parameters = parameters;
  }

  /** Repairs gaps, and polls the head when nobody pushes. */
  tick(position: MediaPosition, nowMillis: number): void {
    const { live, neighbourhood, rescue, sources, counters, targetLag } = this.#core;
    const { window, meter } = live;
    if (live.gaps.size > 0) {
      const positionMillis = position.timestampMillis ?? window.newestTimestampMillis - targetLag.millis;
      const plan = planRepair(
        live.gaps.values(),
        neighbourhood.table.ready,
        {
          nowMillis,
          epoch: live.epoch,
          head: live.knownHead,
          positionMillis,
          bufferMillis: Math.max(0, window.newestTimestampMillis - positionMillis),
          skewMillis: live.skewMillis,
          expected: meter.packetsIn(2 * this.#parameters.headsIntervalMillis),
          reach: meter.packetsIn(this.#parameters.mapMillis),
          isCovered: (substream) => sources.isCovered(substream),
          hops: (substream) => sources.hops(substream),
        },
        this.#parameters,
      );
      for (const gap of plan.newlyLate) {
        counters.late++;
        sources.onLate(gap.seq & 7, nowMillis);
      }
      if (plan.dueCount > 0) targetLag.onRescue(nowMillis);
      for (const gap of plan.fetch) gap.late = true;
      for (const gap of plan.newlyLate) gap.late = true;
      for (const [neighbour, gaps] of plan.pulls) {
        for (const gap of gaps) {
          gap.late = true;
          gap.askedAtMillis = nowMillis;
          gap.tried.push(neighbour.peerId);
          neighbour.pulls.set(gap.seq, nowMillis);
        }
        neighbour.send({ type: 'pull', epoch: live.epoch, seqs: gaps.map((gap) => gap.seq) });
      }
      rescue.fetch(live.epoch, plan.fetch);
    }
    this.#hearNeighbours(nowMillis);
    this.#pollTail(position, nowMillis);
  }

  /** Nothing comes, but a neighbour says that it has more: it is asked before the gateway is. */
  #hearNeighbours(nowMillis: number): void {
    const { live, neighbourhood } = this.#core;
    if (live.meter.silentMillis(nowMillis) < this.#parameters.lateMillis) return;
    let told = -1;
    for (const { holdings } of neighbourhood.table.ready) {
      if (holdings.epoch === live.epoch) told = Math.max(told, holdings.head);
    }
    live.noteHead(Math.min(told, live.window.head + live.meter.packetsIn(BELIEVED_MILLIS)), nowMillis);
  }

  #pollTail(position: MediaPosition, nowMillis: number): void {
    const { live, playout, rescue, sources, upload } = this.#core;
    const next = Math.max(live.knownHead + 1, playout.cursor);
    const rate = live.meter.packetsPerMilli;
    const silent = live.meter.silentMillis(nowMillis);
    // What the gateway has made meanwhile, if it goes on.
    const made = Math.floor(rate * Math.min(silent, this.#parameters.silenceMillis));
    if (sources.coveredCount === 0) {
      const others = upload.shares > 0;
      if (!others && playout.isRunning && position.aheadMillis > this.#parameters.tailAheadMillis) return;
      const paused = silent > this.#parameters.infoSilenceMillis;
      const hurried = position.aheadMillis < this.#parameters.tailHurryMillis;
      const often = this.#parameters.tailIntervalMillis / (hurried ? 3 : others ? 2 : 1);
      const interval = paused ? this.#parameters.infoIntervalMillis : often;
      rescue.pollTail(live.epoch, next, made, rate, interval);
      return;
    }
    // An only parent may have died without a word: one look at the head, then info.json does the asking.
    const { silenceMillis, lateMillis } = this.#parameters;
    const missing = sources.coveredCount < SUBSTREAMS;
    // Where some are fed these tell what there is: gaps of the others are repaired one by one, mostly by neighbours.
    // Where all are fed those above look first: what they get comes down by itself.
    const above = 1 + Math.min(MOST_ABOVE, sources.leastHops - 1) / 2;
    const patience = missing
      ? Math.max(lateMillis / 2, Math.min(silenceMillis, position.aheadMillis / 3))
      : above * Math.max(silenceMillis / 4, Math.min(silenceMillis, position.aheadMillis / 2));
    if (silent > patience && silent < this.#parameters.infoSilenceMillis) {
      rescue.pollTail(live.epoch, next, made, rate, missing ? this.#parameters.tailIntervalMillis : silenceMillis);
    }
  }
}
