import type { Conversation, NeighbourOptions } from '../peers/conversation.js';
import { type Hello, PROTOCOL_VERSION } from '../peers/messages.js';
import { PeerTable } from '../peers/peer-table.js';
import type { Environment } from '../transport/environment.js';
import type { OpenPeer } from '../transport/links.js';
import type { Introduction, Signal, TurnAccess } from '../transport/tracker-messages.js';
import type { Parameters } from './parameters.js';
import type { TrackerSession } from './tracker-session.js';

/** How many others a viewer knows, and how it comes to know them: see {@link Parameters}. */
export type CircleParameters = Pick<
  Parameters,
  | 'wantAtStart'
  | 'wantedNeighbours'
  | 'maximumNeighbours'
  | 'fewNeighbours'
  | 'helloTimeoutMillis'
  | 'moreIntervalMillis'
  | 'settleMillis'
  | 'fewIntervalMillis'
>;

/** Begins a conversation of the kind that this circle has. */
export type Meet<N> = (openPeer: OpenPeer, options: NeighbourOptions) => N;

/** peerIds in one `more`, for a tracker's message has an end. */
const MOST_EXCLUDED = 60;
/** Rounds of fruitless attempts after which the pause between them grows no more: some seven minutes. */
const MOST_ROUNDS = 4;
/** Before the tracker has named this viewer. */
const NOBODY = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Whom this viewer is connected to, and how many more it wants. What they are told, those know who extend it. */
export abstract class Circle<N extends Conversation> {
  readonly table = new PeerTable<N>();
  readonly #group: string;
  readonly #openPeer: OpenPeer | undefined;
  readonly #environment: Environment;
  readonly #parameters: CircleParameters;
  #peerId: string | undefined;
  #stun: readonly string[] = [];
  #turn: TurnAccess | undefined;
  readonly #startedAtMillis: number;
  #welcomeAtMillis = -Infinity;
  #moreAtMillis = -Infinity;
  #agedAtMillis = -Infinity;
  /** Attempts that came to nothing since the last that did not. */
  #fruitless = 0;

  constructor(group: string, openPeer: OpenPeer | undefined, environment: Environment, parameters: CircleParameters) {
    this.#group = group;
    this.#openPeer = openPeer;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#startedAtMillis = environment.clock.nowMillis();
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

  /** How long this viewer has been there, ms. */
  ageMillis(nowMillis: number): number {
    return nowMillis - this.#startedAtMillis;
  }

  /** The tracker has given a (new) name; neighbours that know the old one are told. */
  onWelcome(peerId: string, stun: readonly string[], capacityKbps: number, turn?: TurnAccess): void {
    this.#peerId = peerId;
    this.#stun = stun;
    this.#turn = turn;
    this.#welcomeAtMillis = this.#moreAtMillis = this.#environment.clock.nowMillis();
    for (const neighbour of this.table.ready) neighbour.send(this.hello(capacityKbps));
  }

  hello(capacityKbps: number): Hello {
    return {
      type: 'hello',
      version: PROTOCOL_VERSION,
      peerId: this.#peerId ?? NOBODY,
      epoch: this.epoch,
      capacityKbps,
      group: this.#group,
    };
  }

  /** Takes up introductions, as many as there is room for. */
  protected takeUp(peers: readonly Introduction[], meet: Meet<N>, capacityKbps: () => number): void {
    if (this.#openPeer === undefined) return;
    for (const { peerId, initiate, near } of peers) {
      if (this.table.size >= this.#parameters.maximumNeighbours) return;
      if (peerId === this.#peerId || this.table.isBanned(peerId) || this.table.find(peerId) !== undefined) continue;
      const options = {
        peerId,
        initiate,
        near,
        stun: this.#stun,
        turn: this.#turn,
        helloTimeoutMillis: this.#parameters.helloTimeoutMillis,
        hello: () => this.hello(capacityKbps()),
      };
      this.table.add(meet(this.#openPeer, options));
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
  onRenamed(neighbour: N, oldPeerId: string): void {
    const other = this.table.find(neighbour.peerId);
    if (other !== undefined && other !== neighbour) other.abandon();
    if (!this.table.rename(neighbour, oldPeerId)) neighbour.expel('idle');
  }

  close(): void {
    for (const neighbour of this.table.all) neighbour.expel('leaving');
  }

  /** What HELLO tells as the epoch: 0 where there is none. */
  protected abstract get epoch(): number;

  /** Once a turn of the loop. `starved`: the neighbours that are there cannot give what is needed. */
  protected keepUp(tracker: TrackerSession, starved: boolean, nowMillis: number): void {
    this.#askForMore(tracker, starved, nowMillis);
    if (nowMillis - this.#agedAtMillis < 1_000) return;
    this.#agedAtMillis = nowMillis;
    for (const neighbour of this.table.ready) neighbour.age(nowMillis);
  }

  #askForMore(tracker: TrackerSession, starved: boolean, nowMillis: number): void {
    if (this.#openPeer === undefined || !tracker.isMember) return;
    const { size } = this.table;
    const since = nowMillis - this.#moreAtMillis;
    // Behind a network that lets nothing through, further attempts only cost; the network may change, though.
    const rounds = Math.min(MOST_ROUNDS, Math.floor(this.#fruitless / this.#parameters.wantAtStart));
    let want = 0;
    // Neighbours that cannot feed this viewer are as good as none.
    const few = size < this.#parameters.fewNeighbours || starved;
    if (few && size < this.#parameters.maximumNeighbours && since >= this.#parameters.fewIntervalMillis * 3 ** rounds) {
      want = Math.max(2, (this.#parameters.wantAtStart - size) >> rounds);
    } else if (
      size < this.#parameters.wantedNeighbours &&
      since >= this.#parameters.moreIntervalMillis &&
      this.ageMillis(nowMillis) >= this.#parameters.settleMillis
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
