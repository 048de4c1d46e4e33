import { browserFilm } from '../media/browser-film.js';
import type { FilmPlayout } from '../media/film-playout.js';
import { freezePicture } from '../media/frozen-picture.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import { browserRecording } from '../transport/browser-network.js';
import type { RecordingFetch, RecordingInfo } from '../transport/recording-fetch.js';
import { LiveRecording } from './live-recording.js';
import type { PacketStrip } from './packet-strip.js';
import type { PlayerSession, SessionListener, SessionOptions, SessionPhase } from './player-session.js';
import type { PlayerStats } from './player-stats.js';
import { RecordingProbe } from './recording-probe.js';
import { SwarmSession } from './swarm-session.js';
import { joinStretches, type Timeline } from './timeline.js';

/** Who goes so close to the live edge means live. */
const EDGE_MILLIS = 4_000;
/** After a longer pause the picture goes on where it stood, where that is recorded; after a shorter one it goes on live. */
const SHORT_PAUSE_MILLIS = 3_000;
const SEAM_MILLIS = 100;

/** What is shown instead of live. */
interface Back {
  readonly recording: LiveRecording;
  readonly playout: FilmPlayout;
}

/**
 * A live session whose viewer can go back in what is being recorded, and return to live. The stream goes on being taken and
 * given meanwhile; only the picture comes from the recording.
 */
export class RewindSession implements PlayerSession {
  readonly #options: SessionOptions;
  readonly #listener: SessionListener;
  readonly #environment = browserEnvironment();
  readonly #live: SwarmSession;
  readonly #fetch: RecordingFetch;
  readonly #probe: RecordingProbe;
  readonly #tearDown = new AbortController();
  #back: Back | undefined;
  /** Time of the recording to which the picture is on its way from live. */
  #target: number | undefined;
  #phase: SessionPhase = 'connecting';
  /** The picture is on its way from the recording to live. */
  #returning = false;
  #pausedAtMillis: number | undefined;
  #letGoOfPicture: () => void = () => undefined;
  /** Interruptions of what was shown instead of live before. */
  #former = { stalls: 0, stalledMillis: 0 };

  constructor(options: SessionOptions, listener: SessionListener) {
    this.#options = options;
    this.#listener = listener;
    const { video, gateway, channel } = options;
    this.#fetch = browserRecording({ gatewayUrl: gateway.href, group: channel, environment: this.#environment });
    this.#live = new SwarmSession(options, {
      onPhase: (phase) => this.#onPhase(phase),
      onFault: (fault) => listener.onFault(fault),
    });
    this.#probe = new RecordingProbe(this.#fetch, this.#environment);
    const { signal } = this.#tearDown;
    video.addEventListener('pause', () => (this.#pausedAtMillis ??= this.#environment.clock.nowMillis()), { signal });
    video.addEventListener('loadeddata', () => this.#onLivePicture(), { signal });
  }

  stats(): PlayerStats {
    const stats = this.#live.stats();
    const back = this.#back;
    const { stalls, stalledMillis } = back?.playout.stalls ?? { stalls: 0, stalledMillis: 0 };
    const all = {
      ...stats,
      stalls: stats.stalls + this.#former.stalls + stalls,
      stalledMillis: stats.stalledMillis + this.#former.stalledMillis + stalledMillis,
    };
    if (back === undefined) {
      return all;
    }
    const { recording, playout } = back;
    return {
      ...all,
      positionMillis: recording.startTimestampMillis + playout.timeMillis,
      lagMillis: Math.max(0, recording.endMillis - playout.timeMillis),
      aheadMillis: playout.aheadMillis,
    };
  }

  packets(limit: number): PacketStrip | undefined {
    return this.#live.packets(limit);
  }

  pieces(): undefined {
    return undefined;
  }

  timeline(): Timeline | undefined {
    const back = this.#back;
    if (back !== undefined) {
      const { recording, playout } = back;
      return {
        durationMillis: recording.endMillis,
        positionMillis: Math.min(playout.timeMillis, recording.endMillis),
        live: true,
        buffered: joinStretches(playout.buffered, SEAM_MILLIS),
        held: [],
      };
    }
    const { epoch, positionMillis, lagMillis = 0, aheadMillis } = this.#live.stats();
    const recorded = this.#probe.known;
    if (recorded === undefined || epoch !== recorded.epoch || positionMillis === undefined) {
      return undefined;
    }
    const position = positionMillis - recorded.startTimestampMillis;
    if (position < 0) {
      return undefined; // it has only begun, and the picture is behind its beginning
    }
    return {
      durationMillis: position + lagMillis,
      positionMillis: this.#target ?? position,
      live: true,
      buffered: [{ start: position, end: position + aheadMillis }],
      held: [],
    };
  }

  seek(timeMillis: number): void {
    const timeline = this.timeline();
    if (timeline === undefined) {
      return;
    }
    if (timeMillis >= timeline.durationMillis - EDGE_MILLIS) {
      this.toLive();
    } else if (this.#back !== undefined) {
      this.#back.playout.seek(timeMillis);
    } else {
      void this.#goBack(timeMillis);
    }
  }

  pause(): void {
    if (this.#back === undefined) {
      this.#live.pause();
    } else {
      this.#back.playout.pause();
    }
  }

  resume(): void {
    const { clock } = this.#environment;
    const pausedMillis = clock.nowMillis() - (this.#pausedAtMillis ?? clock.nowMillis());
    this.#pausedAtMillis = undefined;
    const timeline = this.#back === undefined ? this.timeline() : undefined;
    if (timeline !== undefined && pausedMillis > SHORT_PAUSE_MILLIS) {
      void this.#goBack(timeline.positionMillis);
    } else if (this.#back === undefined) {
      this.#live.toLive();
    }
  }

  toLive(): void {
    const wasLeaving = this.#target !== undefined;
    this.#target = undefined;
    if (this.#back === undefined) {
      this.#live.toLive();
      if (wasLeaving) {
        this.#listener.onSeeked();
      }
      return;
    }
    this.#listener.onSeeking();
    this.#leave();
    this.#listener.onPhase(this.#phase);
    this.#returning = this.#phase === 'live';
    if (!this.#returning) {
      this.#listener.onSeeked(); // no picture will tell
    }
  }

  limitUpload(kbps: number | undefined): void {
    this.#live.limitUpload(kbps);
  }

  close(): void {
    this.#tearDown.abort();
    this.#probe.close();
    this.#letGo();
    this.#back?.playout.close();
    this.#back = undefined;
    this.#live.close();
  }

  #onLivePicture(): void {
    if (this.#back === undefined) {
      this.#letGo();
      if (this.#returning) {
        this.#returning = false;
        this.#listener.onSeeked();
      }
    }
  }

  /** From live to the recording; seeks that come meanwhile change the target. */
  async #goBack(timeMillis: number): Promise<void> {
    const underWay = this.#target !== undefined;
    this.#target = timeMillis;
    this.#listener.onSeeking();
    if (underWay) {
      return;
    }
    const { signal } = this.#tearDown;
    const result = await this.#fetch.info(undefined, signal);
    const target = this.#target as number | undefined;
    this.#target = undefined;
    if (signal.aborted || target === undefined) {
      return; // closed, or the viewer wants live after all
    }
    if (result.kind === 'ok' && result.value.keyframes.length > 0) {
      this.#show(result.value, target);
      return;
    }
    if (result.kind === 'unknown') {
      this.#probe.forget();
    }
    this.#listener.onSeeked();
    this.#listener.onNotice(
      result.kind === 'unknown'
        ? 'This stream is not being recorded any more.'
        : 'The server does not answer: going back is not possible just now.',
    );
  }

  #show(info: RecordingInfo, timeMillis: number): void {
    const { video } = this.#options;
    const playing = !video.paused;
    this.#freeze();
    if (this.#back === undefined) {
      this.#live.suspend();
    } else {
      this.#closeBack();
    }
    const recording = new LiveRecording(info, this.#fetch, this.#environment, (trouble) => {
      if (this.#back?.recording === recording) {
        this.#listener.onPhase(trouble ? 'reconnecting' : 'live');
      }
    });
    let told = this.#back === undefined; // by whoever decided to go back
    const listener = {
      onSeeking: () => {
        if (!told) {
          this.#listener.onSeeking();
        }
        told = false;
      },
      onArrived: () => {
        this.#letGo();
        this.#listener.onSeeked();
      },
      onEnded: () => void this.#onFileEnded(info.id),
      onError: (kind: 'unsupported' | 'broken', message: string) => this.#listener.onFault({ kind, message }),
      onUnreadable: () => {
        this.#listener.onNotice('This part is not kept any more: back to live.');
        this.toLive();
      },
    };
    const playout = browserFilm(video, recording, this.#environment, listener, { autoplay: playing });
    this.#back = { recording, playout };
    playout.seek(timeMillis);
  }

  /** The next file follows where the one before ended; where there is none, live does. */
  async #onFileEnded(id: string): Promise<void> {
    const { signal } = this.#tearDown;
    const result = await this.#fetch.info(undefined, signal);
    if (signal.aborted || this.#back?.recording.id !== id) {
      return;
    }
    if (result.kind === 'ok' && result.value.id !== id && result.value.keyframes.length > 0) {
      this.#show(result.value, 0);
    } else {
      this.toLive();
    }
    await this.#options.video.play().catch(() => undefined); // its own end had stopped it
  }

  /** Gives the video element back to live. */
  #leave(): void {
    const playing = !this.#options.video.paused;
    this.#freeze();
    this.#closeBack();
    this.#live.revive(playing);
  }

  #closeBack(): void {
    if (this.#back !== undefined) {
      const { stalls, stalledMillis } = this.#back.playout.stalls;
      this.#former = {
        stalls: this.#former.stalls + stalls,
        stalledMillis: this.#former.stalledMillis + stalledMillis,
      };
      this.#back.playout.close();
      this.#back = undefined;
    }
  }

  #onPhase(phase: SessionPhase): void {
    this.#phase = phase;
    if (phase === 'live') {
      this.#probe.start();
    }
    if (this.#back === undefined) {
      this.#listener.onPhase(phase);
    }
  }

  #freeze(): void {
    this.#letGo();
    this.#letGoOfPicture = freezePicture(this.#options.video);
  }

  #letGo(): void {
    this.#letGoOfPicture();
    this.#letGoOfPicture = () => undefined;
  }
}
