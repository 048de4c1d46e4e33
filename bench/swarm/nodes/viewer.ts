import { SwarmEngine } from '../../../web/engine/swarm-engine.js';
import type { VerifySignature } from '../../../web/peers/verify-signature.js';
import type { Environment } from '../../../web/transport/environment.js';
import { LinkTraffic } from './link-traffic.js';
import { NodeNetwork } from './node-network.js';
import type { Packet } from '../../../web/peers/packet.js';
import type { ViewerTotals } from './viewer-totals.js';
import { VirtualPlayer } from './virtual-player.js';

export interface ViewerOptions {
  readonly gatewayUrl: string;
  readonly group: string;
  readonly environment: Environment;
  readonly verify: VerifySignature;
  readonly blocked: boolean;
  /** A packet was found genuine by this viewer. */
  readonly onPacket: (viewer: Viewer, packet: Packet) => void;
}

/** One viewer: the engine of the page, a player without a picture, and the network of this process. */
export class Viewer {
  readonly player: VirtualPlayer;
  readonly engine: SwarmEngine;
  readonly blocked: boolean;
  /** On the clock. */
  readonly cameAtMillis: number;
  readonly #traffic = new LinkTraffic();
  readonly #network: NodeNetwork;
  readonly #environment: Environment;
  #final: ViewerTotals | undefined;
  #packets = 0;

  constructor(options: ViewerOptions) {
    const { gatewayUrl, group, environment, blocked } = options;
    this.blocked = blocked;
    this.#environment = environment;
    this.cameAtMillis = environment.clock.nowMillis();
    this.player = new VirtualPlayer(environment.clock);
    this.#network = new NodeNetwork({ gatewayUrl, group, environment, traffic: this.#traffic, blocked });
    this.engine = new SwarmEngine({
      group,
      network: this.#network,
      environment,
      media: this.player,
      verify: async (packet, signer) => {
        const genuine = await options.verify(packet, signer);
        if (genuine && !packet.isPrelude) {
          this.#packets++;
          options.onPacket(this, packet);
        }
        return genuine;
      },
    });
    this.engine.start();
  }

  get isPresent(): boolean {
    return this.#final === undefined;
  }

  /** Time since it came. */
  get presentMillis(): number {
    return this.#environment.clock.nowMillis() - this.cameAtMillis;
  }

  /** Goes, with good-byes or without. */
  leave(crashes: boolean): void {
    if (!this.isPresent) return;
    this.#final = this.#totals();
    if (crashes) this.#network.cut();
    this.engine.close();
  }

  /** Up to now, or to when it left. */
  totals(): ViewerTotals {
    return this.#final ?? this.#totals();
  }

  #totals(): ViewerTotals {
    const stats = this.engine.stats();
    const now = this.#environment.clock.nowMillis();
    return {
      fromPeersBytes: stats.fromPeersBytes,
      fromFeedBytes: stats.fromFeedBytes,
      fromHttpBytes: stats.fromHttpBytes,
      toPeersBytes: stats.toPeersBytes,
      packets: this.#packets,
      duplicates: stats.duplicates,
      skipped: stats.skipped,
      poisoned: stats.poisoned,
      stalls: stats.stalls,
      stalledMillis: stats.stalledMillis,
      watchedMillis: now - (this.player.firstPictureAtMillis ?? now),
      presentMillis: this.presentMillis,
      controlBytes: this.#traffic.controlBytes,
      dataBytes: this.#traffic.dataBytes,
      signallingSentBytes: this.#traffic.signallingSentBytes,
      signallingReceivedBytes: this.#traffic.signallingReceivedBytes,
      connectionsOpened: this.#traffic.connectionsOpened,
      connectionsFailed: this.#traffic.connectionsFailed,
    };
  }
}
