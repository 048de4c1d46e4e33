interface Mark {
  readonly bytes: number;
  readonly atMillis: number;
}

/** Rates are taken over this time. */
const RATE_MILLIS = 1_000;
/** Marks closer than this are one. */
const STEP_MILLIS = 20;
/** More are not remembered: half a minute of what is on its way. */
const MOST_MARKS = 1_500;

/** What was sent and what of it has arrived, both in bytes since the beginning: how late the stream is, and what the way carries. Pure; time is handed in. */
export class Arrivals {
  readonly #sent: Mark[] = [];
  readonly #arrived: Mark[];
  #sentBytes = 0;

  constructor(nowMillis: number) {
    this.#arrived = [{ bytes: 0, atMillis: nowMillis }];
  }

  /** Bytes that have not arrived. */
  get outstandingBytes(): number {
    return this.#sentBytes - this.#arrivedBytes;
  }

  send(bytes: number, nowMillis: number): void {
    this.#sentBytes += bytes;
    const last = this.#sent.at(-1);
    const joined = last !== undefined && nowMillis - last.atMillis < STEP_MILLIS;
    if (joined) {
      this.#sent[this.#sent.length - 1] = { bytes: this.#sentBytes, atMillis: last.atMillis };
    } else if (this.#sent.length < MOST_MARKS) {
      this.#sent.push({ bytes: this.#sentBytes, atMillis: nowMillis });
    }
  }

  /** @param bytes in all; what cannot be is brought back to what can */
  arrive(bytes: number, nowMillis: number): void {
    const known = Math.min(this.#sentBytes, Math.max(this.#arrivedBytes, bytes));
    while (this.#sent[0] !== undefined && this.#sent[0].bytes <= known) this.#sent.shift();
    this.#arrived.push({ bytes: known, atMillis: nowMillis });
    while (this.#arrived.length > 2 && (this.#arrived[1]?.atMillis ?? 0) <= nowMillis - RATE_MILLIS)
      this.#arrived.shift();
    if (this.#arrived.length > MOST_MARKS) this.#arrived.shift();
  }

  /** For how long the oldest bytes that have not arrived are on their way; 0: all have. */
  lateMillis(nowMillis: number): number {
    const oldest = this.#sent[0];
    return oldest === undefined ? 0 : nowMillis - oldest.atMillis;
  }

  /** What has arrived of late. */
  bitsPerSecond(nowMillis: number): number {
    const from = this.#arrived[0];
    const millis = nowMillis - (from?.atMillis ?? nowMillis);
    return millis <= 0 ? 0 : ((this.#arrivedBytes - (from?.bytes ?? 0)) * 8_000) / millis;
  }

  get #arrivedBytes(): number {
    return this.#arrived.at(-1)?.bytes ?? 0;
  }
}
