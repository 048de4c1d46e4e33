import type { PacketStrip } from './packet-strip.js';
import type { PlayerStats } from './player-stats.js';

/**
 * - `connecting`: asked the gateway, no answer yet
 * - `offline`: the channel exists and has no stream yet; the session waits by itself
 * - `unknown`: the gateway does not know the channel; the session asks again, slowly
 * - `live`: media arrives
 * - `reconnecting`: it arrived and does not any more, or the gateway cannot be reached
 * - `ended`: the stream ended; the session waits for the next one by itself
 */
export type SessionPhase = 'connecting' | 'offline' | 'unknown' | 'live' | 'reconnecting' | 'ended';

/**
 * - `unsupported`: this browser cannot decode the stream; no waiting cures that
 * - `broken`: what arrives cannot be shown, and several fresh starts did not help; tried on
 */
export interface SessionFault {
  readonly kind: 'unsupported' | 'broken';
  /** The decoder's words, for the console. */
  readonly message: string;
}

export interface LiveSessionListener {
  onPhase(phase: SessionPhase): void;
  onFault(fault: SessionFault): void;
}

/** One connection to one channel, from the player's point of view. Ends once. */
export interface LiveSession {
  stats(): PlayerStats;
  /** The newest packets, at most `limit`; undefined while there are none (relay, or nothing arrived). */
  packets(limit: number): PacketStrip | undefined;
  /** The viewer wants the picture to stand still; the video element's own play() lets it go on. */
  pause(): void;
  /** Moves the picture to the newest that can be played without interruption. */
  toLive(): void;
  /** Other limit for what peers get from here, kbit/s, at once; 0: nothing, undefined: as much as the uplink bears. */
  limitUpload(kbps: number | undefined): void;
  /** May be called twice; afterwards the listener hears nothing more. */
  close(): void;
}

/** How far a viewer takes part: not at all, only receiving from peers, or both ways. */
export type PeerMode = 'on' | 'off' | 'download-only';

export interface LiveSessionOptions {
  readonly video: HTMLVideoElement;
  /** Base URL of the gateway, ending in a slash. */
  readonly gateway: URL;
  readonly channel: string;
  readonly peers: PeerMode;
  /** See {@link LiveSession.limitUpload}. */
  readonly maxUploadKbps: number | undefined;
  /** Several tabs of one viewer that play the channel fetch it once. */
  readonly sharesTabs: boolean;
}

export type OpenLiveSession = (options: LiveSessionOptions, listener: LiveSessionListener) => LiveSession;
