import type { EngineStats } from '../../engine/stats.js';

/** What the meters read of a viewer; totals grow from its joining on. */
export interface ObservedViewer {
  readonly profile: {
    readonly uplinkKbps: number;
    readonly nat: 'open' | 'restricted' | 'symmetric' | 'blocked';
    readonly attacker: boolean;
  };
  readonly engine: { stats(): ViewerCounts };
  readonly sink: {
    readonly firstPictureAtMillis: number | undefined;
    /** Lets the player's time pass first. A stall that lasts is in `stalledMillis`. */
    position(): { readonly stalledMillis: number };
    /** A stall that lasts is not in it before {@link close}. */
    readonly longestStallMillis: number;
    readonly poisonedPlayed: number;
    /** The viewer goes, or the run ends: a stall that lasts ends. */
    close(): void;
  };
  readonly joinedAtMillis: number;
}

export type ViewerCounts = Pick<
  EngineStats,
  'fromPeersBytes' | 'fromFeedBytes' | 'fromHttpBytes' | 'duplicates' | 'skipped' | 'poisoned'
>;

/** Bytes that left the gateway, by cause. */
export interface Egress {
  readonly feedBytes: number;
  readonly joinBytes: number;
  readonly rescueBytes: number;
  /** All that went to viewers without UDP. */
  readonly blockedBytes: number;
}

/** What the meters read of the world; totals grow from its making on. */
export interface ObservedWorld<V extends ObservedViewer> {
  nowMillis(): number;
  egress(): Egress;
  /** Gateway's newest packet against what is on the screen, without the engine's opinion; undefined before the first picture. */
  lagMillis(viewer: V): number | undefined;
  /** Between viewers: on the control channel, and on the data channel. */
  controlBytes(): number;
  dataBytes(): number;
  /** Both ways between tracker and viewers. */
  signallingBytes(): number;
  /** Peer connections begun, each counted once. */
  connections(): number;
  /** Altered packets that somebody who is no attacker sent on. */
  poisonedPassedOn(): number;
}
