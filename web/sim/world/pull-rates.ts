import { TokenBucket } from '../../peers/token-bucket.js';

const PER_SECOND = 100;
const BURST = 200;
const ADDRESSES = 10_000;

/** How often one address may pull: org.bittube.gateway.swarm.PullRate. The one that was silent longest is forgotten. */
export class PullRates {
  readonly #buckets = new Map<number, TokenBucket>();

  take(address: number, nowMillis: number): boolean {
    const bucket = this.#buckets.get(address) ?? new TokenBucket(PER_SECOND, BURST, nowMillis);
    this.#buckets.delete(address);
    this.#buckets.set(address, bucket);
    if (this.#buckets.size > ADDRESSES) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest);
        break;
      }
    }
    return bucket.take(1, nowMillis);
  }
}
