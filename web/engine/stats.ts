import type { Refusal } from '../transport/links.js';

/** Where a packet came from. */
export type Origin = 'peer' | 'feed' | 'http' | 'join';

/** What feeds one of the 8 substreams now; `none`: nothing, its packets are repaired one by one. */
export type SubstreamSource =
  | { readonly kind: 'peer'; readonly peerId: string; readonly hops: number }
  | { readonly kind: 'feed' }
  | { readonly kind: 'http' }
  | { readonly kind: 'relay' }
  | { readonly kind: 'none' };

/** `full` gives as much as it can · `download-only` is not to give · `leaf` does not for as long as nobody looks. */
export type Role = 'full' | 'download-only' | 'leaf';

export type Mode = 'swarm' | 'pull' | 'relay';

/**
 * `starting` until the first bytes reach the sink · `playing` · `unknown channel`: the gateway does not know the group,
 * asked again every 10 s · `offline`: the channel has no stream now · `unreachable`: the gateway does not answer, or with
 * nonsense; both are tried again ·
 * `off air`: nothing comes from the source, and all that came was handed to the sink; it goes on by itself ·
 * `refused …`: the gateway does not let this viewer in, asked again every 10 s ·
 * `ended`: the source ended the stream; a new one is looked for · `closed` by close().
 */
export type EngineState =
  | 'starting'
  | 'playing'
  | 'unknown channel'
  | 'offline'
  | 'unreachable'
  | 'off air'
  | `refused ${Refusal}`
  | 'ended'
  | 'closed';

/** A snapshot; byte totals count encoded packets since start() and never shrink. */
export interface EngineStats {
  readonly state: EngineState;
  readonly mode: Mode;
  readonly epoch: number | undefined;
  readonly fromPeersBytes: number;
  readonly fromFeedBytes: number;
  /** Sum of the three that follow. */
  readonly fromHttpBytes: number;
  readonly httpPacketsBytes: number;
  readonly httpJoinBytes: number;
  readonly httpRelayBytes: number;
  readonly toPeersBytes: number;
  /** Bytes from peers ÷ all bytes, over the last 10 s or so; 0 when nothing came. */
  readonly peerShare: number;
  /** Open connections after HELLO. */
  readonly neighbours: number;
  /** Substreams that this viewer hands on, counted once per child. */
  readonly childSubstreams: number;
  readonly role: Role;
  /** What this viewer offers now; 0 unless its role is `full`. */
  readonly capacityKbps: number;
  /** What page, device and tab allow; undefined: no limit. */
  readonly uploadLimitKbps: number | undefined;
  /** What the uplink is thought to bear. */
  readonly uplinkEstimateKbps: number;
  readonly bitsPerSecond: number;
  /** Behind the gateway's head, as far as can be told; undefined before the first picture. */
  readonly lagMillis: number | undefined;
  readonly targetLagMillis: number;
  readonly stalls: number;
  readonly stalledMillis: number;
  /** Packets that came more than once. */
  readonly duplicates: number;
  /** Packets that were given up: play-out went on at the next keyframe. */
  readonly skipped: number;
  /** Packets that came later than their substream should. */
  readonly late: number;
  /** Packets refused for their signature, from whatever origin. */
  readonly poisoned: number;
  readonly substreams: readonly SubstreamSource[];
}

/** One place of the packet map. */
export interface PacketTrace {
  readonly seq: number;
  readonly origin: Origin | 'missing';
}
