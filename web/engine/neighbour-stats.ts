import type { Conversation } from '../peers/conversation.js';

/** One of the other viewers that this one is connected to. */
export interface NeighbourStats {
  readonly peerId: string;
  /** In the same network: the connection does not go out through a NAT or over a relay. */
  readonly isNear: boolean;
  /** Totals of the connection. */
  readonly fromBytes: number;
  readonly toBytes: number;
}

export function neighbourStats(neighbour: Conversation): NeighbourStats {
  const { peerId, isNear, path, bytesIn, bytesOut } = neighbour;
  return { peerId, isNear: isNear && (path === 'host' || path === 'prflx'), fromBytes: bytesIn, toBytes: bytesOut };
}
