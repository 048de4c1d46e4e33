/** What of a player the system's own media controls show and move. */
export interface SessionPlayer extends EventTarget {
  readonly paused: boolean;
  readonly duration: number;
  readonly playbackRate: number;
  readonly seekable: TimeRanges;
  currentTime: number;
  play(): Promise<void>;
  pause(): void;
  stop(): void;
}

const STEP_SECONDS = 10;
const EVENTS = ['play', 'pause', 'ended', 'seeked', 'durationchange', 'ratechange', 'loadedmetadata'] as const;

/** Those controls are one for the page: they show the player that began to play last. */
let shown: object | undefined;

/** Shows one player in the system's media controls (keys, lock screen, notification), and has it obey them. */
export class PlayerMediaSession {
  readonly #session: MediaSession;
  readonly #player: SessionPlayer;
  readonly #title: () => string;
  readonly #tearDown = new AbortController();
  /** Stands for this one in {@link shown}. */
  readonly #mark = {};

  /** @param title what they call it, asked when it begins to play */
  constructor(session: MediaSession, player: SessionPlayer, title: () => string) {
    this.#session = session;
    this.#player = player;
    this.#title = title;
    const { signal } = this.#tearDown;
    for (const event of EVENTS) {
      player.addEventListener(event, () => this.#look(), { signal });
    }
    this.#look();
  }

  /** Leaves the controls, if it is the one that they show. May be called twice. */
  close(): void {
    this.#tearDown.abort();
    if (shown === this.#mark) {
      shown = undefined;
      this.#session.metadata = null;
      this.#session.playbackState = 'none';
      for (const action of ['play', 'pause', 'stop', 'seekbackward', 'seekforward', 'seekto'] as const) {
        this.#obey(action, null);
      }
      this.#tellPosition();
    }
  }

  #look(): void {
    const { paused } = this.#player;
    if (!paused && shown !== this.#mark) {
      shown = this.#mark;
      this.#session.metadata = new MediaMetadata({ title: this.#title() });
      this.#obey('play', () => void this.#player.play());
      this.#obey('pause', () => this.#player.pause());
      this.#obey('stop', () => this.#player.stop());
    }
    if (shown === this.#mark) {
      this.#session.playbackState = paused ? 'paused' : 'playing';
      this.#offerSeeking();
      this.#tellPosition();
    }
  }

  #offerSeeking(): void {
    const can = this.#player.seekable.length > 0;
    const move = (seconds: number): void => {
      this.#player.currentTime += seconds;
    };
    this.#obey('seekbackward', can ? ({ seekOffset = STEP_SECONDS }) => move(-seekOffset) : null);
    this.#obey('seekforward', can ? ({ seekOffset = STEP_SECONDS }) => move(seekOffset) : null);
    this.#obey('seekto', can ? ({ seekTime }) => move((seekTime ?? 0) - this.#player.currentTime) : null);
  }

  /** Of what has an end. */
  #tellPosition(): void {
    const { duration, currentTime, playbackRate } = this.#player;
    if (shown === this.#mark && Number.isFinite(duration) && duration > 0) {
      this.#session.setPositionState({ duration, playbackRate, position: Math.min(duration, currentTime) });
    } else {
      this.#session.setPositionState();
    }
  }

  /** Browsers throw at actions that they do not know. */
  #obey(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
    try {
      this.#session.setActionHandler(action, handler);
    } catch {
      // Then their controls have no such button.
    }
  }
}
