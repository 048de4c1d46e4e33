interface Sample {
  readonly atMillis: number;
  readonly bytes: number;
}

/** Over so long a time: shorter, and the figure jumps; longer, and it lies after a change. */
const WINDOW_MILLIS = 5_000;
/** Before that nothing is claimed. */
const LEAST_MILLIS = 1_000;

/** How fast something grows, by samples taken about once a second or more often. */
export class Speed {
  #samples: Sample[] = [];

  /** Begins anew, after a pause. */
  reset(): void {
    this.#samples = [];
  }

  add(bytes: number, atMillis: number): void {
    this.#samples.push({ atMillis, bytes });
    while ((this.#samples[1]?.atMillis ?? Infinity) <= atMillis - WINDOW_MILLIS) {
      this.#samples.shift();
    }
  }

  /** undefined while too little is known. */
  get bytesPerSecond(): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMillis - first.atMillis < LEAST_MILLIS) {
      return undefined;
    }
    return Math.max(0, ((last.bytes - first.bytes) * 1_000) / (last.atMillis - first.atMillis));
  }
}
