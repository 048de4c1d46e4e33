import type { Mode } from './stats.js';

export interface ModeFacts {
  /** The browser has WebRTC. */
  readonly peersPossible: boolean;
  /** Since when there has been neither a tracker, nor a neighbour, nor a feed; undefined: there is one. */
  readonly aloneSinceMillis: number | undefined;
  readonly nowMillis: number;
  readonly relayAfterMillis: number;
}

/** How this viewer gets the stream. FLV over HTTP is for whom nothing but HTTP reaches: it needs no polling. */
export function chooseMode(facts: ModeFacts): Mode {
  const { aloneSinceMillis, nowMillis, relayAfterMillis } = facts;
  if (aloneSinceMillis !== undefined && nowMillis - aloneSinceMillis >= relayAfterMillis) return 'relay';
  return facts.peersPossible ? 'swarm' : 'pull';
}
