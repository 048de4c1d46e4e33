/**
 * Counts values in bins of one width, so that a percentile of millions of samples costs a fixed amount of memory.
 * Values beyond the last bin are counted there; the largest and the smallest value are kept exactly.
 */
export class Histogram {
  readonly #binWidth: number;
  readonly #bins: Float64Array;
  #count = 0;
  #max = -Infinity;
  #min = Infinity;

  /** From 0 to `binWidth × bins`, in whatever unit the values have. */
  constructor(binWidth: number, bins: number) {
    this.#binWidth = binWidth;
    this.#bins = new Float64Array(bins);
  }

  get count(): number {
    return this.#count;
  }

  /** Largest value added, or undefined. */
  get max(): number | undefined {
    return this.#count === 0 ? undefined : this.#max;
  }

  /** Values below 0 are counted as 0. */
  add(value: number): void {
    const at = Math.max(0, value);
    const bin = Math.min(this.#bins.length - 1, Math.floor(at / this.#binWidth));
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
    this.#count++;
    if (at > this.#max) this.#max = at;
    if (at < this.#min) this.#min = at;
  }

  /**
   * The value that `share` (0…1) of the samples do not exceed, by nearest rank, right to within one bin; undefined
   * without samples.
   */
  percentile(share: number): number | undefined {
    if (this.#count === 0) return undefined;
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let before = 0;
    for (let bin = 0; bin < this.#bins.length; bin++) {
      const here = this.#bins[bin] ?? 0;
      if (before + here >= rank) {
        if (bin === this.#bins.length - 1) return this.#max;
        const within = (bin + (rank - before - 0.5) / here) * this.#binWidth;
        return Math.min(this.#max, Math.max(this.#min, within));
      }
      before += here;
    }
    return this.#max;
  }

  clear(): void {
    this.#bins.fill(0);
    this.#count = 0;
    this.#max = -Infinity;
    this.#min = Infinity;
  }
}
