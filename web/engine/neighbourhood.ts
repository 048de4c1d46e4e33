import { encodeMessage } from '../peers/encode-message.js';
import { type Hello, MAX_MAP_BITS, NOT_FED, PROTOCOL_VERSION, SUBSTREAMS } from '../peers/messages.js';
import { Neighbour, type NeighbourListener } from '../peers/neighbour.js';
import { NO_SEQ } from '../peers/packet.js';
import { PeerTable } from '../peers/peer-table.js';
import type { Environment } from '../transport/environment.js';
import type { OpenPeer } from '../transport/links.js';
import type { Introduction, Signal } from '../transport/tracker-messages.js';
import type { LivePackets } from './live-packets.js';
import type { Parameters } from './parameters.js';
import type { SubstreamSources } from './sources.js';
import type { TrackerSession } from './tracker-session.js';

/** peerIds in one `more`, for a tracker's message has an end. */
const MOST_EXCLUDED = 60;
/** Rounds of fruitless attempts after which the pause between them grows no more: some seven minutes. */
const MOST_ROUNDS = 4;
/** Before the tracker has named this viewer. */
const NOBODY = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Whom this viewer is connected to, how many more it wants, and what it tells all of them. */
export class Neighbourhood {
  readonly table = new PeerTable();
  readonly #group: string;
  readonly #openPeer: OpenPeer | undefined;
  readonly #environment: Environment;
  readonly #parameters: Parameters;
  readonly #live: LivePackets;
  #peerId: string | undefined;
  #stun: readonly string[] = [];
  #startedAtMillis = 0;
  /** When all substreams last had a source. */
  #fedAtMillis = 0;
  #welcomeAtMillis = -Infinity;
  #moreAtMillis = -Infinity;
  #headsAtMillis = -Infinity;
  #allHeadsAtMillis = -Infinity;
  #mapAtMillis = -Infinity;
  #agedAtMillis = -Infinity;
  /** Attempts that came to nothing since the last that did not. */
  #fruitless = 0;

  constructor(
    group: string,
    openPeer: OpenPeer | undefined,
    environment: Environment,
    parameters: Parameters,
    live: LivePackets,
  ) {
    this.#group = group;
    this.#openPeer = openPeer;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#live = live;
    this.#startedAtMillis = environment.clock.nowMillis();
    this.#fedAtMillis = this.#startedAtMillis;
  }

  /** This viewer's name, '' before the tracker gave one. */
  get peerId(): string {
    return this.#peerId ?? '';
  }

  /** How many introductions a join should ask for. */
  get wanted(): number {
    if (this.#openPeer === undefined) return 0;
    return Math.max(0, this.#parameters.wantAtStart - this.table.size);
  }

  /** The tracker has given a (new) name; neighbours that know the old one are told. */
  onWelcome(peerId: string, stun: readonly string[], capacityKbps: number): void {
    this.#peerId = peerId;
    this.#stun = stun;
    this.#welcomeAtMillis = this.#moreAtMillis = this.#environment.clock.nowMillis();
    for (const neighbour of this.table.ready) neighbour.send(this.hello(capacityKbps));
  }

  hello(capacityKbps: number): Hello {
    return {
      type: 'hello',
      version: PROTOCOL_VERSION,
      peerId: this.#peerId ?? NOBODY,
      epoch: this.#live.epoch,
      capacityKbps,
      group: this.#group,
    };
  }

  connect(peers: readonly Introduction[], listener: NeighbourListener, capacityKbps: () => number): void {
    if (this.#openPeer === undefined) return;
    for (const { peerId, initiate, near } of peers) {
      if (this.table.size >= this.#parameters.maximumNeighbours) return;
      if (peerId === this.#peerId || this.table.isBanned(peerId) || this.table.find(peerId) !== undefined) continue;
      const options = {
        peerId,
        initiate,
        near,
        stun: this.#stun,
        helloTimeoutMillis: this.#parameters.helloTimeoutMillis,
        hello: () => this.hello(capacityKbps()),
      };
      this.table.add(new Neighbour(this.#openPeer, options, this.#environment, listener));
    }
  }

  onSignal(from: string, signal: Signal): void {
    const neighbour = this.table.find(from);
    // Who has changed its name is connected already: what comes under the new one belongs to another attempt.
    if (neighbour?.introducedAs === from) neighbour.accept(signal);
  }

  /** How an attempt to connect came out. */
  onOutcome(connected: boolean): void {
    this.#fruitless = connected ? 0 : this.#fruitless + 1;
  }

  /** The tracker lost it. An open connection knows better. */
  onGone(peerId: string): void {
    this.table.find(peerId)?.abandon();
  }

  /**
   * A neighbour has told a new name. Where both sides have been introduced a second time under new names, the open
   * connection stays.
   */
  onRenamed(neighbour: Neighbour, oldPeerId: string): void {
    const other = this.table.find(neighbour.peerId);
    if (other !== undefined && other !== neighbour) other.abandon();
    if (!this.table.rename(neighbour, oldPeerId)) neighbour.expel('idle');
  }

  tick(tracker: TrackerSession, sources: SubstreamSources, nowMillis: number): void {
    if (sources.isAtHome) this.#fedAtMillis = nowMillis;
    this.#askForMore(tracker, nowMillis);
    if (nowMillis - this.#agedAtMillis >= 1_000) {
      this.#agedAtMillis = nowMillis;
      for (const neighbour of this.table.ready) neighbour.age(nowMillis);
    }
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

  close(): void {
    for (const neighbour of this.table.all) neighbour.expel('leaving');
  }

  #heads(sources: SubstreamSources): Uint8Array {
    const newest = this.#live.window.newest.map((seq) => (seq < 0 ? NO_SEQ : seq));
    const hops = Array.from({ length: SUBSTREAMS }, (_, s) => Math.min(NOT_FED, sources.hops(s)));
    return encodeMessage({ type: 'heads', epoch: this.#live.epoch, newest, hops });
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

  #askForMore(tracker: TrackerSession, nowMillis: number): void {
    if (this.#openPeer === undefined || !tracker.isMember) return;
    const { size } = this.table;
    const since = nowMillis - this.#moreAtMillis;
    // Behind a network that lets nothing through, further attempts only cost; the network may change, though.
    const rounds = Math.min(MOST_ROUNDS, Math.floor(this.#fruitless / this.#parameters.wantAtStart));
    let want = 0;
    // Neighbours that cannot feed this viewer are as good as none.
    const few = size < this.#parameters.fewNeighbours || nowMillis - this.#fedAtMillis > this.#parameters.unfedMillis;
    if (few && size < this.#parameters.maximumNeighbours && since >= this.#parameters.fewIntervalMillis * 3 ** rounds) {
      want = Math.max(2, (this.#parameters.wantAtStart - size) >> rounds);
    } else if (
      size < this.#parameters.wantedNeighbours &&
      since >= this.#parameters.moreIntervalMillis &&
      nowMillis - this.#startedAtMillis >= this.#parameters.settleMillis
    ) {
      want = 1;
    }
    if (want === 0) return;
    this.#moreAtMillis = nowMillis;
    // The tracker knows whom it introduced to this membership, and may have forgotten everybody else.
    const before = this.table.all.filter(({ openedAtMillis }) => openedAtMillis < this.#welcomeAtMillis);
    const exclude = [...before.map((neighbour) => neighbour.peerId), ...this.table.banned];
    tracker.more(want, exclude.slice(0, MOST_EXCLUDED));
  }
}
