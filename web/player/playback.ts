import type {
  PlayerSession,
  SessionOptions,
  OpenSession,
  SessionFault,
  SessionPhase,
  RefusedPhase,
} from './player-session.js';
import type { PacketStrip } from './packet-strip.js';
import { startPlayback } from './playback-start.js';
import type { PlayerScreen } from './player-screen.js';
import { INITIAL, reduce, view, type Obstacle, type PlayerEvent, type PlayerState, isRefused } from './player-state.js';
import type { PlayerStats } from './player-stats.js';
import { ShareMeter } from './share-meter.js';
import type { Timeline } from './timeline.js';
import { watchVideo } from './video-watch.js';

export interface PlaybackListener {
  /** The picture moves, for the first time or again. */
  onPlaying(): void;
  /** The picture stands because nothing is left to play. */
  onWaiting(): void;
  onEnded(): void;
  onSeeking(): void;
  onSeeked(): void;
  /** Told four times a second while there is somewhere to go. */
  onTimeline(timeline: Timeline): void;
  onError(kind: Obstacle | 'unknown-channel' | RefusedPhase, message: string): void;
  /** `share`: from peers ÷ all over the last 30 s, 0 … 1. */
  onStats(stats: PlayerStats, share: number | undefined): void;
}

/** What to play, without the video element: that is the screen's. */
export type Programme = Omit<SessionOptions, 'video'>;

export interface StartOptions {
  readonly wanted: boolean;
  /** Nobody asked for it with a click: without sound rather than not at all. */
  readonly byItself: boolean;
}

const TIMELINE_PERIOD_MILLIS = 250;
/** Figures change less often than the time. */
const TICKS_BETWEEN_STATS = 2;
/** A seek that takes longer shows that something goes on. */
const PATIENCE_MILLIS = 400;
/** Farther behind than this the picture does not count as live. */
const LIVE_EDGE_MILLIS = 6_000;

/** Plays one session after the other on a screen: brings its events, the video's and the viewer's wishes together. */
export class Playback {
  readonly #openSession: OpenSession;
  readonly #screen: PlayerScreen;
  readonly #listener: PlaybackListener;
  readonly #share = new ShareMeter();
  #state: PlayerState = INITIAL;
  #session: PlayerSession | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #byItself = false;
  #wasPaused = false;
  #ticks = 0;
  /** A seek that has not arrived began then. */
  #seekingSinceMillis: number | undefined;

  constructor(openSession: OpenSession, screen: PlayerScreen, listener: PlaybackListener) {
    this.#openSession = openSession;
    this.#screen = screen;
    this.#listener = listener;
    watchVideo(screen.video, {
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
    this.#showTimeline();
  }

  packets(limit: number): PacketStrip | undefined {
    return this.#session?.packets(limit);
  }

  /** Opens a session; what was open before is to be closed first. */
  open(programme: Programme, { wanted, byItself }: StartOptions): void {
    this.#share.reset();
    this.#byItself = byItself;
    this.#dispatch({ type: 'opened', wanted });
    this.#screen.showKind(programme.object === undefined ? 'channel' : 'object');
    this.#ticker = setInterval(() => this.#tick(), TIMELINE_PERIOD_MILLIS);
    this.#session = this.#openSession(
      { ...programme, video: this.#screen.video },
      {
        onPhase: (phase) => this.#phase(phase),
        onFault: (fault) => this.#fault(fault),
        onSeeking: () => this.#seeking(),
        onSeeked: () => this.#seeked(),
        onOver: () => this.#over(),
        onNotice: (words) => this.#screen.notify(words),
      },
    );
  }

  /** The gateway does not let this viewer in. */
  get refused(): boolean {
    return isRefused(this.#state.phase);
  }

  /** Says why nothing can be played here at all. */
  obstruct(obstacle: Obstacle, message: string): void {
    this.#dispatch({ type: 'opened', wanted: this.#state.wanted });
    this.#dispatch({ type: 'obstructed', obstacle });
    this.#listener.onError(obstacle, message);
  }

  close(byViewer: boolean): void {
    this.#endSession();
    this.#wasPaused = false;
    this.#seekingSinceMillis = undefined;
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

  /** The viewer, or the page's author, has decided about sound. */
  soundChosen(): void {
    this.#dispatch({ type: 'sound-chosen' });
  }

  /** Brings the figures on the screen up to date and tells them. */
  showStats(): void {
    const stats = this.stats;
    if (stats === undefined) {
      return;
    }
    this.#share.add(stats, performance.now());
    const share = this.#share.share();
    const { lagMillis } = stats;
    const atLiveEdge = this.#state.wanted && lagMillis !== undefined && lagMillis < LIVE_EDGE_MILLIS;
    this.#screen.showStats(stats, share, atLiveEdge, (columns) => this.#session?.pieces(columns));
    this.#listener.onStats(stats, share);
  }

  #tick(): void {
    if (performance.now() - (this.#seekingSinceMillis ?? Infinity) > PATIENCE_MILLIS) {
      this.#dispatch({ type: 'dry' });
    }
    this.#showTimeline();
    if (++this.#ticks % TICKS_BETWEEN_STATS === 0) {
      this.showStats();
    }
  }

  #showTimeline(): void {
    const { timeline } = this;
    this.#screen.showTimeline(timeline);
    if (timeline !== undefined) {
      this.#listener.onTimeline(timeline);
    }
  }

  #seeking(): void {
    this.#seekingSinceMillis = performance.now();
    this.#listener.onSeeking();
  }

  #seeked(): void {
    this.#seekingSinceMillis = undefined;
    if (this.#state.dry || !this.#state.pictured) {
      this.#dispatch({ type: 'picture' });
    }
    this.#showTimeline();
    this.#listener.onSeeked();
  }

  #over(): void {
    this.#dispatch({ type: 'over' });
    this.#listener.onEnded();
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
    clearInterval(this.#ticker);
    this.#ticker = undefined;
    const session = this.#session;
    this.#session = undefined;
    session?.close();
    this.#screen.video.pause();
    this.#screen.showStats(undefined, undefined, false);
    this.#screen.showTimeline(undefined);
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
    if (this.#session !== undefined && (!this.#state.pictured || this.#state.dry)) {
      this.#dispatch({ type: 'picture' });
      this.#listener.onPlaying();
    }
  }

  #ranDry(): void {
    const seeking = this.#seekingSinceMillis !== undefined; // then it is expected to stand, and no interruption
    if (this.#session !== undefined && this.#state.pictured && !this.#state.dry && !seeking) {
      this.#dispatch({ type: 'dry' });
      this.#listener.onWaiting();
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
    if (phase === 'ended') {
      this.#listener.onEnded();
    } else if (phase === 'unknown') {
      this.#listener.onError('unknown-channel', 'the gateway does not know this channel');
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
    const next = reduce(this.#state, event);
    if (next !== this.#state) {
      this.#state = next;
      this.show();
    }
  }
}
