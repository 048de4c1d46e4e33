import type { Network } from '../transport/links.js';
import type { PeerMode } from './player-session.js';

/** What a viewer uses of a network who takes part so far. */
export function networkFor<N extends Pick<Network, 'openPeer' | 'openTracker'>>(peers: PeerMode, network: N): N {
  switch (peers) {
    case 'on':
    case 'download-only':
      return network;
    case 'off':
      return { ...network, openPeer: undefined };
    case 'alone':
      return { ...network, openPeer: undefined, openTracker: openNothing };
  }
}

/** A tracker of whom one never hears, and who never hears of anybody. */
const openNothing: Network['openTracker'] = () => ({ send: () => undefined, close: () => undefined });
