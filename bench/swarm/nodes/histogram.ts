/** Counts of milliseconds: percentiles of any number of samples in a fixed amount of memory. */
export class Histogram {
  readonly #counts: Uint32Array;
  readonly #binMillis: number;
  #count = 0;

  /** @param mostMillis what is longer counts as this */
  constructor(mostMillis = 60_000, binMillis = 5) {
    this.#binMillis = binMillis;
    this.#counts = new Uint32Array(Math.ceil(mostMillis / binMillis) + 1);
  }

  get count(): number {
    return this.#count;
  }

  add(millis: number): void {
    const bin = Math.min(this.#counts.length - 1, Math.max(0, Math.round(millis / this.#binMillis)));
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
    this.#count++;
  }

  /** @param share 0 … 1; undefined without samples */
  percentile(share: number): number | undefined {
    let left = share * this.#count;
    for (const [bin, count] of this.#counts.entries()) {
      left -= count;
      if (count > 0 && left <= 0) return bin * this.#binMillis;
    }
    return undefined;
  }
}
