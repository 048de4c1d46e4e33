import type { NeighbourStats } from '../engine/neighbour-stats.js';
import type { Refusal } from '../transport/links.js';
import type { ViewerToken } from '../transport/viewer-token.js';
import type { PacketStrip } from './packet-strip.js';
import type { PieceStrip } from './piece-strip.js';
import type { PlayerStats } from './player-stats.js';
import type { Timeline } from './timeline.js';

/** The gateway does not let this viewer in, for this reason; the session asks again, slowly. */
export type RefusedPhase = `refused-${Refusal}`;

/**
 * - `connecting`: asked the gateway, no answer yet
 * - `offline`: the channel exists and has no stream yet; the session waits by itself
 * - `unknown`: the gateway does not know the channel; the session asks again, slowly
 * - `live`: media arrives
 * - `reconnecting`: it arrived and does not any more, or the gateway cannot be reached
 * - `off-air`: nothing comes from the broadcaster for now; it goes on by itself
 * - `ended`: the stream ended; the session waits for the next one by itself
 * - `unreachable`: the server does not answer, and is tried again; of an object, what is here and what neighbours have plays on
 */
export type SessionPhase =
  'connecting' | 'offline' | 'unknown' | 'live' | 'reconnecting' | 'off-air' | 'ended' | 'unreachable' | RefusedPhase;

/**
 * - `unsupported`: this browser cannot decode the stream; no waiting cures that
 * - `broken`: what arrives cannot be shown, and several fresh starts did not help; tried on
 * - `unknown-object`: the gateway does not have it · `denied`: the token is missing or another one · `false-object`: the
 *   gateway sends something else · `no-film`: it is no video
 */
export interface SessionFault {
  readonly kind: 'unsupported' | 'broken' | 'unknown-object' | 'denied' | 'false-object' | 'no-film';
  /** The decoder's words, for the console. */
  readonly message: string;
}

/**
 * - `not-recorded`, `cannot-go-back`: the viewer wanted to go back in a live stream, and cannot (now)
 * - `earliest-kept`, `back-to-live`: what was shown is not kept any more; the picture is elsewhere
 * - `server-silent`: a film's server does not answer, and it plays on
 */
export type Notice = 'not-recorded' | 'cannot-go-back' | 'earliest-kept' | 'back-to-live' | 'server-silent';

export interface SessionListener {
  onPhase(phase: SessionPhase): void;
  onFault(fault: SessionFault): void;
  /** The picture is on its way to another place. */
  onSeeking(): void;
  /** The picture that was sought is there. */
  onSeeked(): void;
  /** A film was played to its end; the session goes on. */
  onOver(): void;
  /** Something that the viewer is to know, beside the picture. */
  onNotice(notice: Notice): void;
}

/** One connection to one channel or object, from the player's point of view. Ends once. */
export interface PlayerSession {
  stats(): PlayerStats;
  /** The newest packets, at most `limit`; undefined while there are none (relay, or nothing arrived). */
  packets(limit: number): PacketStrip | undefined;
  /** The whole object in so many columns, for a map of its pieces; undefined where no object is played, or none is known yet. */
  pieces(columns: number): PieceStrip | undefined;
  /** The other viewers that this one is connected to. */
  neighbours(): readonly NeighbourStats[];
  /** Where the viewer can move to; undefined where there is only live, or nothing is known yet. */
  timeline(): Timeline | undefined;
  /** Shows the picture at that time of the {@link timeline}. */
  seek(timeMillis: number): void;
  /** The viewer wants the picture to stand still; the video element's own play() lets it go on. */
  pause(): void;
  /** The video element plays again after a pause of the viewer's. */
  resume(): void;
  /** Moves the picture to the newest that can be played without interruption. */
  toLive(): void;
  /** Other limit for what peers get from here, kbit/s, at once; 0: nothing, undefined: as much as the uplink bears. */
  limitUpload(kbps: number | undefined): void;
  /**
   * Takes part in another way from now on, while the picture plays on.
   * @returns false where it cannot change: then another session is to be opened
   */
  meet(peers: PeerMode): boolean;
  /** May be called twice; afterwards the listener hears nothing more. */
  close(): void;
}

export interface WantedObject {
  /** 43 characters of base64url. */
  readonly id: string;
  /** For an object that only those may have who know it. */
  readonly token: string | undefined;
}

/**
 * How far a viewer takes part: both ways, only receiving from peers, or without them. `alone`: nobody is told of this viewer,
 * not even the tracker, which counts those that are `off`.
 */
export type PeerMode = 'on' | 'off' | 'download-only' | 'alone';

export interface SessionOptions {
  readonly video: HTMLVideoElement;
  /** Base URL of the gateway, ending in a slash. */
  readonly gateway: URL;
  /** Empty where an object is played. */
  readonly channel: string;
  /** What the channel asks its viewers for. */
  readonly token: ViewerToken;
  readonly object: WantedObject | undefined;
  readonly peers: PeerMode;
  /** See {@link PlayerSession.limitUpload}. */
  readonly maxUploadKbps: number | undefined;
  /** Several tabs of one viewer that play the channel fetch it once. */
  readonly sharesTabs: boolean;
}

export type OpenSession = (options: SessionOptions, listener: SessionListener) => PlayerSession;
