import type { Parameters } from './parameters.js';

/** How much this viewer uploads, in kbit/s: grows while it is used and leaves well, halves when it does not. */
export class Capacity {
  readonly #parameters: Parameters;
  readonly #allowed: boolean;
  #kbps: number;
  #sinceMillis: number;
  #bytes = 0;
  #measuredKbps = 0;

  /** `allowed` false: this viewer gives nothing (download only). */
  constructor(parameters: Parameters, allowed: boolean, nowMillis: number) {
    this.#parameters = parameters;
    this.#allowed = allowed;
    this.#kbps = allowed ? parameters.capacityKbps : 0;
    this.#sinceMillis = nowMillis;
  }

  get kbps(): number {
    return Math.round(this.#kbps);
  }

  /** Sent in the last step. */
  get measuredKbps(): number {
    return this.#measuredKbps;
  }

  onSent(bytes: number): void {
    this.#bytes += bytes;
  }

  /** `promisedKbps`: what the children were promised. `draining`: nothing waits for longer than a moment. */
  tick(promisedKbps: number, draining: boolean, nowMillis: number): void {
    const elapsed = nowMillis - this.#sinceMillis;
    if (elapsed < this.#parameters.capacityStepMillis) return;
    this.#measuredKbps = (this.#bytes * 8) / elapsed;
    this.#bytes = 0;
    this.#sinceMillis = nowMillis;
    const used = Math.max(this.#measuredKbps, promisedKbps);
    if (this.#allowed && draining && used > 0.6 * this.#kbps) {
      this.#kbps = Math.min(this.#parameters.capacityMaximumKbps, this.#kbps * 1.1);
    }
  }

  /** The uplink is slower than was thought. The least left is enough to find out that it has become better. */
  halve(): void {
    if (this.#allowed) this.#kbps = Math.max(this.#parameters.capacityKbps / 16, this.#kbps / 2);
  }
}
