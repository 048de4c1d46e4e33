import { candidateAttributes, compactDescription } from './compact-description.js';
import type { Timers } from './environment.js';
import { compactCandidate } from './ice-candidate.js';
import { CANDIDATES } from './limits.js';
import { isOfOwnNetwork } from './own-network.js';
import type { Signal } from './tracker-messages.js';

/** From the first candidate on: long enough for the other addresses of this host, short beside an answer of a STUN server. */
const BATCH_MILLIS = 30;
/** A browser that has found nothing for so long may be busy, or have nothing to find before STUN answers. */
const PATIENCE_MILLIS = 150;
/** What a STUN server nearly always answers within: a partner elsewhere has use for nothing that is found before. */
const FAR_PATIENCE_MILLIS = 250;

/**
 * Turns a local description and the candidates found for it into as few messages as possible: what is found within 30 ms
 * of the first candidate travels inside the description, the rest one by one. Never more than 20 candidates in all. A partner
 * that is not near cannot reach addresses of the own network: those are held back as long as there are others.
 */
export class SignalBatch {
  readonly #timers: Timers;
  readonly #near: boolean;
  readonly #send: (signal: Signal) => void;
  readonly #onUnusable: () => void;
  #local: RTCSessionDescriptionInit | undefined;
  /** Candidate-attributes of the browser, by what travels of them. */
  readonly #candidates = new Map<string, string>();
  /** Likewise, of use in the own network only: sent when the description has nothing else. */
  readonly #heldBack = new Map<string, string>();
  #sent = false;
  #count = 0;
  #cancelTimer: () => void = () => undefined;

  /**
   * @param near the partner may be in the same network: it gets every candidate
   * @param onUnusable the browser's description lacks a field that the other side needs
   */
  constructor(timers: Timers, near: boolean, send: (signal: Signal) => void, onUnusable: () => void) {
    this.#timers = timers;
    this.#near = near;
    this.#send = send;
    this.#onUnusable = onUnusable;
  }

  /** The description that was set; starts the time in which candidates are collected. */
  describe(local: RTCSessionDescriptionInit): void {
    candidateAttributes(local.sdp ?? '').forEach((line) => this.add(line));
    this.#local = local;
    this.#wait();
  }

  #wait(): void {
    this.#cancelTimer();
    const patience = this.#near ? PATIENCE_MILLIS : FAR_PATIENCE_MILLIS;
    const millis = this.#candidates.size === 0 ? patience : BATCH_MILLIS;
    this.#cancelTimer = this.#timers.after(millis, () => this.flush());
  }

  /** @param line candidate-attribute that the browser has found */
  add(line: string): void {
    const candidate = compactCandidate(line);
    if (candidate === undefined || this.#candidates.has(candidate) || this.#heldBack.has(candidate)) {
      return;
    }
    const held = !this.#near && isOfOwnNetwork(candidate);
    if (this.#sent) {
      this.#trickle(candidate, line, held);
    } else if (held) {
      keep(this.#heldBack, candidate, line);
    } else if (keep(this.#candidates, candidate, line) && this.#candidates.size === 1 && this.#local !== undefined) {
      this.#wait();
    }
  }

  #trickle(candidate: string, line: string, held: boolean): void {
    // Once the other side has an address that it can reach, one that it cannot would only cost.
    if (this.#count >= CANDIDATES || (held && this.#candidates.size > 0)) {
      return;
    }
    this.#count++;
    (held ? this.#heldBack : this.#candidates).set(candidate, line);
    this.#send({ kind: 'candidate', candidate });
  }

  /** Sends the description now: no more candidates are expected, or the time is over. */
  flush(): void {
    const local = this.#local;
    if (this.#sent || local === undefined || (local.type !== 'offer' && local.type !== 'answer')) {
      return;
    }
    this.#cancelTimer();
    this.#sent = true;
    const candidates = this.#candidates.size > 0 ? this.#candidates : this.#heldBack;
    const description = compactDescription(local.type, local.sdp ?? '', [...candidates.values()]);
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

/** Keeps a candidate unless there are twenty; answers whether it did. */
function keep(candidates: Map<string, string>, candidate: string, line: string): boolean {
  if (candidates.size >= CANDIDATES) {
    return false;
  }
  candidates.set(candidate, line);
  return true;
}
