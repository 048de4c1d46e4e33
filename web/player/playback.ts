import { FigureTicker, type Figures } from './figure-ticker.js';
import type { PacketStrip } from './packet-strip.js';
import type { ErrorKind } from './player-error.js';
import type { MediaEvent } from './player-events.js';
import type {
  OpenSession,
  PeerMode,
  PlayerSession,
  SessionFault,
  SessionOptions,
  SessionPhase,
} from './player-session.js';
import { startPlayback } from './playback-start.js';
import type { PlayerScreen } from './player-screen.js';
import { INITIAL, isRefused, reduce, view, type Obstacle, type PlayerEvent, type PlayerState } from './player-state.js';
import type { PlayerStats } from './player-stats.js';
import type { Timeline } from './timeline.js';
import { watchVideo } from './video-watch.js';

export interface PlaybackListener {
  onEvent(event: Exclude<MediaEvent, 'timeupdate' | 'durationchange' | 'volumechange' | 'ratechange'>): void;
  /** Told four times a second while a session is open, and when the picture was moved. */
  onTime(): void;
  onError(kind: ErrorKind, message: string): void;
  onFigures(figures: Figures): void;
}

/** What to play, without the video element: that is the screen's. */
export type Programme = Omit<SessionOptions, 'video'>;

export interface StartOptions {
  readonly wanted: boolean;
  /** Nobody asked for it with a click: without sound rather than not at all. */
  readonly byItself: boolean;
  /** Where a film begins, as its {@link Timeline} counts; left out: at its beginning. */
  readonly fromMillis?: number | undefined;
}

/** A seek that takes longer shows that something goes on. */
const PATIENCE_MILLIS = 400;
/** Farther behind than this the picture does not count as live. */
const LIVE_EDGE_MILLIS = 6_000;

/** What errors say that a phase of the session stands for. */
const PHASE_ERRORS: Partial<Record<SessionPhase, readonly [kind: ErrorKind, message: string]>> = {
  unknown: ['unknown-channel', 'the gateway does not know this channel'],
  unreachable: ['unreachable', 'the gateway does not answer'],
};

/** Plays one session after the other on a screen: brings its events, the video's and the viewer's wishes together. */
export class Playback {
  readonly #openSession: OpenSession;
  readonly #screen: PlayerScreen;
  readonly #listener: PlaybackListener;
  readonly #ticker = new FigureTicker(
    () => this.#tick(),
    (figures) => this.#showFigures(figures),
  );
  #state: PlayerState = INITIAL;
  #session: PlayerSession | undefined;
  #byItself = false;
  #wasPaused = false;
  /** `playing` was told since the picture stood last. */
  #toldPlaying = false;
  #hasMetadata = false;
  /** Where the session is to begin as soon as it can be moved. */
  #fromMillis: number | undefined;
  /** A seek that has not arrived began then. */
  #seekingSinceMillis: number | undefined;

  constructor(openSession: OpenSession, screen: PlayerScreen, listener: PlaybackListener) {
    this.#openSession = openSession;
    this.#screen = screen;
    this.#listener = listener;
    watchVideo(screen.video, {
      onMetadata: () => this.#metadata(),
      onReady: () => this.#ready(),
      onPlay: () => this.#resumed(),
      onPause: () => this.#paused(),
      onPicture: () => this.#pictured(),
      onDry: () => this.#ranDry(),
      onVolume: () => this.#volumeChanged(),
    });
  }

  /** Draws the state as it is; later changes draw themselves. */
  show(): void {
    this.#screen.show(view(this.#state));
  }

  /** Open, or stopped only by an obstacle. */
  get running(): boolean {
    return this.#state.running;
  }

  /** It plays, or will as soon as it can. */
  get wanted(): boolean {
    return this.#state.wanted;
  }

  /** What was played is over: a film was played to its end, or the stream ended. */
  get ended(): boolean {
    return this.#state.over || (this.#state.running && this.#state.phase === 'ended');
  }

  get seeking(): boolean {
    return this.#seekingSinceMillis !== undefined;
  }

  /** As HTMLMediaElement has it; while a film's picture is moved far the session knows more than its video element. */
  get readyState(): number {
    return this.#hasMetadata ? Math.max(HTMLMediaElement.HAVE_METADATA, this.#screen.video.readyState) : 0;
  }

  /** The gateway does not let this viewer in. */
  get refused(): boolean {
    return isRefused(this.#state.phase);
  }

  get stats(): PlayerStats | undefined {
    return this.#session?.stats();
  }

  /** Where the viewer is and may go; undefined: nowhere. */
  get timeline(): Timeline | undefined {
    return this.#session?.timeline();
  }

  /** Shows the picture at that time of the {@link timeline}, as soon as it can. */
  seek(timeMillis: number): void {
    this.#dispatch({ type: 'sought' });
    this.#session?.seek(timeMillis);
    this.#showTime();
  }

  packets(limit: number): PacketStrip | undefined {
    return this.#session?.packets(limit);
  }

  /** Opens a session; what was open before is to be closed first. */
  open(programme: Programme, { wanted, byItself, fromMillis }: StartOptions): void {
    this.#byItself = byItself;
    this.#fromMillis = fromMillis;
    this.#dispatch({ type: 'opened', wanted });
    this.#screen.showKind(programme.object === undefined ? 'channel' : 'object');
    const session = this.#openSession(
      { ...programme, video: this.#screen.video },
      {
        onPhase: (phase) => this.#phase(phase),
        onFault: (fault) => this.#fault(fault),
        onSeeking: () => this.#seeking(),
        onSeeked: () => this.#seeked(),
        onOver: () => this.#over(),
        onNotice: (notice) => this.#screen.notify(notice),
      },
    );
    this.#session = session;
    this.#ticker.start(session);
  }

  /** Says why nothing can be played here at all. */
  obstruct(obstacle: Obstacle, message: string): void {
    this.#dispatch({ type: 'opened', wanted: this.#state.wanted });
    this.#dispatch({ type: 'obstructed', obstacle });
    this.#listener.onError(obstacle, message);
  }

  close(byViewer: boolean): void {
    this.#endSession();
    this.#dispatch({ type: 'closed', byViewer });
  }

  /** Resolves when the browser has answered; does nothing without a session. */
  async play(): Promise<void> {
    if (this.#session !== undefined) {
      this.#dispatch({ type: 'played' });
      await this.#start();
    }
  }

  pause(): void {
    this.#session?.pause();
    this.#screen.video.pause();
    this.#paused();
  }

  async toLive(): Promise<void> {
    this.#wasPaused = false;
    this.#session?.toLive();
    await this.play();
  }

  /** Other limit for what peers get, kbit/s; see {@link PlayerSession.limitUpload}. */
  limitUpload(kbps: number | undefined): void {
    this.#session?.limitUpload(kbps);
  }

  /** See {@link PlayerSession.meet}. */
  meet(peers: PeerMode): boolean {
    return this.#session?.meet(peers) ?? true;
  }

  /** The viewer, or the page's author, has decided about sound. */
  soundChosen(): void {
    this.#dispatch({ type: 'sound-chosen' });
  }

  /** The device says whether it has a connection. */
  networkIs(connected: boolean): void {
    this.#dispatch({ type: 'network', connected });
  }

  /** Brings the figures on the screen up to date and tells them. */
  showStats(): void {
    this.#ticker.take();
  }

  #showFigures(figures: Figures): void {
    const { lagMillis } = figures.stats;
    const atLiveEdge = this.#state.wanted && lagMillis !== undefined && lagMillis < LIVE_EDGE_MILLIS;
    this.#screen.showFigures(figures, atLiveEdge);
    this.#listener.onFigures(figures);
  }

  #tick(): void {
    if (performance.now() - (this.#seekingSinceMillis ?? Infinity) > PATIENCE_MILLIS) {
      this.#dispatch({ type: 'dry' });
    }
    if (this.#fromMillis !== undefined && this.timeline !== undefined) {
      this.seek(this.#fromMillis);
      this.#fromMillis = undefined;
    } else {
      this.#showTime();
    }
  }

  #showTime(): void {
    this.#screen.showTimeline(this.timeline);
    this.#listener.onTime();
  }

  #seeking(): void {
    this.#seekingSinceMillis = performance.now();
    this.#toldPlaying = false;
    this.#listener.onEvent('seeking');
  }

  #seeked(): void {
    this.#seekingSinceMillis = undefined;
    if (this.#state.dry || !this.#state.pictured) {
      this.#dispatch({ type: 'picture' });
    }
    this.#showTime();
    this.#listener.onEvent('seeked');
  }

  #over(): void {
    this.#dispatch({ type: 'over' });
    this.#listener.onEvent('ended');
  }

  async #start(): Promise<void> {
    const byItself = this.#byItself;
    const outcome = await startPlayback(this.#screen.video, byItself);
    if (outcome === undefined || this.#session === undefined) {
      return;
    }
    // A start that the page's author wanted silent gets the same offer of sound as one that the browser forced to be.
    const silent = byItself && outcome === 'playing' && this.#screen.video.muted;
    this.#dispatch({ type: 'autoplay', outcome: silent ? 'muted' : outcome });
    this.#byItself = byItself && outcome === 'blocked';
  }

  #endSession(): void {
    this.#ticker.stop();
    const session = this.#session;
    this.#session = undefined;
    this.#wasPaused = this.#hasMetadata = false;
    this.#fromMillis = this.#seekingSinceMillis = undefined;
    session?.close();
    this.#screen.video.pause();
    this.#screen.showFigures(undefined, false);
    this.#screen.showTimeline(undefined);
  }

  #metadata(): void {
    if (this.#session !== undefined && !this.#hasMetadata) {
      this.#hasMetadata = true;
      this.#listener.onEvent('loadedmetadata');
    }
  }

  #ready(): void {
    const { wanted, blocked } = this.#state;
    if (wanted && !blocked && this.#session !== undefined && this.#screen.video.paused) {
      void this.#start();
    }
  }

  #resumed(): void {
    if (this.#wasPaused) {
      this.#wasPaused = false;
      this.#session?.resume();
    }
    if (this.#session !== undefined) {
      this.#dispatch({ type: 'played' });
    }
  }

  #paused(): void {
    if (this.#session !== undefined) {
      this.#wasPaused = this.#state.pictured;
      this.#dispatch({ type: 'paused' });
    }
  }

  #pictured(): void {
    if (this.#session === undefined) {
      return;
    }
    if (!this.#state.pictured || this.#state.dry) {
      this.#dispatch({ type: 'picture' });
    }
    if (!this.#toldPlaying && this.#state.wanted) {
      this.#toldPlaying = true;
      this.#listener.onEvent('playing');
    }
  }

  #ranDry(): void {
    // While it is on its way elsewhere the picture is expected to stand: that is no interruption.
    if (this.#session !== undefined && this.#state.pictured && !this.#state.dry && !this.seeking) {
      this.#dispatch({ type: 'dry' });
      this.#toldPlaying = false;
      this.#listener.onEvent('waiting');
    }
  }

  #volumeChanged(): void {
    if (!this.#screen.video.muted) {
      this.soundChosen();
    }
  }

  #phase(phase: SessionPhase): void {
    if (phase === this.#state.phase) {
      return;
    }
    this.#dispatch({ type: 'phase', phase });
    const error = PHASE_ERRORS[phase];
    if (phase === 'ended') {
      this.#listener.onEvent('ended');
    } else if (error !== undefined) {
      this.#listener.onError(...error);
    } else if (isRefused(phase)) {
      this.#listener.onError(phase, 'the gateway does not let this viewer in');
    }
  }

  #fault({ kind, message }: SessionFault): void {
    if (kind !== 'broken') {
      this.#endSession(); // what cannot be shown need not be received
    }
    this.#dispatch({ type: 'obstructed', obstacle: kind });
    this.#listener.onError(kind, message);
  }

  #dispatch(event: PlayerEvent): void {
    const before = this.#state;
    const next = reduce(before, event);
    if (next === before) {
      return;
    }
    this.#state = next;
    this.show();
    if (next.wanted !== before.wanted) {
      this.#toldPlaying = false;
      this.#listener.onEvent(next.wanted ? 'play' : 'pause');
    }
  }
}
