import type { Packet } from '../peers/packet.js';
import type { StreamInfo } from '../transport/links.js';
import { Counters } from './counters.js';
import type { SwarmEngineOptions } from './engine-options.js';
import { FeedSession } from './feed-session.js';
import { HeldStream } from './held-stream.js';
import { Intake, type Sender } from './intake.js';
import { LivePackets } from './live-packets.js';
import { Neighbourhood } from './neighbourhood.js';
import { Opening } from './opening.js';
import { PacketLog } from './packet-log.js';
import type { Parameters } from './parameters.js';
import { PeerTraffic } from './peer-traffic.js';
import { Playout } from './playout.js';
import { PreludeFetch } from './prelude-fetch.js';
import { RelaySession } from './relay-session.js';
import { Rescue } from './rescue.js';
import { SubstreamSources } from './sources.js';
import { readPacket } from './read-packet.js';
import type { EngineState } from './stats.js';
import { TargetLag } from './target-lag.js';
import { TrackerSession } from './tracker-session.js';
import { Upload } from './upload.js';
import type { ViewerStats } from '../transport/tracker-messages.js';

/** What the parts tell that only the loop can answer. */
export interface CoreListener {
  onState(state: EngineState): void;
  onInfo(info: StreamInfo): void;
  viewerStats(): ViewerStats;
  /** A genuine packet of the current epoch, for the first time. */
  onPacket(packet: Packet): void;
}

/** An epoch of which so much has passed at most is played from its beginning; else a fresh join finds the way in. */
const YOUNG_MILLIS = 3_000;
/** After a join that was not genuine. */
const RETRY_MILLIS = 2_000;

/**
 * The parts of the engine, wired. Packets take one way through it: origin → intake (verification) → live packets →
 * play-out and upload. What happens when, the loop decides (swarm-engine.ts).
 */
export class EngineCore {
  readonly counters = new Counters();
  readonly live: LivePackets;
  readonly held: HeldStream;
  readonly log: PacketLog;
  readonly intake: Intake;
  readonly playout: Playout;
  readonly targetLag: TargetLag;
  readonly neighbourhood: Neighbourhood;
  readonly feed: FeedSession;
  readonly sources: SubstreamSources;
  readonly upload: Upload;
  readonly rescue: Rescue;
  readonly opening: Opening;
  readonly preludes: PreludeFetch;
  readonly tracker: TrackerSession;
  readonly relay: RelaySession;
  readonly #traffic: PeerTraffic;
  readonly #options: SwarmEngineOptions;
  readonly #listener: CoreListener;
  #closed = false;
  /** info.json should be asked: the gateway says that the epoch is over. */
  infoWanted = false;

  constructor(options: SwarmEngineOptions, parameters: Parameters, listener: CoreListener) {
    const { group, network, environment, media } = options;
    const now = environment.clock.nowMillis();
    this.#options = options;
    this.#listener = listener;
    this.live = new LivePackets(parameters, environment.random);
    this.held = new HeldStream(this.live.window);
    this.log = new PacketLog(parameters.tracedPackets);
    this.targetLag = new TargetLag(parameters, now);
    this.intake = new Intake(group, options.verify, this.live.window, parameters, {
      onVerified: (packet, sender) => this.#onVerified(packet, sender),
      onPoisoned: (_packet, sender) => this.#onPoisoned(sender),
    });
    this.preludes = new PreludeFetch(
      network.http,
      environment,
      (prelude, bytes) => void this.#onPrelude(prelude, bytes),
    );
    this.playout = new Playout(media, this.live.window, parameters, {
      onPreludeNeeded: (epoch, number) => this.preludes.want(epoch, number),
      onStarted: () => listener.onState('playing'),
      onCursor: (seq) => this.live.forgetBelow(seq),
      onSkipped: (packets) => (this.counters.skipped += packets),
      isHopeful: (seq) => this.live.gaps.get(seq) !== undefined,
      onEnded: () => listener.onState('ended'),
      onOffAir: (offAir) => listener.onState(offAir ? 'off air' : 'playing'),
    });
    this.neighbourhood = new Neighbourhood(group, network.openPeer, environment, parameters, this.live);
    this.feed = new FeedSession(network.openFeed, environment, parameters, {
      onFeedPacket: (bytes) => this.#onFeedPacket(bytes),
      onFeedGained: (substreams) => this.sources.onFeedGained(substreams, this.#now()),
      onFeedLost: (substreams) => this.sources.onFeedLost(substreams, this.#now()),
      onFeedEpoch: (epoch) => (this.infoWanted ||= epoch > this.live.epoch),
    });
    const { table } = this.neighbourhood;
    this.sources = new SubstreamSources(table, this.live, this.feed, parameters, environment.random);
    const { rememberedKbps, onCapacity: onEstimate } = options;
    const capacity = { allowed: network.openPeer !== undefined, rememberedKbps, onEstimate };
    this.upload = new Upload(this.live, this.sources, parameters, capacity, now);
    this.rescue = new Rescue(network.http, environment, parameters, network.openPeer === undefined, {
      onHttpPackets: (packets, bytes) => this.#onHttpPackets(packets, bytes),
      onGatewayHead: (epoch, seq) => {
        // Without anybody who pushes, the polls themselves follow the head.
        if (epoch === this.live.epoch && this.sources.coveredCount > 0) this.live.noteHead(seq, this.#now());
      },
      onEarly: (epoch, seq) => {
        if (epoch === this.live.epoch) this.live.retractHead(seq);
      },
      onGone: (epoch, first, last) => this.#onGone(epoch, first, last),
    });
    this.opening = new Opening(network.http, environment, parameters, {
      onInfo: (info) => listener.onInfo(info),
      onJoin: (prelude, packets, bytes) => void this.#onJoin(prelude, packets, bytes),
      onUnknownChannel: () => listener.onState('unknown channel'),
      onDenied: (reason) => listener.onState(`refused ${reason}`),
      onOffline: () => {
        if (!this.relay.isFeeding) listener.onState('offline');
      },
      onUnreachable: () => {
        if (!this.relay.isFeeding) listener.onState('unreachable');
      },
    });
    this.tracker = new TrackerSession(
      group,
      options.device ?? 'desktop',
      network.openTracker,
      environment,
      parameters,
      {
        membership: () => ({
          capacity: this.upload.capacity.kbps,
          want: this.neighbourhood.wanted,
          token: options.token?.(),
        }),
        onWelcome: (peerId, stun, _peers, turn) =>
          this.neighbourhood.onWelcome(peerId, stun, this.upload.capacity.kbps, turn),
        onIntroductions: (peers) => this.neighbourhood.connect(peers, this.#traffic, () => this.upload.capacity.kbps),
        onPeerSignal: (from, signal) => this.neighbourhood.onSignal(from, signal),
        onPeerGone: (peerId) => this.neighbourhood.onGone(peerId),
        viewerStats: () => listener.viewerStats(),
      },
    );
    this.relay = new RelaySession(network.http, environment, parameters, media, (bytes, offAir) => {
      this.counters.onBytes('relay', bytes);
      listener.onState(offAir ? 'off air' : 'playing');
    });
    const { live, intake, counters, neighbourhood, sources, upload, tracker } = this;
    const { clock } = environment;
    this.#traffic = new PeerTraffic({
      clock,
      parameters,
      live,
      intake,
      counters,
      neighbourhood,
      sources,
      upload,
      tracker,
    });
  }

  /** Moves to a newer epoch, of which `seq` is known to exist. */
  enterEpoch(epoch: number, seq: number): void {
    const now = this.#now();
    this.live.enter(epoch, now);
    this.log.clear();
    this.sources.onEpoch(now);
    if (seq <= this.live.meter.packetsIn(YOUNG_MILLIS)) {
      this.live.forgetBelow(0);
      this.playout.restart(0, now);
    } else {
      this.live.forgetBelow(seq);
      this.playout.restart(seq, now);
      this.opening.start();
    }
  }

  close(): void {
    this.#closed = true;
    this.opening.stop();
    this.preludes.stop();
    this.rescue.stop();
    this.relay.stop();
    this.feed.close();
    this.neighbourhood.close();
    this.tracker.stop();
  }

  #now(): number {
    return this.#options.environment.clock.nowMillis();
  }

  #onVerified(packet: Packet, sender: Sender): void {
    if (this.#closed) return;
    const { neighbour, origin } = sender;
    if (packet.epoch > this.live.epoch) this.enterEpoch(packet.epoch, packet.seq);
    const pushed = origin === 'feed' || neighbour?.parentOf[packet.substream] === true;
    const now = this.#now();
    if (!this.live.add(packet, now, pushed)) {
      this.counters.duplicates++;
      return;
    }
    this.log.note(packet.seq, origin);
    if (this.playout.isRunning && !this.playout.isOffAir) this.#listener.onState('playing');
    this.upload.push(packet, neighbour, now);
    this.playout.advance(now);
    this.#listener.onPacket(packet);
  }

  #onPoisoned(sender: Sender): void {
    this.counters.poisoned++;
    if (sender.neighbour !== undefined) this.#traffic.onPoisoned(sender.neighbour);
  }

  #onFeedPacket(bytes: Uint8Array): void {
    this.counters.onBytes('feed', bytes.length);
    const packet = readPacket(bytes);
    if (packet === undefined) return;
    if (packet.epoch === this.live.epoch) this.sources.onPushed(packet.seq);
    this.#take(packet, 'feed');
  }

  #onHttpPackets(packets: readonly Packet[], bytes: number): void {
    this.counters.onBytes('http', bytes);
    for (const packet of packets) this.#take(packet, 'http');
  }

  #take(packet: Packet, origin: 'feed' | 'http' | 'join'): void {
    const verdict = this.intake.take(packet, { origin, neighbour: undefined });
    if (verdict === 'duplicate') this.counters.duplicates++;
  }

  #onGone(epoch: number, first: number, last: number): void {
    this.infoWanted = true;
    if (epoch !== this.live.epoch) return;
    for (let seq = first; seq <= last; seq++) this.live.gaps.close(seq);
  }

  async #onPrelude(prelude: Packet, bytes: number): Promise<void> {
    this.counters.onBytes('join', bytes);
    if (!(await this.intake.isGenuinePrelude(prelude)) || this.#closed) return;
    this.held.onPrelude(prelude);
    this.playout.setPrelude(prelude, this.#now());
  }

  async #onJoin(prelude: Packet, packets: readonly Packet[], bytes: number): Promise<void> {
    this.counters.onBytes('join', bytes);
    const genuine = await this.intake.isGenuinePrelude(prelude);
    if (this.#closed) return;
    if (!genuine) this.counters.poisoned++;
    if (!genuine || prelude.epoch < this.live.epoch) {
      // Perhaps the channel has another key or epoch since info.json was read.
      this.#options.environment.timers.after(RETRY_MILLIS, () => {
        if (!this.#closed) this.opening.start();
      });
      return;
    }
    const now = this.#now();
    const from = packets[0]?.seq ?? Math.max(0, this.live.window.head + 1);
    if (prelude.epoch > this.live.epoch || from > this.live.knownHead + 1) {
      this.live.enter(prelude.epoch, now);
      this.log.clear();
      this.sources.onEpoch(now);
    }
    this.relay.stop();
    this.live.forgetBelow(from);
    this.playout.restart(from, now);
    this.held.onPrelude(prelude);
    this.playout.setPrelude(prelude, now);
    const newest = packets.at(-1);
    if (newest !== undefined) this.rescue.onBurst(newest.epoch, newest.seq);
    for (const packet of packets) this.#take(packet, 'join');
  }
}
