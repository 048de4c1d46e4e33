import type { PeerWish } from './player-attributes.js';
import type { PeerMode } from './player-session.js';

/** Whether this site's viewer lets others have the stream from him; undefined: he was not asked, or has not answered. */
export type ConsentAnswer = 'yes' | 'no' | undefined;

const KEY = 'bittube-sharing';

/**
 * The viewer's answer, kept for the page's origin and good for all players on it, those in other tabs, too. Where nothing
 * can be kept it is good for the page.
 */
export class Consent {
  readonly #storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  readonly #listeners = new Set<() => void>();
  #ofPage: ConsentAnswer;
  #asker: object | undefined;

  /** @param storage may throw, as browsers do that keep nothing */
  constructor(storage: () => Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
  }

  get answer(): ConsentAnswer {
    try {
      const kept = this.#storage().getItem(KEY);
      return kept === 'yes' || kept === 'no' ? kept : this.#ofPage;
    } catch {
      return this.#ofPage;
    }
  }

  /** The viewer answers, or changes his mind. */
  give(answer: 'yes' | 'no'): void {
    this.#ofPage = answer;
    try {
      this.#storage().setItem(KEY, answer);
    } catch {
      // It is asked again in the next page.
    }
    this.#tell();
  }

  /** Whether `asker` is the one that asks: of several players on a page only one does, the first. */
  claim(asker: object): boolean {
    this.#asker ??= asker;
    return this.#asker === asker;
  }

  /** Somebody else may ask. */
  release(asker: object): void {
    if (this.#asker === asker) {
      this.#asker = undefined;
      this.#tell();
    }
  }

  /** `listener` hears when the answer is another, and when somebody else may ask. @returns what ends that */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Another tab changed what is kept. @param key undefined: all of it */
  changedElsewhere(key: string | null): void {
    if (key === KEY || key === null) {
      this.#tell();
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

/** How far a viewer takes part of whom a page wants that: nobody is told of him until he has said yes. */
export function peersFor(wish: PeerWish, consent: () => Consent = pageConsent): PeerMode {
  if (wish !== 'ask') {
    return wish;
  }
  return consent().answer === 'yes' ? 'on' : 'alone';
}

let ofPage: Consent | undefined;

/** That of the page. */
export function pageConsent(): Consent {
  if (ofPage === undefined) {
    const consent = new Consent(() => localStorage);
    addEventListener('storage', ({ key }) => consent.changedElsewhere(key));
    ofPage = consent;
  }
  return ofPage;
}
