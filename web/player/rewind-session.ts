import type { NeighbourStats } from '../engine/neighbour-stats.js';
import { freezePicture } from '../media/frozen-picture.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import { browserRecording } from '../transport/browser-network.js';
import type { RecordingFetch, RunningRecording } from '../transport/recording-fetch.js';
import { openBack, type Back } from './back.js';
import type { PacketStrip } from './packet-strip.js';
import type { PeerMode, PlayerSession, SessionListener, SessionOptions, SessionPhase } from './player-session.js';
import type { PlayerStats } from './player-stats.js';
import { RecordingGoneError } from './recording-desk.js';
import { RecordingProbe } from './recording-probe.js';
import {
  addStalls,
  beginsBehind,
  startOf,
  statsBack,
  timelineBack,
  timelineLive,
  type Stalls,
} from './rewind-figures.js';
import { SwarmSession } from './swarm-session.js';
import type { Timeline } from './timeline.js';

/** Who goes so close to the live edge means live. */
const EDGE_MILLIS = 4_000;
/** After a longer pause the picture goes on where it stood, where that is recorded; after a shorter one it goes on live. */
const SHORT_PAUSE_MILLIS = 3_000;

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
  /** Timestamp to which the picture is on its way from live. */
  #target: number | undefined;
  #phase: SessionPhase = 'connecting';
  /** The picture is on its way from the recording to live. */
  #returning = false;
  #pausedAtMillis: number | undefined;
  #letGoOfPicture: () => void = () => undefined;
  /** Interruptions of what was shown instead of live before. */
  #former: Stalls = { stalls: 0, stalledMillis: 0 };

  constructor(options: SessionOptions, listener: SessionListener) {
    this.#options = options;
    this.#listener = listener;
    const { video, gateway, channel } = options;
    this.#fetch = browserRecording({
      gatewayUrl: gateway.href,
      group: channel,
      environment: this.#environment,
      token: options.token,
    });
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
    const all = { ...stats, ...addStalls(stats, this.#former) };
    return back === undefined ? all : statsBack({ ...all, ...addStalls(all, back.playout.stalls) }, back);
  }

  packets(limit: number): PacketStrip | undefined {
    return this.#live.packets(limit);
  }

  pieces(): undefined {
    return undefined;
  }

  neighbours(): readonly NeighbourStats[] {
    return this.#live.neighbours();
  }

  timeline(): Timeline | undefined {
    return this.#back === undefined
      ? timelineLive(this.#live.stats(), this.#probe.known, this.#target)
      : timelineBack(this.#back);
  }

  seek(timeMillis: number): void {
    const timeline = this.timeline();
    const known = this.#probe.known;
    if (timeline === undefined) {
      return;
    }
    if (timeMillis >= timeline.durationMillis - EDGE_MILLIS) {
      this.toLive();
    } else if (this.#back !== undefined) {
      this.#back.playout.seek(this.#back.recording.startMillis + timeMillis);
    } else if (known !== undefined) {
      void this.#goBack(startOf(known) + timeMillis);
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
    if (this.#back !== undefined) {
      return;
    }
    const { positionMillis } = this.#live.stats();
    if (this.timeline() !== undefined && positionMillis !== undefined && pausedMillis > SHORT_PAUSE_MILLIS) {
      void this.#goBack(positionMillis);
    } else {
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

  meet(peers: PeerMode): boolean {
    return this.#live.meet(peers);
  }

  close(): void {
    this.#tearDown.abort();
    this.#probe.close();
    this.#letGo();
    this.#closeBack();
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
  async #goBack(timestampMillis: number): Promise<void> {
    const underWay = this.#target !== undefined;
    this.#target = timestampMillis;
    this.#listener.onSeeking();
    if (underWay) {
      return;
    }
    const { signal } = this.#tearDown;
    const result = await this.#fetch.running(signal);
    const target = this.#target as number | undefined;
    this.#target = undefined;
    if (signal.aborted || target === undefined) {
      return; // closed, or the viewer wants live after all
    }
    if (result.kind === 'ok') {
      this.#probe.learn(result.value);
      this.#show(result.value, target);
      return;
    }
    const isOff = result.kind === 'unknown' || result.kind === 'off';
    if (isOff) {
      this.#probe.learn(undefined);
    }
    this.#listener.onSeeked();
    this.#listener.onNotice(isOff ? 'not-recorded' : 'cannot-go-back');
  }

  #show(running: RunningRecording, timestampMillis: number): void {
    const { video } = this.#options;
    const autoplay = !video.paused;
    this.#freeze();
    if (this.#back === undefined) {
      this.#live.suspend();
    } else {
      this.#closeBack();
    }
    let told = true; // by whoever decided to go back
    const options = { video, fetch: this.#fetch, environment: this.#environment, autoplay };
    this.#back = openBack(running, options, {
      onTrouble: (back, trouble) => {
        if (this.#back === back) {
          this.#listener.onPhase(trouble ? 'reconnecting' : 'live');
        }
      },
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
      onEnded: (back) => void this.#onEnded(back),
      onError: (kind, message) => this.#listener.onFault({ kind, message }),
      onUnreadable: (back, reason) => void this.#onUnreadable(back, reason),
    });
    this.#back.playout.seek(timestampMillis);
  }

  /** What is being recorded now, unless the viewer went elsewhere meanwhile. */
  async #runningBehind(back: Back): Promise<RunningRecording | 'none' | 'too late'> {
    const result = await this.#fetch.running(this.#tearDown.signal);
    if (this.#back !== back) {
      return 'too late';
    }
    if (result.kind !== 'ok') {
      return 'none';
    }
    this.#probe.learn(result.value);
    return result.value;
  }

  /** Where another recording began later, it is shown from its beginning: nothing lies between. Where none did, live. */
  async #onEnded(back: Back): Promise<void> {
    const running = await this.#runningBehind(back);
    if (running === 'too late') {
      return;
    }
    if (running !== 'none' && beginsBehind(running, back)) {
      this.#listener.onSeeking();
      this.#show(running, startOf(running));
    } else {
      this.toLive();
    }
    await this.#options.video.play().catch(() => undefined); // its own end had stopped it
  }

  /** Retention was faster than the viewer: it goes on with the earliest that there is. Where there is none, live does. */
  async #onUnreadable(back: Back, reason: unknown): Promise<void> {
    const running = await this.#runningBehind(back);
    if (running === 'too late') {
      return;
    }
    const gone = reason instanceof RecordingGoneError ? reason.id : undefined;
    const sameRun = running !== 'none' && running.newest.epoch === back.recording.epoch;
    if (sameRun && gone !== undefined && !running.parts.some(({ id }) => id === gone)) {
      this.#listener.onNotice('earliest-kept');
      this.#listener.onSeeking();
      this.#show(running, back.playout.timeMillis);
    } else {
      this.#listener.onNotice('back-to-live');
      this.toLive();
    }
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
      const { recording, playout } = this.#back;
      this.#former = addStalls(this.#former, playout.stalls);
      playout.close();
      recording.close();
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
