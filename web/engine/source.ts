import { NOT_FED } from '../peers/messages.js';
import type { Neighbour } from '../peers/neighbour.js';
import type { Parameters } from './parameters.js';

/** Where one substream comes from, and what is remembered about it. */
export class Source {
  parent: Neighbour | undefined;
  /** Who was asked to be the (next) parent. */
  asked: Neighbour | undefined;
  askedAtMillis = 0;
  /** When the feed may be asked. */
  feedAtMillis = 0;
  improveAtMillis = 0;
  /** It had a parent and lost it. */
  lost = false;
  readonly #parameters: Parameters;
  #sinceMillis = 0;
  #pushedSeq = -1;
  #boundHops = NOT_FED;
  #boundAtMillis = 0;
  #lateAtMillis = -Infinity;

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
  }

  /**
   * A parent must have no more hops than this: the fewest that HEADS told of late. Who hangs below this viewer has
   * more, whatever it still believes; that keeps circles from closing while news of a loss travels down.
   */
  get boundHops(): number {
    return this.#boundHops;
  }

  /** A parent or the feed begins; `head` is the newest packet here. */
  begin(head: number, nowMillis: number): void {
    this.lost = false;
    this.#sinceMillis = nowMillis;
    this.#pushedSeq = head;
    this.#lateAtMillis = -Infinity;
  }

  /** It has had time to send something. */
  isSettled(nowMillis: number): boolean {
    return nowMillis - this.#sinceMillis > this.#parameters.staleMillis;
  }

  onPushed(seq: number): void {
    if (seq > this.#pushedSeq) this.#pushedSeq = seq;
  }

  /** What it pushes is too old, or nothing. */
  isStale(freshSeq: number, nowMillis: number): boolean {
    return this.isSettled(nowMillis) && this.#pushedSeq < freshSeq;
  }

  /** A packet is late: is it the second within the time that asks for another parent? */
  isLateAgain(nowMillis: number): boolean {
    const again = nowMillis - this.#lateAtMillis < this.#parameters.lateWindowMillis;
    this.#lateAtMillis = nowMillis;
    return again;
  }

  /** Hops that have grown count for a while as they were. */
  noteHops(hops: number, nowMillis: number): void {
    if (hops > this.#boundHops && nowMillis - this.#boundAtMillis < this.#parameters.orphanMillis) return;
    this.#boundHops = hops;
    this.#boundAtMillis = nowMillis;
  }

  stopAsking(substream: number): void {
    if (this.asked !== undefined) this.asked.askedFor[substream] = false;
    this.asked = undefined;
  }
}
