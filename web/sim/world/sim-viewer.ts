import type { Parameters } from '../../engine/parameters.js';
import { SwarmEngine } from '../../engine/swarm-engine.js';
import { UNLIMITED } from '../../engine/upload-limits.js';
import type { VerifySignature } from '../../peers/verify-signature.js';
import type { PeerProfile } from './peer-profile.js';
import type { SimGateway } from './sim-gateway.js';
import type { SimNetwork } from './sim-network.js';
import type { SimRandom } from './sim-random.js';
import { SimSink } from './sim-sink.js';
import type { Station } from './station.js';
import type { SimTracker } from './tracker/sim-tracker.js';

/** What a viewer meets. */
export interface Surroundings {
  readonly gateway: SimGateway;
  readonly tracker: SimTracker;
  readonly network: SimNetwork;
}

/** One viewer: the engine of the browser on a simulated machine. */
export class SimViewer {
  readonly number: number;
  readonly station: Station;
  readonly engine: SwarmEngine;
  readonly sink: SimSink;
  readonly joinedAtMillis: number;
  leftAtMillis: number | undefined;
  readonly #network: SimNetwork;

  constructor(
    station: Station,
    { gateway, tracker, network }: Surroundings,
    verify: VerifySignature,
    parameters: Partial<Parameters>,
  ) {
    const { time } = network;
    const { profile } = station;
    this.number = station.number;
    this.station = station;
    this.#network = network;
    this.joinedAtMillis = time.nowMillis();
    this.sink = new SimSink(time, gateway.stream);
    this.engine = new SwarmEngine({
      group: gateway.group,
      network: {
        http: gateway.http(station),
        openTracker: (_url, listener) => tracker.open(station, listener),
        openFeed: (_url, listener) => gateway.openFeed(station, listener),
        openPeer: (options, listener) => network.openPeer(station, options, listener),
      },
      environment: { clock: time, timers: time, random: station.random },
      media: this.sink,
      verify,
      device: profile.cellular ? 'mobile' : 'desktop',
      // On mobile data the page lets the engine give nothing.
      uploadLimits: profile.cellular ? { maximumKbps: 0, leaf: false } : UNLIMITED,
      parameters,
    });
  }

  get profile(): PeerProfile {
    return this.station.profile;
  }

  get random(): SimRandom {
    return this.station.random;
  }

  /** `abrupt`: nobody is told. */
  leave(abrupt: boolean): void {
    if (this.leftAtMillis !== undefined) return;
    this.leftAtMillis = this.#network.time.nowMillis();
    this.station.dead = abrupt;
    this.sink.close();
    this.engine.close();
    this.#network.leave(this.station);
  }
}
