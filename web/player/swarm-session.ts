import type { SwarmEngineOptions } from '../engine/engine-options.js';
import type { NeighbourStats } from '../engine/neighbour-stats.js';
import type { EngineState, PacketTrace } from '../engine/stats.js';
import { browserPlayout } from '../media/browser-playout.js';
import type { LivePlayout } from '../media/live-playout.js';
import { createVerifySignature } from '../peers/verify-signature.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import { browserNetwork } from '../transport/browser-network.js';
import { HeldSockets } from '../transport/held-sockets.js';
import type { Network } from '../transport/links.js';
import { tabChannels } from '../transport/tab-channel.js';
import { CapacityMemory } from './capacity-memory.js';
import { followingRun, leadingRun, type EngineRun, type TabSharing } from './engine-run.js';
import { jumpToLiveMillis } from './live-edge.js';
import { networkFor } from './network-for.js';
import type { PeerMode, SessionListener, SessionOptions } from './player-session.js';
import { playSeqOf, type PacketOrigin, type PacketStrip } from './packet-strip.js';
import type { PlayerStats } from './player-stats.js';
import { sessionPhase } from './session-phase.js';
import { NO_TOTALS, streamFigures, sum, totalsOf, type SessionTotals } from './session-stats.js';
import { StartUp } from './start-up.js';
import { TabElection, type TabPart } from './tab-election.js';
import { isMobile, secureCrypto, tabLocks } from './this-browser.js';
import { uploadLimitsFor } from './upload-rule.js';
import { ViewerConditions } from './viewer-conditions.js';

/** The tracker, and the connections to other viewers that come of it, wait for the first picture, but not longer. */
const TRACKER_PATIENCE_MILLIS = 1_000;
/** Packets that the packet map of a wide page shows. */
const TRACED_PACKETS = 720;

/** What a live session tells: it knows only of live. */
export type SwarmListener = Pick<SessionListener, 'onPhase' | 'onFault'>;

/**
 * A live session: a swarm engine on the page's network, playing on the page's video element. Where other tabs play the
 * same channel one of them has the network and the others play from it; when that one goes, another engine takes over
 * while the picture plays on.
 */
export class SwarmSession {
  readonly #options: SessionOptions;
  readonly #listener: SwarmListener;
  readonly #playout: LivePlayout;
  readonly #conditions: ViewerConditions;
  readonly #memory = new CapacityMemory(
    () => localStorage,
    () => Date.now(),
  );
  readonly #network: Network;
  readonly #engineOptions: Omit<SwarmEngineOptions, 'network'>;
  #peers: PeerMode;
  #sharing: TabSharing | undefined;
  #election: TabElection | undefined;
  readonly #startUp: StartUp;
  #run: EngineRun | undefined;
  /** Of the first run, which begins before the browser has said which tab leads. */
  readonly #sockets: HeldSockets;
  #part: TabPart | undefined;
  /** What engines counted that ran before. */
  #former: SessionTotals = NO_TOTALS;
  #followers = 0;
  #maxUploadKbps: number | undefined;
  #played = false;
  #closed = false;

  constructor(options: SessionOptions, listener: SwarmListener) {
    this.#options = options;
    this.#listener = listener;
    this.#maxUploadKbps = options.maxUploadKbps;
    const environment = browserEnvironment();
    this.#startUp = new StartUp(options.video, environment.clock);
    const { token } = options;
    this.#peers = options.peers;
    this.#network = browserNetwork({ gatewayUrl: options.gateway.href, group: options.channel, environment, token });
    this.#playout = browserPlayout(
      options.video,
      environment,
      {
        onNeedsStart: () => this.#run?.engine.restart(),
        onError: (kind, message) => this.#tell(() => listener.onFault({ kind, message })),
        onPlayRefused: () => undefined, // the element asks again within the autoplay rules, at the first picture
      },
      { autoplay: false },
    );
    this.#conditions = new ViewerConditions(
      options.video,
      () => this.#limitUpload(),
      () => this.#run?.engine.wake(),
    );
    this.#engineOptions = {
      group: options.channel,
      token,
      environment,
      media: this.#playout,
      verify: createVerifySignature(secureCrypto()),
      device: isMobile() ? 'mobile' : 'desktop',
      parameters: { tracedPackets: TRACED_PACKETS },
      takeStartMillis: () => this.#startUp.take(),
      onCapacity: (kbps) => this.#memory.remember(this.#conditions.connectionType, kbps),
    };
    this.#sockets = new HeldSockets(networkFor(this.#peers, this.#network));
    this.#begin(undefined, this.#sockets.network);
    const meetOthers = (): void => this.#sockets.release('tracker');
    environment.timers.after(TRACKER_PATIENCE_MILLIS, meetOthers);
    options.video.addEventListener('loadeddata', meetOthers, { once: true });
    this.#elect();
  }

  stats(): PlayerStats {
    const run = this.#run;
    const position = this.#playout.position();
    this.#played ||= position.timestampMillis !== undefined;
    return {
      ...streamFigures(run?.engine.stats(), run?.follows === true),
      ...this.#totals(),
      channel: this.#options.channel,
      film: undefined,
      positionMillis: position.timestampMillis,
      aheadMillis: position.aheadMillis,
    };
  }

  neighbours(): readonly NeighbourStats[] {
    return this.#run?.engine.neighbours() ?? [];
  }

  packets(limit: number): PacketStrip | undefined {
    const traces = this.#run?.engine.recentPackets().slice(-limit) ?? [];
    const first = traces[0];
    const last = traces.at(-1);
    const { epoch, positionMillis, lagMillis, delivery } = this.stats();
    if (first === undefined || last === undefined || epoch === undefined || delivery === 'relay') {
      return undefined;
    }
    return {
      epoch,
      firstSeq: first.seq,
      origins: traces.map(originOf),
      playSeq:
        positionMillis === undefined || lagMillis === undefined
          ? undefined
          : playSeqOf(last.seq, positionMillis, lagMillis),
    };
  }

  pause(): void {
    this.#playout.pause();
  }

  toLive(): void {
    const { lagMillis, targetLagMillis } = this.#run?.engine.stats() ?? {};
    const { aheadMillis } = this.#playout.position();
    if (lagMillis !== undefined && targetLagMillis !== undefined) {
      this.#options.video.currentTime += jumpToLiveMillis({ lagMillis, targetLagMillis, aheadMillis }) / 1_000;
    }
  }

  /** Lets go of the video element, on which something else is shown; goes on taking and giving. */
  suspend(): void {
    this.#playout.suspend();
  }

  /** Shows the live edge again. @param playing not paused */
  revive(playing: boolean): void {
    this.#playout.revive(playing);
  }

  limitUpload(kbps: number | undefined): void {
    this.#maxUploadKbps = kbps;
    this.#limitUpload();
  }

  /** See {@link PlayerSession.meet}. */
  meet(peers: PeerMode): boolean {
    this.#peers = peers;
    this.#election?.close();
    this.#election = this.#part = undefined;
    this.#begin(undefined, networkFor(peers, this.#network));
    this.#elect();
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#election?.close();
    this.#conditions.close();
    this.#run?.close();
    this.#playout.close();
  }

  /** Which tab has the network; who is to be alone has his own, and nobody leans on it. */
  #elect(): void {
    const { gateway, channel, token, sharesTabs } = this.#options;
    const openChannel = sharesTabs && this.#peers !== 'alone' ? tabChannels() : undefined;
    const locks = tabLocks();
    if (openChannel === undefined || locks === undefined) {
      this.#onPart('alone');
    } else {
      this.#sharing = { openChannel, name: `bittube ${gateway.href} ${channel} ${token() ?? ''}` };
      this.#election = new TabElection(locks, this.#sharing.name, (part) => this.#onPart(part));
    }
  }

  /** The run that began without a part goes on, unless this tab follows; every other part is a new run. */
  #onPart(part: TabPart): void {
    if (this.#closed) {
      return;
    }
    if (part === 'follower') this.#startUp.spoil();
    if (part === 'follower' || this.#part !== undefined) {
      this.#begin(part, networkFor(this.#peers, this.#network));
    }
    this.#part = part;
    this.#sockets.release('feed');
    if (part === 'leader' && this.#sharing !== undefined) {
      this.#run?.share(this.#sharing, (count) => this.#onFollowers(count));
    }
  }

  /** A run in place of the one before: the picture plays on from its buffer meanwhile. */
  #begin(part: TabPart | undefined, network: Network): void {
    this.#former = this.#totals();
    this.#run?.close();
    this.#followers = 0;
    const { connectionType } = this.#conditions;
    const options: SwarmEngineOptions = {
      ...this.#engineOptions,
      network,
      rememberedKbps: this.#memory.recall(connectionType),
      uploadLimits: this.#uploadLimits(),
      onState: (state) => {
        if (this.#run === run) {
          this.#onState(state);
        }
      },
    };
    const run =
      part === 'follower' && this.#sharing !== undefined
        ? followingRun(options, this.#sharing, crypto.getRandomValues(new Uint32Array(4)).join('-'))
        : leadingRun(options);
    this.#run = run;
    run.engine.start();
  }

  #onFollowers(count: number): void {
    this.#followers = count;
    this.#limitUpload();
  }

  #limitUpload(): void {
    this.#run?.engine.limitUpload(this.#uploadLimits());
  }

  #uploadLimits(): ReturnType<typeof uploadLimitsFor> {
    const { metered, hidden, silent } = this.#conditions;
    const hasFollowers = this.#followers > 0;
    return uploadLimitsFor({
      peers: this.#peers,
      maxUploadKbps: this.#maxUploadKbps,
      metered,
      hidden,
      silent,
      hasFollowers,
    });
  }

  #totals(): SessionTotals {
    const run = this.#run;
    const now = run === undefined ? NO_TOTALS : totalsOf(run.engine.stats(), run.follows, run.fromTabBytes());
    return sum(this.#former, now);
  }

  #onState(state: EngineState): void {
    this.#played ||= this.#playout.position().timestampMillis !== undefined;
    if (!this.#played && state !== 'starting' && state !== 'playing') this.#startUp.spoil();
    this.#tell(() => this.#listener.onPhase(sessionPhase(state, this.#played)));
  }

  #tell(tell: () => void): void {
    if (!this.#closed) {
      tell();
    }
  }
}

function originOf({ origin }: PacketTrace): PacketOrigin {
  return origin === 'peer' || origin === 'missing' ? origin : 'server';
}
