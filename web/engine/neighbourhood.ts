import { encodeMessage } from '../peers/encode-message.js';
import { MAX_MAP_BITS, NOT_FED, SUBSTREAMS } from '../peers/messages.js';
import { Neighbour, type NeighbourListener } from '../peers/neighbour.js';
import { NO_SEQ } from '../peers/packet.js';
import type { Environment } from '../transport/environment.js';
import type { OpenPeer } from '../transport/links.js';
import type { Introduction } from '../transport/tracker-messages.js';
import { Circle } from './circle.js';
import type { LivePackets } from './live-packets.js';
import type { Parameters } from './parameters.js';
import type { SubstreamSources } from './sources.js';
import type { TrackerSession } from './tracker-session.js';

/** The other viewers of the channel that this one is connected to, and what it tells all of them. */
export class Neighbourhood extends Circle<Neighbour> {
  readonly #environment: Environment;
  readonly #parameters: Parameters;
  readonly #live: LivePackets;
  /** When all substreams last had a source. */
  #fedAtMillis: number;
  #headsAtMillis = -Infinity;
  #allHeadsAtMillis = -Infinity;
  #mapAtMillis = -Infinity;

  constructor(
    group: string,
    openPeer: OpenPeer | undefined,
    environment: Environment,
    parameters: Parameters,
    live: LivePackets,
  ) {
    super(group, openPeer, environment, parameters);
    this.#environment = environment;
    this.#parameters = parameters;
    this.#live = live;
    this.#fedAtMillis = environment.clock.nowMillis();
  }

  protected override get epoch(): number {
    return this.#live.epoch;
  }

  connect(peers: readonly Introduction[], listener: NeighbourListener, capacityKbps: () => number): void {
    this.takeUp(
      peers,
      (openPeer, options) => new Neighbour(openPeer, options, this.#environment, listener),
      capacityKbps,
    );
  }

  tick(tracker: TrackerSession, sources: SubstreamSources, nowMillis: number): void {
    if (sources.isAtHome) this.#fedAtMillis = nowMillis;
    this.keepUp(tracker, nowMillis - this.#fedAtMillis > this.#parameters.unfedMillis, nowMillis);
    if (this.#live.epoch === 0 || this.table.ready.length === 0) return;
    if (sources.changed || nowMillis - this.#headsAtMillis >= this.#parameters.headsIntervalMillis) {
      this.#headsAtMillis = nowMillis;
      const toAll = sources.changed || nowMillis - this.#allHeadsAtMillis >= this.#parameters.otherHeadsIntervalMillis;
      if (toAll) this.#allHeadsAtMillis = nowMillis;
      sources.changed = false;
      const heads = this.#heads(sources);
      for (const neighbour of this.table.ready) if (toAll || neighbour.isChild) neighbour.sendEncoded(heads);
    }
    if (nowMillis - this.#mapAtMillis >= this.#parameters.mapIntervalMillis) {
      this.#mapAtMillis = nowMillis;
      this.#sendMaps();
    }
  }

  /** What a neighbour should know at once when it becomes ready, or when the sources changed. */
  greet(neighbour: Neighbour, sources: SubstreamSources): void {
    if (this.#live.epoch > 0) neighbour.sendEncoded(this.#heads(sources));
  }

  #heads(sources: SubstreamSources): Uint8Array {
    const newest = this.#live.window.newest.map((seq) => (seq < 0 ? NO_SEQ : seq));
    const hops = Array.from({ length: SUBSTREAMS }, (_, s) => Math.min(NOT_FED, sources.hops(s)));
    const ranks = Array.from({ length: SUBSTREAMS }, (_, s) => sources.rank(s));
    return encodeMessage({ type: 'heads', epoch: this.#live.epoch, newest, hops, ranks });
  }

  #sendMaps(): void {
    const { window, meter } = this.#live;
    if (window.size === 0) return;
    const receivers = this.table.ready.filter((neighbour) => !neighbour.isParent && !neighbour.isChild);
    if (receivers.length === 0) return;
    const base = Math.max(window.first, window.head + 1 - meter.packetsIn(this.#parameters.mapMillis));
    const count = Math.min(MAX_MAP_BITS, window.head + 1 - base);
    const from = window.head + 1 - count;
    const map = encodeMessage({
      type: 'map',
      epoch: this.#live.epoch,
      base: from,
      count,
      bits: window.bitmap(from, count),
    });
    for (const neighbour of receivers) neighbour.sendEncoded(map);
  }
}
