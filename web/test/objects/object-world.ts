import { ObjectSession } from '../../objects/object-session.js';
import type { ObjectParameters } from '../../objects/object-parameters.js';
import type { PieceStore } from '../../objects/piece-store.js';
import { PIECE_TYPE, decodePiece } from '../../peers/piece-message.js';
import type { PeerProfile } from '../../sim/world/peer-profile.js';
import { SimNetwork } from '../../sim/world/sim-network.js';
import { SimRandom } from '../../sim/world/sim-random.js';
import type { Station } from '../../sim/world/station.js';
import { SimTracker } from '../../sim/world/tracker/sim-tracker.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';
import { FakeObject, hashPieceAtOnce } from './fake-object.js';
import { FakeObjectGateway } from './fake-object-gateway.js';
import { FakeViewing } from './fake-viewing.js';

/** Promises go on this often: as if hashing and reading took a moment. */
const SLICE_MILLIS = 5;

export interface HolderOptions {
  readonly profile?: Partial<PeerProfile>;
  readonly store?: PieceStore;
  readonly watch?: boolean;
  readonly webRtc?: boolean;
  readonly parameters?: Partial<ObjectParameters>;
}

/** One page with a session of the object. */
export interface Page {
  readonly session: ObjectSession;
  readonly station: Station;
  readonly viewing: FakeViewing | undefined;
  /** `abrupt`: nobody is told. */
  leave(abrupt: boolean): void;
}

/** A gateway with one object, a tracker and pages on the simulator's network; one seed, one course of events. */
export class ObjectWorld {
  readonly time = new VirtualTime();
  readonly object: FakeObject;
  readonly gateway: FakeObjectGateway;
  readonly tracker: SimTracker;
  readonly network: SimNetwork;
  readonly pages: Page[] = [];
  readonly #seed: number;

  constructor(object: FakeObject, seed = 1, gatewayKbps = 1_000_000) {
    this.object = object;
    this.#seed = seed;
    this.gateway = new FakeObjectGateway(this.time, object, gatewayKbps);
    this.tracker = new SimTracker(object.id, this.time, new SimRandom(seed, -2));
    this.network = new SimNetwork(this.time, {
      isGenuineMessage: (message) => {
        if (message[0] !== PIECE_TYPE) return false;
        const { piece, bytes } = decodePiece(message);
        return object.isGenuine(piece, bytes);
      },
    });
  }

  async run(millis: number): Promise<void> {
    const end = this.time.nowMillis() + millis;
    while (this.time.nowMillis() < end) await this.time.run(Math.min(SLICE_MILLIS, end - this.time.nowMillis()));
  }

  join(options: HolderOptions = {}): Page {
    const number = this.pages.length;
    const profile: PeerProfile = {
      uplinkKbps: 20_000,
      downlinkKbps: 50_000,
      nat: 'open',
      region: number % 4,
      address: number,
      lossShare: 0.002,
      cellular: false,
      attacker: false,
      ...options.profile,
    };
    const station = this.network.enter(number, profile, new SimRandom(this.#seed, number));
    const session = new ObjectSession({
      id: this.object.id,
      network: {
        http: this.gateway.http(station),
        openTracker: (_url, listener) => this.tracker.open(station, listener),
        openPeer:
          options.webRtc === false ? undefined : (peer, listener) => this.network.openPeer(station, peer, listener),
      },
      environment: { clock: this.time, timers: this.time, random: station.random },
      hashPiece: hashPieceAtOnce,
      store: options.store,
      parameters: options.parameters ?? {},
    });
    session.start();
    const viewing = options.watch === false ? undefined : new FakeViewing(session, this.object, this.time);
    const page: Page = {
      session,
      station,
      viewing,
      leave: (abrupt) => {
        station.dead = abrupt;
        viewing?.stop();
        session.close();
        this.network.leave(station);
      },
    };
    this.pages.push(page);
    return page;
  }

  /** Pages that come one after another. */
  async joinMany(count: number, everyMillis: number, options: HolderOptions = {}): Promise<Page[]> {
    const pages = [];
    for (let i = 0; i < count; i++) {
      pages.push(this.join(options));
      await this.run(everyMillis);
    }
    return pages;
  }
}

/** Bytes from peers ÷ all bytes of these pages. */
export function shareFromPeers(pages: readonly Page[]): number {
  let peers = 0;
  let http = 0;
  for (const { session } of pages) {
    const stats = session.stats();
    peers += stats.fromPeersBytes;
    http += stats.fromHttpBytes + stats.overheadBytes;
  }
  return peers / (peers + http);
}

/** One line a page, for a failing test's message. */
export function describePages(pages: readonly Page[]): string {
  return pages
    .map(({ session, viewing }) => {
      const s = session.stats();
      const bytes = [s.fromPeersBytes, s.fromHttpBytes, s.toPeersBytes].map((b) => Math.round(b / 1_000)).join('/');
      const shown = viewing?.startUpMillis.map(Math.round).join(' ');
      return (
        `${s.state} kB=${bytes} held=${s.piecesHeld}/${s.pieces} n=${s.neighbours} dup=${s.duplicates} ` +
        `poisoned=${s.poisoned} cap=${s.capacityKbps} shown=${shown} stall=${viewing?.stalls}/${viewing?.stalledMillis} ` +
        `at=${viewing?.mediaMillis}`
      );
    })
    .join('\n');
}
