import type { Film, FilmFile } from '../media/film.js';
import type { Environment } from '../transport/environment.js';
import type { RecordingInfo, RecordingPart, RunningRecording } from '../transport/recording-fetch.js';
import { RecordedFile } from './recorded-file.js';
import type { RecordingDesk } from './recording-desk.js';

/** How often it is asked how far a recording is whose viewer is far behind. */
const LOOK_MILLIS = 15_000;
/** A recording that was not asked about for so long may have ended: it is not taken to have grown further. */
const TRUSTED_MILLIS = 30_000;

/** A recording that grows, in one file or in several, as one film; its times are timestamps of the epoch. */
export class LiveRecording implements Film {
  readonly epoch: number;
  readonly #desk: RecordingDesk;
  readonly #environment: Environment;
  /** The oldest first. */
  readonly #parts: RecordingPart[];
  /** Those whose index was wanted, by id. */
  readonly #files = new Map<string, RecordedFile>();
  readonly #abort = new AbortController();
  readonly #stopLooking: () => void;
  /** Of the last part, as it was told last. */
  #newest: RecordingInfo;
  #toldAtMillis: number;

  constructor(running: RunningRecording, desk: RecordingDesk, environment: Environment) {
    this.epoch = running.newest.epoch;
    this.#desk = desk;
    this.#environment = environment;
    this.#parts = [...running.parts];
    this.#newest = running.newest;
    this.#toldAtMillis = environment.clock.nowMillis();
    const period = LOOK_MILLIS * (1 + environment.random.next() / 4);
    this.#stopLooking = environment.timers.every(period, () => void this.#look());
  }

  get startMillis(): number {
    return this.#parts[0]?.startTimestampMillis ?? 0;
  }

  /** Of what there should be by now. */
  get endMillis(): number {
    const { startTimestampMillis, durationMillis, over } = this.#newest;
    const sinceMillis = this.#environment.clock.nowMillis() - this.#toldAtMillis;
    return startTimestampMillis + durationMillis + (over ? 0 : Math.min(sinceMillis, TRUSTED_MILLIS));
  }

  /** @throws RecordingGoneError · the reason of `signal` */
  async fileAt(timeMillis: number, signal: AbortSignal): Promise<FilmFile> {
    return this.#open(this.#partAt(timeMillis).id, signal);
  }

  keyframeBeyond(timeMillis: number): number | undefined {
    const part = this.#partAt(timeMillis);
    const file = this.#files.get(part.id);
    const within = file?.keyframeAfter(file.keyframeBefore(timeMillis).offset)?.timeMillis;
    return within ?? this.#parts[this.#parts.indexOf(part) + 1]?.startTimestampMillis;
  }

  onSeek(): void {
    // Whatever is read comes over HTTP, when it is read.
  }

  /** May be called twice. */
  close(): void {
    this.#abort.abort();
    this.#stopLooking();
  }

  #partAt(timeMillis: number): RecordingPart {
    const begun = this.#parts.filter(({ startTimestampMillis }) => startTimestampMillis <= timeMillis);
    const part = begun.at(-1) ?? this.#parts[0];
    if (part === undefined) throw new RangeError('a recording without a file');
    return part;
  }

  async #open(id: string, signal: AbortSignal): Promise<RecordedFile> {
    const known = this.#files.get(id);
    if (known !== undefined) {
      return known;
    }
    const info = await this.#desk.file(id, signal);
    const file = new RecordedFile(info, this.#desk, {
      onNews: (news) => this.#hear(news),
      onEnd: (given) => this.#follower(id, given),
    });
    this.#files.set(id, file);
    this.#hear(info);
    return file;
  }

  /** The file behind that one, where the recording went on without interruption. */
  async #follower(id: string, signal: AbortSignal): Promise<FilmFile | undefined> {
    const next = this.#parts[this.#parts.findIndex((part) => part.id === id) + 1]?.id ?? this.#newest.next;
    return next === undefined ? undefined : this.#open(next, signal);
  }

  /** Asks how far the recording is by now, one file after the other. Whatever goes wrong, what is known stays. */
  async #look(): Promise<void> {
    const sinceMillis = this.#environment.clock.nowMillis() - this.#toldAtMillis;
    const { over, next } = this.#newest;
    if (sinceMillis < LOOK_MILLIS || (over && next === undefined)) {
      return;
    }
    for (let id: string | undefined = this.#newest.id; id !== undefined;) {
      const result = await this.#desk.news(id, Infinity, this.#abort.signal);
      if (result.kind === 'unknown' || result.kind === 'gone') {
        this.#newest = { ...this.#newest, over: true, next: undefined };
        return;
      }
      if (result.kind !== 'ok' || !this.#hear(result.value)) {
        return;
      }
      id = result.value.next;
    }
  }

  /** Whether that was about the newest part, or about a newer one. */
  #hear(info: RecordingInfo): boolean {
    const { id, startTimestampMillis } = info;
    const isNewer = id === this.#newest.next && startTimestampMillis > this.#newest.startTimestampMillis;
    if (isNewer) {
      this.#parts.push({ id, startTimestampMillis });
    } else if (id !== this.#newest.id) {
      return false;
    }
    this.#newest = info;
    this.#toldAtMillis = this.#environment.clock.nowMillis();
    return true;
  }
}
