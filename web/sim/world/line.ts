/** One direction of an access: what is sent leaves one behind the other, at its rate. */
export class Line {
  readonly #kbps: number;
  #busyUntilMillis = 0;
  #bytes = 0;

  constructor(kbps: number) {
    this.#kbps = kbps;
  }

  /** Everything sent so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How long something sent now would wait before its first bit leaves. */
  waitMillis(nowMillis: number): number {
    return Math.max(0, this.#busyUntilMillis - nowMillis);
  }

  /** @returns when the last bit has left */
  send(bytes: number, nowMillis: number): number {
    this.#bytes += bytes;
    const start = Math.max(nowMillis, this.#busyUntilMillis);
    this.#busyUntilMillis = start + (bytes * 8) / this.#kbps;
    return this.#busyUntilMillis;
  }
}
