import { SUBSTREAMS } from '../peers/messages.js';
import type { Environment } from '../transport/environment.js';
import type { FeedEvent, FeedLink, OpenFeed } from '../transport/links.js';
import type { Parameters } from './parameters.js';

export interface FeedSessionListener {
  /** One packet as received, not verified. */
  onFeedPacket(bytes: Uint8Array): void;
  onFeedGained(substreams: readonly number[]): void;
  onFeedLost(substreams: readonly number[]): void;
  /** The gateway streams another epoch than was thought. */
  onFeedEpoch(epoch: number): void;
}

/** The gateway's push: one socket, opened when a substream is asked for, closed when none is held for a while. */
export class FeedSession {
  readonly #openFeed: OpenFeed;
  readonly #environment: Environment;
  readonly #parameters: Parameters;
  readonly #listener: FeedSessionListener;
  readonly #held = new Array<boolean>(SUBSTREAMS).fill(false);
  /** Of what is held, what the gateway wants back as soon as a neighbour has it. */
  readonly #spare = new Array<boolean>(SUBSTREAMS).fill(false);
  readonly #asked = new Array<boolean>(SUBSTREAMS).fill(false);
  readonly #askAtMillis = new Array<number>(SUBSTREAMS).fill(-Infinity);
  #url: string | undefined;
  #link: FeedLink | undefined;
  #open = false;
  #failures = 0;
  #reopenAtMillis = -Infinity;
  #idleSinceMillis = 0;
  #waiting: { readonly substreams: readonly number[]; readonly fromSeq: number; readonly lost: boolean }[] = [];

  constructor(openFeed: OpenFeed, environment: Environment, parameters: Parameters, listener: FeedSessionListener) {
    this.#openFeed = openFeed;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#listener = listener;
  }

  set url(url: string) {
    this.#url = url;
  }

  holds(substream: number): boolean {
    return this.#held[substream] === true;
  }

  /** Held, but only for want of a parent. */
  isSpare(substream: number): boolean {
    return this.holds(substream) && this.#spare[substream] === true;
  }

  get holdsAny(): boolean {
    return this.#held.includes(true);
  }

  /** The socket could be opened, or has not been tried: the gateway may still give something. */
  get isReachable(): boolean {
    return this.#failures === 0;
  }

  /** Asked neither now nor too short a time ago. */
  mayAsk(substream: number, nowMillis: number): boolean {
    return (
      this.#url !== undefined &&
      this.#asked[substream] !== true &&
      nowMillis >= (this.#askAtMillis[substream] ?? 0) &&
      nowMillis >= this.#reopenAtMillis
    );
  }

  ask(substreams: readonly number[], fromSeq: number, lost: boolean, nowMillis: number): void {
    if (this.#url === undefined) return;
    this.#idleSinceMillis = nowMillis;
    for (const s of substreams) this.#asked[s] = true;
    if (this.#open) {
      this.#link?.subscribe(substreams, fromSeq, lost);
      return;
    }
    this.#waiting.push({ substreams, fromSeq, lost });
    this.#link ??= this.#connect(this.#url);
  }

  /** Gives a substream back to the gateway. */
  release(substream: number): void {
    if (!this.holds(substream)) return;
    this.#held[substream] = false;
    this.#link?.unsubscribe([substream]);
  }

  /** Closes a socket that has been without substreams for long enough. */
  tick(nowMillis: number): void {
    if (this.holdsAny || this.#asked.includes(true)) this.#idleSinceMillis = nowMillis;
    else if (nowMillis - this.#idleSinceMillis > this.#parameters.feedIdleMillis) this.close();
  }

  /** Closes a socket that is dead, as if the gateway had. */
  drop(): void {
    this.#link?.close();
    this.#onClose();
  }

  /** Gives back what is held, so that somebody gets it who hands it on. */
  giveBack(): void {
    const substreams = [...this.#held.keys()].filter((s) => this.#held[s] === true || this.#asked[s] === true);
    const lost = substreams.filter((s) => this.#held[s] === true);
    if (substreams.length > 0) this.#link?.unsubscribe(substreams);
    for (const s of substreams) this.#held[s] = this.#asked[s] = false;
    this.#waiting = [];
    if (lost.length > 0) this.#listener.onFeedLost(lost);
  }

  /** Lets go of everything; it may be asked again. */
  close(): void {
    this.#link?.close();
    this.#forget();
  }

  #connect(url: string): FeedLink {
    return this.#openFeed(url, {
      onOpen: () => {
        this.#open = true;
        this.#failures = 0;
        for (const { substreams, fromSeq, lost } of this.#waiting) this.#link?.subscribe(substreams, fromSeq, lost);
        this.#waiting = [];
      },
      onEvent: (event) => this.#onEvent(event),
      onPacket: (bytes) => this.#listener.onFeedPacket(bytes),
      onClose: () => this.#onClose(),
    });
  }

  #onEvent(event: FeedEvent): void {
    const now = this.#environment.clock.nowMillis();
    switch (event.type) {
      case 'subscribed': {
        const gained = event.substreams.filter((s) => this.#asked[s] === true);
        const unwanted = event.substreams.filter((s) => this.#asked[s] !== true && this.#held[s] !== true);
        for (const s of gained) {
          this.#held[s] = true;
          this.#spare[s] = event.spare.includes(s);
        }
        for (const s of event.substreams) this.#asked[s] = false;
        if (unwanted.length > 0) this.#link?.unsubscribe(unwanted);
        this.#listener.onFeedGained(gained);
        this.#listener.onFeedEpoch(event.epoch);
        return;
      }
      case 'refused':
        this.#give(event.substreams, now + event.retryAfterMillis * this.#spread());
        return;
      case 'kept':
        for (const s of event.substreams) this.#spare[s] = false;
        return;
      case 'evicted':
        this.#give(event.substreams, now + this.#parameters.refusedRetryMillis * this.#spread());
        return;
    }
  }

  #give(substreams: readonly number[], askAgainAtMillis: number): void {
    const lost = substreams.filter((s) => this.#held[s] === true);
    for (const s of substreams) {
      this.#held[s] = false;
      this.#asked[s] = false;
      this.#askAtMillis[s] = askAgainAtMillis;
    }
    if (lost.length > 0) this.#listener.onFeedLost(lost);
  }

  #onClose(): void {
    const now = this.#environment.clock.nowMillis();
    const wasOpen = this.#open;
    const lost = this.#forget();
    this.#failures = wasOpen ? 0 : this.#failures + 1;
    const most = wasOpen ? this.#parameters.retryLeastMillis : this.#parameters.trackerRetryMostMillis;
    const pause = Math.min(most, this.#parameters.retryLeastMillis * 2 ** Math.min(this.#failures, 10));
    this.#reopenAtMillis = now + pause * this.#spread();
    if (lost.length > 0) this.#listener.onFeedLost(lost);
  }

  #forget(): number[] {
    const lost = [...this.#held.keys()].filter((s) => this.#held[s] === true);
    this.#held.fill(false);
    this.#asked.fill(false);
    this.#waiting = [];
    this.#link = undefined;
    this.#open = false;
    return lost;
  }

  #spread(): number {
    return 1 + this.#environment.random.next() / 2;
  }
}
