import { pageConsent, peersFor, type Consent } from './consent.js';
import type { PeerMode } from './player-session.js';
import type { PeerWish } from './player-attributes.js';
import type { SharingView } from './player-screen.js';

export interface SharingWillListener {
  /** The session is to take part in another way from now on. */
  onPeers(peers: PeerMode): void;
  onView(view: SharingView | undefined): void;
}

/** How far one player takes part: as its page wants it, or as its viewer does where the page lets him choose. */
export class SharingWill {
  readonly #listener: SharingWillListener;
  readonly #consent: () => Consent;
  #wish: PeerWish = 'on';
  #playing = false;
  #told: PeerMode = 'on';
  #stopListening: (() => void) | undefined;

  constructor(listener: SharingWillListener, consent: () => Consent = pageConsent) {
    this.#listener = listener;
    this.#consent = consent;
  }

  /** For a session that begins now. Until the viewer has said yes, nobody is told of him. */
  begin(wish: PeerWish): PeerMode {
    this.end();
    this.#wish = wish;
    if (wish === 'ask') {
      this.#stopListening = this.#consent().listen(() => this.#look());
    }
    this.#told = peersFor(wish, this.#consent);
    this.#show();
    return this.#told;
  }

  /** The picture is there, so that there is something to share, and time to ask. */
  played(): void {
    this.#playing = true;
    this.#show();
  }

  /** The viewer's answer. */
  choose(allowed: boolean): void {
    const consent = this.#consent();
    consent.give(allowed ? 'yes' : 'no');
    consent.release(this);
  }

  /** The session is over. */
  end(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#playing = false;
    if (this.#wish === 'ask') {
      this.#consent().release(this);
    }
    this.#wish = 'on';
    this.#show();
  }

  #look(): void {
    const peers = peersFor(this.#wish, this.#consent);
    this.#show();
    if (peers !== this.#told) {
      this.#told = peers;
      this.#listener.onPeers(peers);
    }
  }

  #show(): void {
    this.#listener.onView(this.#view());
  }

  #view(): SharingView | undefined {
    if (this.#wish !== 'ask') {
      return undefined;
    }
    const { answer } = this.#consent();
    if (answer !== undefined) {
      return answer === 'yes' ? 'allowed' : 'refused';
    }
    return this.#playing && this.#consent().claim(this) ? 'asked' : undefined;
  }
}
