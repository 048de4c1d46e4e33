import { rangesOf } from './buffered.js';
import type { Range } from './buffered.js';
import type { PlayoutEnvironment } from './environment.js';
import { FilmRun } from './film-run.js';
import type { Film } from './film.js';
import { PlaybackWatch } from './playback-watch.js';
import { RestartRequests } from './restart-requests.js';
import type { OpenTagPlayer, PlayerFailure } from './tag-player.js';

const TICK_MILLIS = 50;
/** The film is told where its picture stands each so many ticks. */
const TICKS_BETWEEN_POSITIONS = 5;
/** Between two beginnings of a run: whoever holds an arrow key down seeks thirty times a second. */
const BETWEEN_RUNS_MILLIS = 150;
/** A player's time is right when it is off by less: nobody sees one frame. */
const EXACT_SECONDS = 0.03;
/** The first picture of a run may stand so much behind its beginning. */
const LEAD_SECONDS = 0.2;
/** A seek to the end shows the last pictures: at the very end, a browser that plays begins anew. */
const BEFORE_END_MILLIS = 100;
/** Two failures closer than this have the same cause. */
const SAME_PLACE_MILLIS = 1_000;

export interface FilmPlayoutListener {
  /** The picture is on its way to another place. */
  onSeeking(): void;
  /** The first picture, or that of the place that was sought, is on the screen. */
  onArrived(): void;
  onEnded(): void;
  /** Nothing can be shown: the browser cannot decode it (`unsupported`), or several fresh starts did not help (`broken`). */
  onError(kind: PlayerFailure, message: string): void;
  /** Bytes will not come; nothing more is read until the next seek. */
  onUnreadable(reason: unknown): void;
}

export interface FilmPlayoutOptions {
  readonly environment: PlayoutEnvironment;
  readonly openPlayer: OpenTagPlayer;
  readonly listener: FilmPlayoutListener;
  /** Plays when its first picture is there; otherwise it stands until the element plays. */
  readonly autoplay: boolean;
  /** Keeps the picture while the player is exchanged; returns what lets go of it. */
  readonly freezePicture: (video: HTMLVideoElement) => () => void;
}

/**
 * Plays a film on a video element from any place in it: one run of a player from the keyframe before that place on. All times
 * are the film's, in ms.
 */
export class FilmPlayout {
  readonly #video: HTMLVideoElement;
  readonly #film: Film;
  readonly #options: FilmPlayoutOptions;
  readonly #watch: PlaybackWatch;
  readonly #restarts: RestartRequests;
  readonly #tearDown = new AbortController();
  readonly #stopTimer: () => void;
  #run: FilmRun | undefined;
  /** Where the picture is on its way to; undefined when it is there. */
  #target: number | undefined;
  /** The element was told to go there, and has not said that it is. */
  #moving = false;
  #wanted: boolean;
  #ended = false;
  #openedAtMillis = -Infinity;
  #cancelOpening: () => void = () => undefined;
  #letGoOfPicture: () => void = () => undefined;
  #failedAtMillis = -Infinity;
  #ticks = 0;

  constructor(video: HTMLVideoElement, film: Film, options: FilmPlayoutOptions) {
    this.#video = video;
    this.#film = film;
    this.#options = options;
    this.#wanted = options.autoplay;
    const { environment, listener } = options;
    this.#restarts = new RestartRequests(environment, {
      onNeedsStart: () => this.#moveTo(this.#placeAfterFailure()),
      onError: (kind, message) => listener.onError(kind, message),
    });
    this.#watch = new PlaybackWatch(
      video,
      environment,
      () => this.#wanted && !this.#ended && this.#target === undefined && this.#run !== undefined,
      () => this.#fail('the decoder hangs'),
    );
    const { signal } = this.#tearDown;
    const on = (type: string, act: () => void): void => video.addEventListener(type, act, { signal });
    on('play', () => this.#onPlay());
    on('pause', () => this.#onPause());
    on('waiting', () => this.#watch.waiting());
    on('seeked', () => {
      this.#moving = false;
      this.#arrive();
    });
    on('loadeddata', () => this.#arrive());
    on('progress', () => this.#arrive());
    on('ended', () => this.#onEnded());
    on('error', () => {
      if (this.#run?.opened === true && video.error !== null) {
        this.#fail(`media error ${video.error.code}`);
      }
    });
    this.#stopTimer = environment.timers.every(TICK_MILLIS, () => this.#tick());
  }

  /** Where the picture stands, or will when it is on its way. */
  get timeMillis(): number {
    return this.#target ?? this.#shownMillis();
  }

  /** The picture is on its way to another place. */
  get seeking(): boolean {
    return this.#target !== undefined;
  }

  /** Interruptions after the first picture, seeks apart, and their sum. */
  get stalls(): { readonly stalls: number; readonly stalledMillis: number } {
    const { stalls, stalledMillis } = this.#watch;
    return { stalls, stalledMillis };
  }

  /** Playable media ahead of the picture. */
  get aheadMillis(): number {
    return this.#target === undefined && this.#run !== undefined ? this.#watch.aheadMillis() : 0;
  }

  /** What can be played without another byte, in the film's milliseconds. */
  get buffered(): readonly Range[] {
    const run = this.#run;
    if (run?.opened !== true) {
      return [];
    }
    return rangesOf(this.#video.buffered).flatMap(({ start, end }) => {
      const from = run.filmMillisAt(start * 1_000);
      const to = run.filmMillisAt(end * 1_000);
      return from === undefined || to === undefined ? [] : [{ start: from, end: to }];
    });
  }

  /** Shows the picture of that time, or of the nearest that there is, as soon as it can. Plays on from there if it played. */
  seek(timeMillis: number): void {
    if (this.#tearDown.signal.aborted) {
      return;
    }
    const { startMillis, endMillis } = this.#film;
    this.#restarts.cancel();
    this.#options.listener.onSeeking();
    this.#moveTo(Math.min(Math.max(timeMillis, startMillis), Math.max(startMillis, endMillis)));
  }

  pause(): void {
    this.#wanted = false;
    this.#video.pause();
  }

  /** Ends all and lets go of the video element. May be called twice. */
  close(): void {
    this.#tearDown.abort();
    this.#stopTimer();
    this.#cancelOpening();
    this.#restarts.cancel();
    this.#watch.stop();
    this.#letGo();
    this.#run?.close();
    this.#run = undefined;
  }

  #shownMillis(): number {
    return this.#run?.filmMillisAt(this.#video.currentTime * 1_000) ?? this.#film.startMillis;
  }

  #moveTo(timeMillis: number): void {
    this.#ended = false;
    this.#target = timeMillis;
    this.#moving = false;
    this.#film.onSeek(timeMillis);
    this.#cancelOpening();
    if (this.#playableSeconds(timeMillis) !== undefined) {
      this.#arrive();
      return;
    }
    const { clock, timers } = this.#options.environment;
    const waitMillis = this.#openedAtMillis + BETWEEN_RUNS_MILLIS - clock.nowMillis();
    if (waitMillis <= 0) {
      this.#open(timeMillis);
    } else {
      this.#cancelOpening = timers.after(waitMillis, () => this.#open(timeMillis));
    }
  }

  #open(timeMillis: number): void {
    const { environment, openPlayer, freezePicture, listener } = this.#options;
    this.#openedAtMillis = environment.clock.nowMillis();
    if (this.#run?.opened === true) {
      this.#letGo();
      this.#letGoOfPicture = freezePicture(this.#video);
    }
    this.#run?.close();
    const run = new FilmRun(this.#film, timeMillis, {
      openPlayer: (tracks, playerListener) => openPlayer(this.#video, tracks, playerListener),
      playhead: () => this.timeMillis,
      onFailure: (failure, message) => {
        if (failure === 'unsupported') {
          this.close();
          listener.onError(failure, message);
        } else {
          this.#fail(message);
        }
      },
      onUnreadable: (reason) => listener.onUnreadable(reason),
    });
    this.#run = run;
    run.start();
  }

  /** The player's time of that picture, where the player has it. */
  #playableSeconds(timeMillis: number): number | undefined {
    const run = this.#run;
    const playerMillis = run?.opened === true ? run.playerMillisAt(timeMillis) : undefined;
    if (run === undefined || playerMillis === undefined || this.#video.readyState < HAVE_METADATA) {
      return undefined;
    }
    if (timeMillis >= (run.goesOnAt ?? Infinity)) {
      return undefined;
    }
    const last = run.endMillis === undefined ? Infinity : Math.max(0, run.endMillis - BEFORE_END_MILLIS);
    const seconds = Math.min(playerMillis, last) / 1_000;
    const found = rangesOf(this.#video.buffered).find(
      ({ start, end }) => start <= seconds + LEAD_SECONDS && end > seconds,
    );
    return found === undefined ? undefined : Math.max(seconds, found.start);
  }

  /** Takes the last steps to the place that was sought, as far as they can be taken now. */
  #arrive(): void {
    const target = this.#target;
    const seconds = target === undefined || this.#moving ? undefined : this.#playableSeconds(target);
    if (seconds === undefined) {
      return;
    }
    if (Math.abs(this.#video.currentTime - seconds) > EXACT_SECONDS) {
      this.#moving = true;
      this.#video.currentTime = seconds;
    } else if (this.#video.readyState >= HAVE_CURRENT_DATA && !this.#video.seeking) {
      this.#onArrived();
    }
  }

  #onArrived(): void {
    this.#target = undefined;
    this.#restarts.cancel();
    this.#letGo();
    this.#video.removeAttribute('poster'); // what stands there now is a picture of the film itself
    if (this.#wanted && this.#video.paused) {
      // Whatever is refused here was refused before, where somebody heard of it.
      this.#video.play().catch(() => undefined);
    }
    this.#options.listener.onArrived();
  }

  #tick(): void {
    this.#run?.tick();
    this.#arrive();
    if (this.#target === undefined && ++this.#ticks % TICKS_BETWEEN_POSITIONS === 0) {
      this.#run?.onPosition(this.#shownMillis());
    }
  }

  #fail(message: string): void {
    this.#restarts.request('broken', message);
  }

  /** Where it broke before it will again: the second time it goes on behind that place. */
  #placeAfterFailure(): number {
    const failedAt = this.timeMillis;
    const again = Math.abs(failedAt - this.#failedAtMillis) < SAME_PLACE_MILLIS;
    this.#failedAtMillis = failedAt;
    this.#run?.close();
    this.#run = undefined;
    return (again ? this.#film.keyframeBeyond(failedAt) : undefined) ?? failedAt;
  }

  #onPlay(): void {
    this.#wanted = true;
    if (this.#ended) {
      this.seek(this.#film.startMillis);
    }
  }

  #onPause(): void {
    // The element also pauses when its source is exchanged, ends or fails; that is not the viewer's wish.
    if (this.#target === undefined && !this.#video.ended && this.#video.error === null) {
      this.#wanted = false;
    }
  }

  #onEnded(): void {
    if (this.#target !== undefined || this.#run?.endMillis === undefined) {
      return;
    }
    if (this.#run.goesOnAt !== undefined) {
      this.#moveTo(this.#run.goesOnAt);
    } else {
      this.#ended = true;
      this.#wanted = false;
      this.#options.listener.onEnded();
    }
  }

  #letGo(): void {
    this.#letGoOfPicture();
    this.#letGoOfPicture = () => undefined;
  }
}

const HAVE_METADATA = 1;
const HAVE_CURRENT_DATA = 2;
