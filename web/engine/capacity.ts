import type { Parameters } from './parameters.js';

/** What the uplink is thought to bear, and when that is thought anew: see {@link Parameters}. */
export type CapacityParameters = Pick<
  Parameters,
  | 'capacityKbps'
  | 'capacityMaximumKbps'
  | 'capacityStepMillis'
  | 'capacityRememberedLeastKbps'
  | 'roundTripRiseMillis'
  | 'uplinkValidMillis'
>;

export interface CapacityOptions {
  /** False: this viewer cannot give (no WebRTC). */
  readonly allowed: boolean;
  /** What an earlier visit came to, kbit/s; undefined: begin as a newcomer. */
  readonly rememberedKbps?: number | undefined;
  /** The estimate has changed by what was measured, kbit/s. */
  readonly onEstimate?: ((kbps: number) => void) | undefined;
}

/** How the upload of the last moments went. */
export interface UploadHealth {
  /** Nothing waits for longer than a moment. */
  readonly draining: boolean;
  /** By how much the round trip under load is over the idle one, ms; undefined: nobody can tell. */
  readonly riseMillis: number | undefined;
}

/** The least estimate, as a part of what a newcomer offers: enough to find out that the uplink has become better. */
const LEAST_SHARE = 1 / 16;
/** Each step until the first halving: most uplinks are far from what a newcomer offers, and the swarm needs them soon. */
const FIRST_GROWTH = 2;
const GROWTH = 1.1;
/** Grows only where at least this part of it is in use: an estimate that nobody tries says nothing. */
const USED_SHARE = 0.6;

/**
 * How much this viewer uploads, in kbit/s: while it is used and leaves well it doubles each step until it once did not,
 * from then on it grows by a tenth; it halves when it does not leave.
 *
 * A saturated uplink shows its true rate: what left while the queues were full *is* the uplink, or this page's part of it.
 * Half of that is a bound until it is measured anew, because a full uplink delays everything else of its household, and
 * because acknowledgements, other tabs and retransmissions need the rest. A measurement is believed for ten minutes: what
 * took the uplink then (a backup, a call) may be over, and only a new attempt can tell.
 */
export class Capacity {
  readonly #parameters: CapacityParameters;
  readonly #options: CapacityOptions;
  #estimateKbps: number;
  #growth = FIRST_GROWTH;
  #limitKbps = Infinity;
  #boundKbps = Infinity;
  #boundAtMillis = 0;
  #sinceMillis: number;
  #bytes = 0;
  #measuredKbps = 0;

  constructor(parameters: CapacityParameters, options: CapacityOptions, nowMillis: number) {
    this.#parameters = parameters;
    this.#options = options;
    const { rememberedKbps } = options;
    this.#estimateKbps =
      rememberedKbps === undefined
        ? parameters.capacityKbps
        : Math.min(parameters.capacityMaximumKbps, Math.max(parameters.capacityRememberedLeastKbps, rememberedKbps));
    this.#sinceMillis = nowMillis;
  }

  /** What may be promised now; 0: nothing is given. */
  get kbps(): number {
    return this.#options.allowed ? Math.round(Math.min(this.#estimateKbps, this.#limitKbps)) : 0;
  }

  /** What the uplink is thought to bear, whatever the limit. */
  get estimateKbps(): number {
    return Math.round(this.#estimateKbps);
  }

  /** What the page, the device or the viewer allows; Infinity: as much as the uplink bears. */
  get limitKbps(): number {
    return this.#limitKbps;
  }

  set limitKbps(kbps: number) {
    this.#limitKbps = Math.max(0, kbps);
  }

  /** Sent in the last step. */
  get measuredKbps(): number {
    return this.#measuredKbps;
  }

  onSent(bytes: number): void {
    this.#bytes += bytes;
  }

  /** `promisedKbps`: what the children were promised. `health` is asked for once a step, `uplinkKbps` when it halves. */
  tick(
    promisedKbps: number,
    health: () => UploadHealth,
    uplinkKbps: () => number | undefined,
    nowMillis: number,
  ): void {
    const elapsed = nowMillis - this.#sinceMillis;
    if (elapsed < this.#parameters.capacityStepMillis) return;
    this.#measuredKbps = (this.#bytes * 8) / elapsed;
    this.#bytes = 0;
    this.#sinceMillis = nowMillis;
    if (!this.#options.allowed) return;
    const { draining, riseMillis = 0 } = health();
    const used = Math.max(this.#measuredKbps, promisedKbps);
    if (riseMillis >= this.#parameters.roundTripRiseMillis && this.#measuredKbps > 0) {
      this.halve(uplinkKbps(), nowMillis);
    } else if (draining && used > USED_SHARE * this.#estimateKbps) {
      this.#become(
        Math.min(this.#parameters.capacityMaximumKbps, this.#bound(nowMillis), this.#estimateKbps * this.#growth),
      );
    }
  }

  /** The uplink is slower than was thought; `uplinkKbps`: what left while it was full, where that is known. */
  halve(uplinkKbps: number | undefined, nowMillis: number): void {
    if (!this.#options.allowed) return;
    this.#growth = GROWTH;
    const least = this.#parameters.capacityKbps * LEAST_SHARE;
    if (uplinkKbps !== undefined) {
      this.#boundKbps = Math.max(least, uplinkKbps / 2);
      this.#boundAtMillis = nowMillis;
    }
    this.#become(Math.max(least, Math.min(this.#estimateKbps / 2, this.#bound(nowMillis))));
  }

  #bound(nowMillis: number): number {
    if (nowMillis - this.#boundAtMillis > this.#parameters.uplinkValidMillis) this.#boundKbps = Infinity;
    return this.#boundKbps;
  }

  #become(kbps: number): void {
    if (kbps === this.#estimateKbps) return;
    this.#estimateKbps = kbps;
    this.#options.onEstimate?.(Math.round(kbps));
  }
}
