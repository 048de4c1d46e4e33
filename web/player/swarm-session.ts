import type { MediaSink } from '../engine/media-sink.js';
import type { EngineState, Mode, PacketTrace } from '../engine/stats.js';
import { SwarmEngine } from '../engine/swarm-engine.js';
import { browserPlayout } from '../media/browser-playout.js';
import type { LivePlayout } from '../media/live-playout.js';
import { createVerifySignature } from '../peers/verify-signature.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import { browserNetwork } from '../transport/browser-network.js';
import { jumpToLiveMillis } from './live-edge.js';
import type { LiveSession, LiveSessionListener, LiveSessionOptions, PeerMode } from './live-session.js';
import { playSeqOf, type PacketOrigin, type PacketStrip } from './packet-strip.js';
import type { Delivery, PlayerStats } from './player-stats.js';
import { sessionPhase } from './session-phase.js';

/** Packets that the packet map of a wide page shows. */
const TRACED_PACKETS = 720;

const DELIVERIES: Record<Mode, Delivery> = { swarm: 'peers', pull: 'gateway', relay: 'relay' };

/** The real session: the swarm engine on the page's network, playing on the page's video element. */
export class SwarmSession implements LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #listener: LiveSessionListener;
  readonly #playout: LivePlayout;
  readonly #engine: SwarmEngine;
  #played = false;
  #closed = false;

  constructor(options: LiveSessionOptions, listener: LiveSessionListener) {
    this.#options = options;
    this.#listener = listener;
    const environment = browserEnvironment();
    const network = browserNetwork({ gatewayUrl: options.gateway.href, group: options.channel, environment });
    this.#playout = browserPlayout(
      options.video,
      environment,
      {
        onNeedsStart: () => this.#engine.restart(),
        onError: (kind, message) => this.#tell(() => listener.onFault({ kind, message })),
        onPlayRefused: () => undefined, // the element asks again within the autoplay rules, at the first picture
      },
      { autoplay: false },
    );
    const media: MediaSink = this.#playout;
    this.#engine = new SwarmEngine({
      group: options.channel,
      network: options.peers === 'off' ? { ...network, openPeer: undefined } : network,
      environment,
      media,
      verify: createVerifySignature(secureCrypto()),
      device: isMobile() ? 'mobile' : 'desktop',
      parameters: { tracedPackets: TRACED_PACKETS, ...(gives(options.peers) ? {} : GIVING_NOTHING) },
      onState: (state) => this.#onState(state),
    });
    this.#engine.start();
  }

  stats(): PlayerStats {
    const stats = this.#engine.stats();
    const position = this.#playout.position();
    this.#played ||= position.timestampMillis !== undefined;
    return {
      channel: this.#options.channel,
      epoch: stats.epoch,
      positionMillis: position.timestampMillis,
      lagMillis: stats.lagMillis,
      aheadMillis: position.aheadMillis,
      neighbours: stats.neighbours,
      fromPeersBytes: stats.fromPeersBytes,
      fromFeedBytes: stats.fromFeedBytes,
      fromHttpBytes: stats.fromHttpBytes,
      toPeersBytes: stats.toPeersBytes,
      stalls: stats.stalls,
      stalledMillis: stats.stalledMillis,
      delivery: DELIVERIES[stats.mode],
    };
  }

  packets(limit: number): PacketStrip | undefined {
    const traces = this.#engine.recentPackets().slice(-limit);
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
    const { lagMillis, targetLagMillis } = this.#engine.stats();
    const { aheadMillis } = this.#playout.position();
    if (lagMillis !== undefined) {
      this.#options.video.currentTime += jumpToLiveMillis({ lagMillis, targetLagMillis, aheadMillis }) / 1_000;
    }
  }

  close(): void {
    this.#closed = true;
    this.#engine.close();
    this.#playout.close();
  }

  #onState(state: EngineState): void {
    this.#played ||= this.#playout.position().timestampMillis !== undefined;
    this.#tell(() => this.#listener.onPhase(sessionPhase(state, this.#played)));
  }

  #tell(tell: () => void): void {
    if (!this.#closed) {
      tell();
    }
  }
}

/** Upload of a viewer that only receives. */
const GIVING_NOTHING = { capacityKbps: 0, capacityMaximumKbps: 0 };

function originOf({ origin }: PacketTrace): PacketOrigin {
  return origin === 'peer' || origin === 'missing' ? origin : 'server';
}

/** Pages without TLS have no `subtle`; the types do not know. */
function secureCrypto(): SubtleCrypto | undefined {
  return (crypto as { readonly subtle?: SubtleCrypto }).subtle;
}

interface HintingNavigator {
  readonly userAgentData?: { readonly mobile: boolean };
  readonly connection?: { readonly saveData?: boolean; readonly type?: string };
}

function isMobile(): boolean {
  const { userAgentData } = navigator as HintingNavigator;
  return userAgentData?.mobile ?? /Mobi/.test(navigator.userAgent);
}

/** Whether this viewer hands packets on: not where that costs the viewer money, as far as the browser tells. */
function gives(peers: PeerMode): boolean {
  const { connection } = navigator as HintingNavigator;
  return peers === 'on' && connection?.saveData !== true && connection?.type !== 'cellular';
}
