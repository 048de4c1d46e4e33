import { SwarmEngine } from '../engine/swarm-engine.js';
import type { SwarmEngineOptions } from '../engine/engine-options.js';
import type { OpenTabChannel } from '../transport/tab-channel.js';
import { TabHost } from '../transport/tab-host.js';
import { TabLink } from '../transport/tab-link.js';
import { tabNetwork } from '../transport/tab-network.js';

/** One engine from its start to its end, and how it shares with other tabs. */
export interface EngineRun {
  readonly engine: SwarmEngine;
  /** It plays from another tab. */
  readonly follows: boolean;
  /** From now on other tabs may play from it. */
  share(sharing: TabSharing, onFollowers: (count: number) => void): void;
  /** Bytes of HTTP answers that were another tab's. */
  fromTabBytes(): number;
  /** May be called twice. */
  close(): void;
}

export interface TabSharing {
  readonly openChannel: OpenTabChannel;
  /** What tabs that may share have in common. */
  readonly name: string;
}

/** On the network. */
export function leadingRun(options: SwarmEngineOptions): EngineRun {
  // The host serves what the engine holds, and the engine tells the host what is new.
  const hosts: TabHost[] = [];
  const engine = new SwarmEngine({
    ...options,
    onPacket: (packet) => {
      for (const host of hosts) host.onPacket(packet.substream, packet.encoded);
    },
  });
  return {
    engine,
    follows: false,
    share: (sharing, onFollowers) => hosts.push(new TabHost({ ...sharing, stream: engine.held, onFollowers })),
    fromTabBytes: () => 0,
    close: () => {
      hosts.forEach((host) => host.close());
      engine.close();
    },
  };
}

/** From the tab that leads; `id` is this tab's own. */
export function followingRun(options: SwarmEngineOptions, sharing: TabSharing, id: string): EngineRun {
  const link = new TabLink(sharing.openChannel, options.environment.timers, sharing.name, id);
  const tab = tabNetwork(link, options.network);
  const engine = new SwarmEngine({ ...options, network: tab.network });
  return {
    engine,
    follows: true,
    share: () => undefined, // it leads in another run
    fromTabBytes: () => tab.fromTabBytes(),
    close: () => {
      engine.close();
      link.close();
    },
  };
}
