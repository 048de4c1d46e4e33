import { compactDescription } from './compact-description.js';
import type { Timers } from './environment.js';
import { compactCandidate } from './ice-candidate.js';
import { CANDIDATES } from './limits.js';
import type { Signal } from './tracker-messages.js';

/** From the first candidate on: long enough for the other addresses of this host, short beside an answer of a STUN server. */
const BATCH_MILLIS = 30;
/** A browser that has found nothing for so long may be busy, or have nothing to find before STUN answers. */
const PATIENCE_MILLIS = 150;

/**
 * Turns a local description and the candidates found after it into as few messages as possible: what is found within
 * 30 ms of the first candidate travels inside the description, the rest one by one. Never more than 20 candidates in all.
 */
export class SignalBatch {
  readonly #timers: Timers;
  readonly #send: (signal: Signal) => void;
  readonly #onUnusable: () => void;
  #local: RTCSessionDescriptionInit | undefined;
  /** Candidate-attributes of the browser, by what travels of them. */
  readonly #candidates = new Map<string, string>();
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
    this.#wait();
  }

  #wait(): void {
    this.#cancelTimer();
    const millis = this.#candidates.size === 0 ? PATIENCE_MILLIS : BATCH_MILLIS;
    this.#cancelTimer = this.#timers.after(millis, () => this.flush());
  }

  /** @param line candidate-attribute that the browser has found */
  add(line: string): void {
    const candidate = compactCandidate(line);
    if (candidate === undefined || this.#candidates.has(candidate) || this.#count >= CANDIDATES) {
      return;
    }
    if (this.#sent) {
      this.#count++;
      this.#candidates.set(candidate, line);
      this.#send({ kind: 'candidate', candidate });
    } else if (this.#candidates.size < CANDIDATES) {
      this.#candidates.set(candidate, line);
      if (this.#candidates.size === 1 && this.#local !== undefined) {
        this.#wait();
      }
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
    const description = compactDescription(local.type, local.sdp ?? '', [...this.#candidates.values()]);
    if (description === undefined) {
      this.#onUnusable();
      return;
    }
    this.#count = description.candidates.length;
    this.#send({ kind: 'description', description });
  }

  close(): void {
    this.#sent = true;
    this.#count = CANDIDATES;
    this.#cancelTimer();
  }
}
