/** By so much another offer is worth a message. */
const FACTOR = 1.5;
const LEAST_INTERVAL_MILLIS = 5_000;

/** When the neighbours should hear (by another HELLO) that this viewer offers more or less than they know. */
export class CapacityNews {
  #toldKbps: number;
  #atMillis: number;

  /** `kbps`: what the first HELLO tells. */
  constructor(kbps: number, nowMillis: number) {
    this.#toldKbps = kbps;
    this.#atMillis = nowMillis;
  }

  /** True when it should be told now; then it counts as told. That it gives nothing, or again something, is told at once. */
  isDue(kbps: number, nowMillis: number): boolean {
    const told = this.#toldKbps;
    const turned = (kbps === 0) !== (told === 0);
    const changed = kbps >= told * FACTOR || kbps * FACTOR <= told;
    if (kbps === told || !(turned || (changed && nowMillis - this.#atMillis >= LEAST_INTERVAL_MILLIS))) return false;
    this.#toldKbps = kbps;
    this.#atMillis = nowMillis;
    return true;
  }
}
