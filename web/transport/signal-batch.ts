import { compactDescription } from './compact-description.js';
import type { Timers } from './environment.js';
import { isIceCandidate } from './ice-candidate.js';
import { CANDIDATES } from './limits.js';
import type { Signal } from './tracker-messages.js';

/** Long enough for the addresses of this host, short beside any answer from a STUN server. */
const BATCH_MILLIS = 30;

/**
 * Turns a local description and the candidates found after it into as few messages as possible: what is found within
 * 30 ms travels inside the description, the rest one by one. Never more than 20 candidates in all.
 */
export class SignalBatch {
  readonly #timers: Timers;
  readonly #send: (signal: Signal) => void;
  readonly #onUnusable: () => void;
  #local: RTCSessionDescriptionInit | undefined;
  #candidates: string[] = [];
  #sent = false;
  #count = 0;
  #cancelTimer: () => void = () => undefined;

  /** @param onUnusable the browser's description lacks a field that the other side needs */
  constructor(timers: Timers, send: (signal: Signal) => void, onUnusable: () => void) {
    this.#timers = timers;
    this.#send = send;
    this.#onUnusable = onUnusable;
  }

  /** The description that was set; starts the time in which candidates are collected. */
  describe(local: RTCSessionDescriptionInit): void {
    this.#local = local;
    this.#cancelTimer = this.#timers.after(BATCH_MILLIS, () => this.flush());
  }

  add(candidate: string): void {
    if (!isIceCandidate(candidate) || this.#candidates.includes(candidate) || this.#count >= CANDIDATES) {
      return;
    }
    if (this.#sent) {
      this.#count++;
      this.#send({ kind: 'candidate', candidate });
    } else if (this.#candidates.length < CANDIDATES) {
      this.#candidates.push(candidate);
    }
  }

  /** Sends the description now: no more candidates are expected, or the time is over. */
  flush(): void {
    const local = this.#local;
    if (this.#sent || local === undefined || (local.type !== 'offer' && local.type !== 'answer')) {
      return;
    }
    this.#cancelTimer();
    this.#sent = true;
    const description = compactDescription(local.type, local.sdp ?? '', this.#candidates);
    if (description === undefined) {
      this.#onUnusable();
      return;
    }
    this.#count = description.candidates.length;
    this.#candidates = [];
    this.#send({ kind: 'description', description });
  }

  close(): void {
    this.#sent = true;
    this.#count = CANDIDATES;
    this.#cancelTimer();
  }
}
