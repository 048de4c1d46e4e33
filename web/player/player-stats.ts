import type { Role } from '../engine/stats.js';

/** By which way the stream comes at the moment; `tab`: another tab of this browser fetches it. */
export type Delivery = 'peers' | 'gateway' | 'relay' | 'tab';

/**
 * What one player knows about its stream: the `stats` property and the detail of the `stats` event. Byte counts are
 * totals since the player connected; undefined means not known yet.
 */
export interface PlayerStats {
  /** Empty where an object is played. */
  readonly channel: string;
  /** Of an object that is played; undefined while a channel is. */
  readonly film: FilmFigures | undefined;
  /** Start of the run that is on the screen, Unix milliseconds. */
  readonly epoch: number | undefined;
  /** Timestamp of the picture, ms since the epoch, or the film, began. */
  readonly positionMillis: number | undefined;
  /** How far the picture is behind the newest packet of the gateway, ms. */
  readonly lagMillis: number | undefined;
  /** Playable media ahead of the picture, ms. */
  readonly aheadMillis: number;
  /** Connected peers. */
  readonly neighbours: number;
  readonly fromPeersBytes: number;
  readonly fromFeedBytes: number;
  readonly fromHttpBytes: number;
  /** From another tab of this browser, which fetched them. */
  readonly fromTabBytes: number;
  readonly toPeersBytes: number;
  /** Interruptions after the first picture and their sum, ms. */
  readonly stalls: number;
  readonly stalledMillis: number;
  readonly delivery: Delivery;
  readonly role: Role | 'tab follower';
  /** What page, device and tab let this player give, kbit/s; undefined: no limit. */
  readonly uploadLimitKbps: number | undefined;
}

/** What is known of an object that is played. */
export interface FilmFigures {
  readonly id: string;
  readonly durationMillis: number;
  readonly pieces: number;
  readonly piecesHeld: number;
  /** Pieces that were refused because their hash was wrong. */
  readonly poisoned: number;
  /** Bytes of descriptor and hashes. */
  readonly overheadBytes: number;
  /** The server does not answer at the moment. */
  readonly serverLost: boolean;
}

/** The figures of a player to which nothing has come yet. */
export const NOTHING_YET: PlayerStats = {
  channel: '',
  film: undefined,
  epoch: undefined,
  positionMillis: undefined,
  lagMillis: undefined,
  aheadMillis: 0,
  neighbours: 0,
  fromPeersBytes: 0,
  fromFeedBytes: 0,
  fromHttpBytes: 0,
  fromTabBytes: 0,
  toPeersBytes: 0,
  stalls: 0,
  stalledMillis: 0,
  delivery: 'gateway',
  role: 'full',
  uploadLimitKbps: undefined,
};

/** Bytes that this player received from the gateway, by whatever way. */
export function fromServerBytes(stats: PlayerStats): number {
  return stats.fromFeedBytes + stats.fromHttpBytes;
}
