import type { Packet } from '../peers/packet.js';
import type { StreamInfo } from '../transport/links.js';
import type { SharedStream } from '../transport/shared-stream.js';
import type { ViewerStats } from '../transport/tracker-messages.js';
import { CapacityNews } from './capacity-news.js';
import { EngineCore } from './engine-core.js';
import type { SwarmEngineOptions } from './engine-options.js';
import { GapFilling } from './gap-filling.js';
import type { MediaPosition } from './media-sink.js';
import { chooseMode } from './mode.js';
import { neighbourStats, type NeighbourStats } from './neighbour-stats.js';
import { alone, defaultParameters, type Parameters } from './parameters.js';
import { SilenceWatch } from './silence-watch.js';
import type { EngineState, EngineStats, Mode, PacketTrace } from './stats.js';
import { roleUnder, UNLIMITED, type UploadLimits } from './upload-limits.js';

/** So many turns of the loop late, it is driven by the packets. */
const OVERDUE_TICKS = 3;

/**
 * Plays one live channel: gets its packets from other viewers where they have them, from the gateway where they have
 * not, hands them on, and feeds them to the sink in order. One value is one session: start() once, close() at its end.
 */
export class SwarmEngine {
  readonly #options: SwarmEngineOptions;
  readonly #parameters: Parameters;
  readonly #core: EngineCore;
  readonly #filling: GapFilling;
  readonly #silence: SilenceWatch;
  readonly #news: CapacityNews;
  #limits: UploadLimits;
  #tickedAtMillis = -Infinity;
  #state: EngineState = 'starting';
  #mode: Mode;
  #cancelTick: (() => void) | undefined;
  #closed = false;
  #aloneSinceMillis: number | undefined;
  #steerAtMillis = 0;
  #rejoinAtMillis: number;
  #lagMillis: number | undefined;
  readonly #abort = new AbortController();
  readonly #relaySource = { epochNow: () => this.#epochForRelay(), onBegin: () => this.#onRelayBegins() };

  constructor(options: SwarmEngineOptions) {
    this.#options = options;
    this.#mode = options.network.openPeer === undefined ? 'pull' : 'swarm';
    this.#parameters = { ...defaultParameters, ...(this.#mode === 'pull' ? alone : {}), ...options.parameters };
    this.#rejoinAtMillis = options.environment.clock.nowMillis();
    this.#core = new EngineCore(options, this.#parameters, {
      onState: (state) => this.#setState(state),
      onInfo: (info) => this.#onInfo(info),
      viewerStats: () => this.#viewerStats(),
      onPacket: (packet) => this.#onPacket(packet),
    });
    this.#limits = options.uploadLimits ?? UNLIMITED;
    this.#core.upload.limit(this.#limits, this.#rejoinAtMillis);
    this.#news = new CapacityNews(this.#core.upload.capacity.kbps, this.#rejoinAtMillis);
    this.#filling = new GapFilling(this.#core, this.#parameters);
    this.#silence = new SilenceWatch(this.#core, options.network.http, options.environment, this.#parameters, {
      onState: (state) => this.#setState(state),
      onInfo: (info) => this.#onInfo(info),
    });
  }

  /** Begins; a second call does nothing. */
  start(): void {
    if (this.#cancelTick !== undefined || this.#closed) return;
    this.#core.opening.start();
    this.#cancelTick = this.#options.environment.timers.every(this.#parameters.tickMillis, () => this.#tick());
  }

  /** The sink lost its place (a decoder failed, a long pause): the stream begins afresh at the live edge. */
  restart(): void {
    if (this.#closed) return;
    if (this.#mode === 'relay') {
      this.#core.relay.restart(this.#relaySource);
    } else {
      this.#core.opening.start();
    }
  }

  /**
   * Other limits for what this viewer gives, at once: where it may give less its children are let go of, where it may give
   * nothing the feed goes to somebody who hands it on, and the neighbours hear of it. The tracker hears at the next join.
   */
  limitUpload(limits: UploadLimits): void {
    if (this.#closed) return;
    const now = this.#options.environment.clock.nowMillis();
    this.#limits = limits;
    this.#core.upload.limit(limits, now);
    if (!this.#feedAllowed()) this.#core.feed.giveBack();
    this.#tellCapacity(now);
  }

  /** The page was slowed down and is not any more: what is overdue is done now. */
  wake(): void {
    if (this.#cancelTick !== undefined && !this.#closed) this.#tick();
  }

  /** What is held of the stream, for others of this viewer. */
  get held(): SharedStream {
    return this.#core.held;
  }

  /** Says good-bye and ends every connection. May be called twice. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelTick?.();
    this.#abort.abort();
    this.#silence.stop();
    this.#core.close();
    this.#setState('closed');
  }

  stats(): EngineStats {
    const { counters, live, neighbourhood, sources, targetLag, upload } = this.#core;
    const { stalls, stalledMillis } = this.#options.media.position();
    return {
      state: this.#state,
      mode: this.#mode,
      epoch: live.epoch === 0 ? undefined : live.epoch,
      fromPeersBytes: counters.fromPeersBytes,
      fromFeedBytes: counters.fromFeedBytes,
      fromHttpBytes: counters.fromHttpBytes,
      httpPacketsBytes: counters.httpPacketsBytes,
      httpJoinBytes: counters.httpJoinBytes,
      httpRelayBytes: counters.httpRelayBytes,
      toPeersBytes: upload.sentBytes,
      peerShare: counters.peerShare,
      neighbours: neighbourhood.table.ready.length,
      childSubstreams: upload.shares,
      role: this.#options.network.openPeer === undefined ? 'download-only' : roleUnder(this.#limits),
      capacityKbps: upload.capacity.kbps,
      uploadLimitKbps: Number.isFinite(upload.capacity.limitKbps) ? upload.capacity.limitKbps : undefined,
      uplinkEstimateKbps: upload.capacity.estimateKbps,
      bitsPerSecond: Math.round(live.meter.bitsPerSecond),
      lagMillis: this.#lagMillis,
      targetLagMillis: targetLag.millis,
      stalls,
      stalledMillis,
      duplicates: counters.duplicates,
      skipped: counters.skipped,
      late: counters.late,
      poisoned: counters.poisoned,
      substreams: this.#core.relay.isFeeding ? sources.describe().map(() => ({ kind: 'relay' })) : sources.describe(),
    };
  }

  /** The other viewers that this one is connected to. */
  neighbours(): readonly NeighbourStats[] {
    return this.#core.neighbourhood.table.ready.map(neighbourStats);
  }

  /** The last packets (some 240) and where each came from, ascending; gaps that are still open are `missing`. */
  recentPackets(): readonly PacketTrace[] {
    return this.#core.log.recent(this.#core.live.window.first);
  }

  #tick(): void {
    const core = this.#core;
    const now = this.#options.environment.clock.nowMillis();
    this.#tickedAtMillis = now;
    const position = this.#options.media.position();
    core.counters.tick(now);
    core.feed.tick(now);
    core.tracker.tick(now);
    this.#chooseMode(now);
    if (this.#mode === 'relay') core.relay.start(this.#relaySource);
    if (this.#mode !== 'relay' || !core.relay.isFeeding) {
      core.sources.tick(
        {
          peerId: core.neighbourhood.peerId,
          pulling: core.rescue.isWorking && core.live.epoch > 0,
          feedAllowed: this.#feedAllowed() && core.live.epoch > 0,
          settled: core.neighbourhood.ageMillis(now) >= this.#parameters.crowdMillis,
          feedsOthers: (substream) => core.upload.feeds(substream),
        },
        now,
      );
      if (core.live.epoch > 0) this.#filling.tick(position, now);
      core.playout.tick(position, now);
      core.upload.tick(now);
      this.#tellCapacity(now);
      this.#silence.tick(now);
    }
    core.neighbourhood.tick(core.tracker, core.sources, now);
    this.#steer(position, now);
  }

  /** A feed is for those who hand it on. */
  #feedAllowed(): boolean {
    const { network } = this.#options;
    return network.feedIsFree === true || (this.#mode === 'swarm' && this.#core.upload.capacity.kbps > 0);
  }

  #tellCapacity(nowMillis: number): void {
    const { neighbourhood, upload } = this.#core;
    const { kbps } = upload.capacity;
    if (!this.#news.isDue(kbps, nowMillis)) return;
    for (const neighbour of neighbourhood.table.ready) neighbour.send(neighbourhood.hello(kbps));
  }

  #onPacket(packet: Packet): void {
    this.#options.onPacket?.(packet);
    // The browser slows the timers of a hidden page down to one a second or one a minute; packets come all the same.
    const now = this.#options.environment.clock.nowMillis();
    if (now - this.#tickedAtMillis > OVERDUE_TICKS * this.#parameters.tickMillis) this.wake();
  }

  #onInfo(info: StreamInfo): void {
    const core = this.#core;
    core.held.onInfo(info);
    core.intake.publicKey = info.publicKey;
    core.live.meter.hint(info.bitsPerSecond);
    core.feed.url = info.feedUrl;
    core.tracker.start(info.trackerUrl);
  }

  #chooseMode(nowMillis: number): void {
    const core = this.#core;
    // Whoever has a free feed is not on its own: it comes back, or this viewer gets another part.
    const free = this.#options.network.feedIsFree === true;
    const alone = !free && !core.tracker.isMember && core.neighbourhood.table.ready.length === 0 && !core.feed.holdsAny;
    if (!alone || core.live.epoch === 0) this.#aloneSinceMillis = undefined;
    else this.#aloneSinceMillis ??= nowMillis;
    const before = this.#mode;
    this.#mode = chooseMode({
      peersPossible: this.#options.network.openPeer !== undefined,
      aloneSinceMillis: this.#aloneSinceMillis,
      nowMillis,
      relayAfterMillis: this.#parameters.relayAfterMillis,
    });
    if (this.#mode === before) return;
    core.tracker.slow = this.#mode === 'relay';
    if (before !== 'relay') return;
    // The one goes on until the other has brought what follows.
    if (core.relay.isFeeding) core.opening.start();
    else core.relay.stop();
  }

  #onRelayBegins(): void {
    const core = this.#core;
    if (this.#mode !== 'relay') return;
    core.sources.dropAll(this.#options.environment.clock.nowMillis());
    core.upload.dropAll();
    core.feed.close();
    core.rescue.stop();
    core.opening.stop();
    core.playout.stop();
  }

  async #epochForRelay(): Promise<number | undefined> {
    const info = await this.#options.network.http.info(this.#abort.signal);
    if (info.kind === 'unknown') this.#setState('unknown channel');
    else if (info.kind === 'denied') this.#setState(`refused ${info.reason}`);
    else if (info.kind !== 'ok') this.#setState(info.kind === 'failed' ? 'unreachable' : 'offline');
    return info.kind === 'ok' ? info.value.epoch : undefined;
  }

  #steer(position: MediaPosition, nowMillis: number): void {
    const { live, targetLag, opening, playout, relay } = this.#core;
    const paused = live.meter.silentMillis(nowMillis) > this.#parameters.infoSilenceMillis / 2;
    const head = live.meter.headTimestampMillis(nowMillis);
    // Over the relay nobody says where the head is, but little can be between it and the end of the buffer.
    if (relay.isFeeding) this.#lagMillis = position.aheadMillis;
    else if (position.timestampMillis === undefined || head === undefined) this.#lagMillis = undefined;
    else this.#lagMillis = Math.max(0, head - position.timestampMillis);
    targetLag.tick(position, this.#lagMillis, paused && !relay.isFeeding, nowMillis);
    if (this.#lagMillis === undefined || nowMillis < this.#steerAtMillis) return;
    this.#steerAtMillis = nowMillis + this.#parameters.steerMillis;
    this.#options.media.steer({ lagMillis: this.#lagMillis, targetLagMillis: targetLag.millis });
    const lost = this.#lagMillis > this.#parameters.rejoinLagMillis && position.playing && !relay.isFeeding;
    const stuck = !playout.isRunning && !relay.isFeeding && live.window.size > 0;
    if (!lost && !stuck) this.#rejoinAtMillis = nowMillis + this.#parameters.rejoinLagMillis / 2;
    if (nowMillis < this.#rejoinAtMillis || this.#mode === 'relay') return;
    this.#rejoinAtMillis = nowMillis + this.#parameters.rejoinLagMillis;
    opening.start();
  }

  #viewerStats(): ViewerStats {
    const { counters, neighbourhood, upload } = this.#core;
    const { playing, stalls, stalledMillis } = this.#options.media.position();
    return {
      fromPeersBytes: counters.fromPeersBytes,
      fromFeedBytes: counters.fromFeedBytes,
      fromHttpBytes: counters.fromHttpBytes,
      toPeersBytes: upload.sentBytes,
      lagMillis: Math.round(this.#lagMillis ?? 0),
      stalls,
      stalledMillis: Math.round(stalledMillis),
      neighbours: neighbourhood.table.ready.length,
      playing: playing && this.#state === 'playing',
      startMillis: this.#options.takeStartMillis?.(),
    };
  }

  #setState(state: EngineState): void {
    if (this.#state === state || this.#state === 'closed') return;
    // That nothing streams after the end is no news.
    if (this.#state === 'ended' && (state === 'offline' || state === 'unreachable')) return;
    this.#state = state;
    this.#options.onState?.(state);
  }
}
