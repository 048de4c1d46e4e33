/** Least credit: some packets of the largest size, or nothing could ever be given. */
const LEAST_BURST_BYTES = 64 * 1024;
/** The limit holds over this time; a keyframe may be sent as one. */
const BURST_MILLIS = 4_000;

/** Keeps what is given, children and pulls together, below a limit over any few seconds. */
export class UploadBudget {
  #bytesPerMilli = Infinity;
  #burstBytes = Infinity;
  #credit = Infinity;
  #sinceMillis = 0;

  /** kbit/s; Infinity: no limit. */
  limit(kbps: number, nowMillis: number): void {
    this.#bytesPerMilli = kbps / 8;
    this.#burstBytes = kbps === Infinity ? Infinity : Math.max(LEAST_BURST_BYTES, this.#bytesPerMilli * BURST_MILLIS);
    this.#credit = kbps === Infinity ? Infinity : Math.min(this.#credit, this.#burstBytes);
    this.#sinceMillis = nowMillis;
  }

  /** Something that was not promised may be given. */
  allowsPull(nowMillis: number): boolean {
    return this.#refill(nowMillis) > 0;
  }

  /** A child may get its packet: a promise may run into debt for a moment. */
  allowsPush(nowMillis: number): boolean {
    return this.#refill(nowMillis) > -this.#burstBytes;
  }

  spend(bytes: number): void {
    this.#credit -= bytes;
  }

  #refill(nowMillis: number): number {
    if (this.#burstBytes !== Infinity) {
      const earned = (nowMillis - this.#sinceMillis) * this.#bytesPerMilli;
      this.#credit = Math.min(this.#burstBytes, this.#credit + earned);
      this.#sinceMillis = nowMillis;
    }
    return this.#credit;
  }
}
