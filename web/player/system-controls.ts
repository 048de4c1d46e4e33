import type { PlayerMediaSession, SessionPlayer } from './media-session.js';

/** A player in the system's media controls, once it plays; what that takes is loaded then. */
export class SystemControls {
  readonly #player: SessionPlayer;
  readonly #title: () => string;
  #session: PlayerMediaSession | 'loading' | undefined;
  #shown = false;

  /** @param title what they call it, asked when it begins to play */
  constructor(player: SessionPlayer, title: () => string) {
    this.#player = player;
    this.#title = title;
  }

  show(): void {
    this.#shown = true;
    const { mediaSession } = navigator as { readonly mediaSession?: MediaSession };
    if (this.#session !== undefined || mediaSession === undefined) {
      return;
    }
    this.#session = 'loading';
    import('./media-session.js').then(
      (loaded) => {
        this.#session = this.#shown
          ? new loaded.PlayerMediaSession(mediaSession, this.#player, this.#title)
          : undefined;
      },
      () => (this.#session = undefined), // it plays without, and tries again with the next picture
    );
  }

  hide(): void {
    this.#shown = false;
    if (this.#session !== 'loading') {
      this.#session?.close();
      this.#session = undefined;
    }
  }
}
