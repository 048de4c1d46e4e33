import type { Parameters } from '../../engine/parameters.js';
import type { Packet } from '../../peers/packet.js';
import type { PeerProfile } from './peer-profile.js';
import { RunHash } from './run-hash.js';
import { SimGateway } from './sim-gateway.js';
import { SimNetwork } from './sim-network.js';
import { SimRandom } from './sim-random.js';
import { SimStream } from './sim-stream.js';
import { SimViewer } from './sim-viewer.js';
import { SimTracker } from './tracker/sim-tracker.js';
import { VirtualTime } from './virtual-time.js';

const GROUP = 'news';
/** Streams of random numbers that are no viewer's; viewers count from 0. */
const GATEWAY_STREAM = -1;
const TRACKER_STREAM = -2;

export interface WorldOptions {
  readonly seed: number;
  readonly bitsPerSecond: number;
  readonly gopMillis: number;
  readonly packetMillis: number;
  readonly gatewayEgressKbps: number;
  /** For all feeds together. */
  readonly gatewayFeedKbps: number;
  /** Copies of each substream that feeds may hold; by the number of viewers when left out. */
  readonly copies?: number;
  readonly parameters?: Partial<Parameters>;
}

/** What is told while time passes. */
export interface WorldTaps {
  /**
   * A genuine packet came to a viewer for the first time, so long after the gateway made it; `join`: with the burst that
   * a join is answered with.
   */
  onArrival(viewer: SimViewer, epoch: number, seq: number, ageMillis: number, join: boolean): void;
}

/** A gateway, a tracker, a network and viewers in one virtual time. The same seed gives the same course of events. */
export class SimWorld {
  readonly time = new VirtualTime();
  readonly stream: SimStream;
  readonly gateway: SimGateway;
  readonly tracker: SimTracker;
  readonly network: SimNetwork;
  /** Those that are here now. */
  readonly viewers = new Set<SimViewer>();
  readonly #options: WorldOptions;
  readonly #taps: WorldTaps;
  readonly #hash = new RunHash();
  #joined = 0;

  constructor(options: WorldOptions, taps: WorldTaps) {
    const { seed, gatewayEgressKbps: egressKbps, gatewayFeedKbps: feedKbps, copies } = options;
    this.#options = options;
    this.#taps = taps;
    this.stream = new SimStream(options);
    this.tracker = new SimTracker(GROUP, this.time, new SimRandom(seed, TRACKER_STREAM));
    const gatewayOptions = { group: GROUP, egressKbps, feedKbps, copies };
    const random = new SimRandom(seed, GATEWAY_STREAM);
    this.gateway = new SimGateway(this.time, random, this.stream, gatewayOptions, () => this.tracker.members);
    this.network = new SimNetwork(this.time, this.stream);
  }

  /** Equal for equal courses of events: over every arrival, its moment and its viewer. */
  get hash(): string {
    return this.#hash.text;
  }

  /** Viewers that ever joined. */
  get joined(): number {
    return this.#joined;
  }

  join(profile: PeerProfile): SimViewer {
    const number = this.#joined++;
    const station = this.network.enter(number, profile, new SimRandom(this.#options.seed, number));
    const verify = (packet: Packet): boolean => {
      const genuine = this.stream.isGenuine(packet);
      if (genuine && !packet.isPrelude) this.#onArrival(viewer, packet);
      return genuine;
    };
    const viewer: SimViewer = new SimViewer(station, this, verify, this.#options.parameters ?? {});
    this.viewers.add(viewer);
    viewer.engine.start();
    return viewer;
  }

  /** `abrupt`: the viewer vanishes without a word, and the others find out by themselves. */
  leave(viewer: SimViewer, abrupt: boolean): void {
    if (this.viewers.delete(viewer)) viewer.leave(abrupt);
  }

  /** Lets time pass. */
  run(millis: number): Promise<void> {
    return this.time.run(millis);
  }

  /** The engine verifies what it does not hold, and only that: so a verification is a first arrival. */
  #onArrival(viewer: SimViewer, packet: Packet): void {
    const now = this.time.nowMillis();
    this.#hash.add(now * 4);
    this.#hash.add(viewer.number);
    this.#hash.add(packet.seq);
    const madeAt = this.stream.get(packet.epoch, packet.seq)?.madeAtMillis ?? now;
    this.#taps.onArrival(viewer, packet.epoch, packet.seq, now - madeAt, viewer.station.arriving === 'join');
  }
}
