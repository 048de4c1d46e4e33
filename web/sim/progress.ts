/** Where a run stands. */
export interface Progress {
  readonly atSeconds: number;
  readonly ofSeconds: number;
  readonly viewers: number;
  /** Since the run began. */
  readonly wallMillis: number;
}

const EVERY_MILLIS = 2_000;

/** Says now and then how far a run is: at most once in 2 s of wall time. */
export class ProgressLine {
  readonly #write: (line: string) => void;
  #saidAtMillis = 0;
  #saidSeconds = 0;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  onProgress({ atSeconds, ofSeconds, viewers, wallMillis }: Progress): void {
    const passed = wallMillis - this.#saidAtMillis;
    if (passed < EVERY_MILLIS) return;
    const speed = (atSeconds - this.#saidSeconds) / (passed / 1_000);
    this.#saidAtMillis = wallMillis;
    this.#saidSeconds = atSeconds;
    const wall = (wallMillis / 1_000).toFixed(0);
    this.#write(
      `${atSeconds.toFixed(1)} of ${ofSeconds} s  ${viewers} viewers  ${wall} s wall  × ${speed.toFixed(2)} of real time\n`,
    );
  }
}
