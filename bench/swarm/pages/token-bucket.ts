/** How much may be sent and when: `bytesPerSecond` on average, at most `burstBytes` at once. The clock is the caller's. */
export class TokenBucket {
  readonly #bytesPerSecond: number;
  readonly #burstBytes: number;
  #tokens: number;
  #atMillis: number;

  constructor(bytesPerSecond: number, burstBytes: number, nowMillis: number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#burstBytes = burstBytes;
    this.#tokens = burstBytes;
    this.#atMillis = nowMillis;
  }

  /** Takes `bytes` (at most the burst) and returns 0, or takes nothing and returns the whole milliseconds until they can be had. */
  take(bytes: number, nowMillis: number): number {
    this.#tokens = Math.min(
      this.#burstBytes,
      this.#tokens + ((nowMillis - this.#atMillis) * this.#bytesPerSecond) / 1_000,
    );
    this.#atMillis = nowMillis;
    if (bytes <= this.#tokens) {
      this.#tokens -= bytes;
      return 0;
    }
    return Math.ceil(((bytes - this.#tokens) * 1_000) / this.#bytesPerSecond);
  }
}
