import type { Timers } from './environment.js';
import type { PeerLink, PeerLinkListener, PeerLinkOptions } from './links.js';
import { PeerConnection } from './peer-connection.js';
import type { NewPeerConnection } from './peer-connection.js';
import { RefusedPeer } from './refused-peer.js';

/**
 * Begins a connection. A browser refuses one more past some hundreds in a tab's life, and any with a server address that it does not
 * understand; that is an ordinary failure, not an exception.
 */
export function openPeerConnection(
  newConnection: NewPeerConnection,
  timers: Timers,
  options: PeerLinkOptions,
  listener: PeerLinkListener,
): PeerLink {
  try {
    return new PeerConnection(newConnection, timers, options, listener);
  } catch {
    return new RefusedPeer(timers, listener);
  }
}
