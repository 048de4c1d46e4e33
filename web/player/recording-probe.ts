import type { Environment } from '../transport/environment.js';
import type { RecordingFetch, RunningRecording } from '../transport/recording-fetch.js';

/** The start of the picture comes first. */
const FIRST_LOOK_MILLIS = 1_500;
/** Recordings begin and end seldom, and whoever goes back asks again. */
const BETWEEN_LOOKS_MILLIS = 120_000;

/** Looks now and then whether a channel is being recorded. */
export class RecordingProbe {
  readonly #fetch: RecordingFetch;
  readonly #environment: Environment;
  readonly #abort = new AbortController();
  #cancel: () => void = () => undefined;
  #started = false;
  #known: RunningRecording | undefined;

  constructor(fetch: RecordingFetch, environment: Environment) {
    this.#fetch = fetch;
    this.#environment = environment;
  }

  /** What was found last; undefined: it is not recorded. */
  get known(): RunningRecording | undefined {
    return this.#known;
  }

  /** A second call does nothing. */
  start(): void {
    if (!this.#started) {
      this.#started = true;
      this.#after(FIRST_LOOK_MILLIS);
    }
  }

  /** Somebody else has asked. @param known undefined: there is none any more */
  learn(known: RunningRecording | undefined): void {
    this.#known = known;
  }

  close(): void {
    this.#abort.abort();
    this.#cancel();
  }

  /** Jittered, so that viewers who came together do not ask together. */
  #after(millis: number): void {
    const { timers, random } = this.#environment;
    this.#cancel = timers.after(millis * (1 + random.next()), () => void this.#look());
  }

  async #look(): Promise<void> {
    const { signal } = this.#abort;
    const result = await this.#fetch.running(signal);
    if (signal.aborted) {
      return;
    }
    if (result.kind === 'ok') {
      this.#known = result.value;
    } else if (result.kind === 'unknown' || result.kind === 'off') {
      this.#known = undefined;
    }
    this.#after(BETWEEN_LOOKS_MILLIS);
  }
}
