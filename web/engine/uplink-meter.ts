interface Sample {
  readonly atMillis: number;
  readonly leftBytes: number;
}

/**
 * What really left: bytes handed to the channels less those that still stand in them, over the last moments. While the
 * queues are full that is the rate of the uplink.
 */
export class UplinkMeter {
  readonly #spanMillis: number;
  #samples: Sample[] = [];

  constructor(spanMillis: number) {
    this.#spanMillis = spanMillis;
  }

  /** `sentBytes`: handed over so far, in all; `bufferedBytes`: of these, not left yet. */
  sample(sentBytes: number, bufferedBytes: number, nowMillis: number): void {
    this.#samples.push({ atMillis: nowMillis, leftBytes: sentBytes - bufferedBytes });
    const keepFrom = this.#samples.findIndex(({ atMillis }) => nowMillis - atMillis <= this.#spanMillis);
    // One sample from before the span, so that the whole of it is covered.
    if (keepFrom > 1) this.#samples = this.#samples.slice(keepFrom - 1);
  }

  /** kbit/s over the span; undefined before it has passed once. */
  get kbps(): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMillis - first.atMillis < this.#spanMillis)
      return undefined;
    return Math.max(0, ((last.leftBytes - first.leftBytes) * 8) / (last.atMillis - first.atMillis));
  }
}
