import type { Tracks } from './opening-buffer.js';

/**
 * - `unsupported`: this browser cannot decode the stream, or has no Media Source Extensions; trying again is of no use.
 * - `broken`: a decoder or buffer failed; a fresh start may help.
 */
export type PlayerFailure = 'unsupported' | 'broken';

export interface TagPlayerListener {
  /** At most once; the player takes nothing any more and is to be closed. */
  onFailure(failure: PlayerFailure, message: string): void;
}

/** What puts tags on a video element: one value is one run of a decoder. */
export interface TagPlayer {
  /** Whole FLV tags one behind the other, in order, from time 0 on and beginning with what a decoder needs. */
  feed(tags: Uint8Array): void;
  /** Nothing more is fed: the video element ends behind what it has. */
  end(): void;
  /** Bytes that wait because the video element is not ready to take them. */
  waitingBytes(): number;
  /** Lets go of the video element. May be called twice. */
  close(): void;
}

export type OpenTagPlayer = (video: HTMLVideoElement, tracks: Tracks, listener: TagPlayerListener) => TagPlayer;
