import type { EngineState } from '../../engine/stats.js';
import { SwarmEngine } from '../../engine/swarm-engine.js';
import type { Parameters } from '../../engine/parameters.js';
import type { UploadLimits } from '../../engine/upload-limits.js';
import type { VerifySignature } from '../../peers/verify-signature.js';
import type { Timers } from '../../transport/environment.js';
import type { Network } from '../../transport/links.js';
import { SeededRandom } from '../peers/random-bytes.js';
import { FakeGateway, type GatewayAccess } from './fake-gateway.js';
import { FakePeerNetwork, type Uplink, uplink } from './fake-peers.js';
import { verifyAtOnce } from './fake-stream.js';
import { FakeTracker } from './fake-tracker.js';
import { RecordingSink } from './recording-sink.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';

export const GROUP = 'news';

export interface ViewerOptions extends GatewayAccess {
  readonly webRtc?: boolean;
  readonly uplink?: Uplink;
  readonly parameters?: Partial<Parameters>;
  readonly uploadLimits?: UploadLimits;
  readonly takeStartMillis?: () => number | undefined;
}

/** One viewer of a scenario. */
export interface Viewer {
  readonly engine: SwarmEngine;
  readonly sink: RecordingSink;
  readonly uplink: Uplink;
  readonly states: EngineState[];
  readonly joinedAtMillis: number;
  /** WebSockets get through. */
  webSockets: boolean;
  /** Timers that repeat come only once a minute, as in a page that is hidden for long. */
  slowTimers: boolean;
  /** The page is gone without a word. */
  crash(): void;
}

/** Timers that repeat run once a minute while `isSlow`. */
function slowable(time: VirtualTime, isSlow: () => boolean): Timers {
  return {
    after: (delayMillis, task) => time.after(delayMillis, task),
    every: (periodMillis, task) => {
      let ranAtMillis = -Infinity;
      return time.every(periodMillis, () => {
        if (isSlow() && time.nowMillis() - ranAtMillis < 60_000) return;
        ranAtMillis = time.nowMillis();
        task();
      });
    },
  };
}

/** A gateway, a tracker and viewers in one virtual time; the same seed gives the same course of events. */
export class World {
  readonly time = new VirtualTime();
  readonly random: SeededRandom;
  readonly gateway: FakeGateway;
  readonly tracker: FakeTracker;
  readonly viewers: Viewer[] = [];
  readonly peers = new FakePeerNetwork(this.time);
  readonly #verify: VerifySignature = verifyAtOnce();

  constructor(seed = 1) {
    this.random = new SeededRandom(seed);
    this.gateway = new FakeGateway(GROUP, this.time, this.random);
    this.tracker = new FakeTracker(GROUP, this.time, this.random);
  }

  run(millis: number): Promise<void> {
    return this.time.run(millis);
  }

  join(options: ViewerOptions = {}): Viewer {
    const sink = new RecordingSink(this.time);
    const up = options.uplink ?? uplink();
    const states: EngineState[] = [];
    const { time, random } = this;
    const reach = { webSockets: options.webSockets ?? true, slowTimers: false };
    const network: Network = {
      http: this.gateway.http(),
      openTracker: (_url, listener) => this.tracker.open(listener, () => reach.webSockets && !up.dead),
      openFeed: (_url, listener) =>
        this.gateway.openFeed(listener, { feedLoss: options.feedLoss ?? 0, webSockets: reach.webSockets }),
      openPeer: options.webRtc === false ? undefined : (peer, listener) => this.peers.open(peer, listener, up),
    };
    const engine = new SwarmEngine({
      group: GROUP,
      network,
      environment: { clock: time, timers: slowable(time, () => reach.slowTimers), random },
      media: sink,
      verify: this.#verify,
      parameters: options.parameters ?? {},
      ...(options.uploadLimits === undefined ? {} : { uploadLimits: options.uploadLimits }),
      takeStartMillis: options.takeStartMillis,
      onState: (state) => states.push(state),
    });
    const viewer: Viewer = {
      engine,
      sink,
      uplink: up,
      states,
      joinedAtMillis: time.nowMillis(),
      get webSockets() {
        return reach.webSockets;
      },
      set webSockets(open: boolean) {
        reach.webSockets = open;
      },
      get slowTimers() {
        return reach.slowTimers;
      },
      set slowTimers(slow: boolean) {
        reach.slowTimers = slow;
      },
      crash: () => {
        up.dead = true;
        engine.close();
      },
    };
    this.viewers.push(viewer);
    engine.start();
    return viewer;
  }

  /** Viewers that come one after another. */
  async joinMany(count: number, everyMillis: number, options: ViewerOptions = {}): Promise<Viewer[]> {
    const viewers = [];
    for (let i = 0; i < count; i++) {
      viewers.push(
        this.join({ ...options, ...(options.uplink === undefined ? {} : { uplink: { ...options.uplink } }) }),
      );
      await this.run(everyMillis);
    }
    return viewers;
  }
}
