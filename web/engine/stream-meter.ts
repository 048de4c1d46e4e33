/** Half of the time over which the least delay is looked for. */
const BUCKET_MILLIS = 5_000;
/** The stream's packet rate is taken over about this much media. */
const RATE_MILLIS = 4_000;
/** Without packets for so long, the source has paused: what was known of the delay is void. */
const PAUSE_MILLIS = 1_500;

/** Rates of the stream and an estimate of where the gateway's head is. Reset by a new epoch. */
export class StreamMeter {
  #samples: { seq: number; timestamp: number }[] = [];
  #packetsPerMilli = 0.03;
  #packetBytes = 0;
  #hintBitsPerSecond = 1_000_000;
  #newestTimestamp = 0;
  #newestAt = -Infinity;
  #any = false;
  #offset = -Infinity;
  #olderOffset = -Infinity;
  #bucketSince = -Infinity;

  /** A new epoch begins now. */
  reset(nowMillis: number): void {
    this.#any = false;
    this.#samples = [];
    this.#newestTimestamp = 0;
    this.#newestAt = nowMillis;
    this.#offset = -Infinity;
    this.#olderOffset = -Infinity;
    this.#bucketSince = -Infinity;
  }

  /** What info.json says, until it is measured. */
  hint(bitsPerSecond: number): void {
    if (bitsPerSecond > 0) this.#hintBitsPerSecond = bitsPerSecond;
  }

  /** A verified packet, in any order. */
  onPacket(seq: number, timestampMillis: number, lengthBytes: number, nowMillis: number): void {
    this.#packetBytes += (lengthBytes - this.#packetBytes) * (this.#packetBytes === 0 ? 1 : 1 / 64);
    if (timestampMillis < this.#newestTimestamp) return;
    if (nowMillis - this.#newestAt > PAUSE_MILLIS) this.#offset = this.#olderOffset = -Infinity;
    if (timestampMillis > this.#newestTimestamp || !this.#any) this.#newestAt = nowMillis;
    this.#any = true;
    this.#newestTimestamp = timestampMillis;
    if (nowMillis - this.#bucketSince > BUCKET_MILLIS) {
      this.#olderOffset = this.#offset;
      this.#offset = -Infinity;
      this.#bucketSince = nowMillis;
    }
    this.#offset = Math.max(this.#offset, timestampMillis - nowMillis);
    this.#sample(seq, timestampMillis);
  }

  /** Where the gateway's head stands, as a timestamp of the stream; undefined before the first packet. */
  headTimestampMillis(nowMillis: number): number | undefined {
    const offset = Math.max(this.#offset, this.#olderOffset);
    if (offset === -Infinity) return undefined;
    return Math.min(offset + nowMillis, this.#newestTimestamp + PAUSE_MILLIS);
  }

  /** How long the newest timestamp has not grown; since the epoch was entered, before the first packet. */
  silentMillis(nowMillis: number): number {
    return nowMillis - this.#newestAt;
  }

  get packetsPerMilli(): number {
    return this.#packetsPerMilli;
  }

  get bitsPerSecond(): number {
    if (this.#samples.length < 2) return this.#hintBitsPerSecond;
    return this.#packetBytes * 8 * this.#packetsPerMilli * 1_000;
  }

  /** How many packets the stream makes in this time, at least one. */
  packetsIn(millis: number): number {
    return Math.max(1, Math.ceil(this.#packetsPerMilli * millis));
  }

  #sample(seq: number, timestamp: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && timestamp - last.timestamp < 500) return;
    this.#samples.push({ seq, timestamp });
    while ((this.#samples[1]?.timestamp ?? Infinity) < timestamp - RATE_MILLIS) this.#samples.shift();
    const first = this.#samples[0];
    if (first === undefined || timestamp - first.timestamp < 400 || seq <= first.seq) return;
    this.#packetsPerMilli = (seq - first.seq) / (timestamp - first.timestamp);
  }
}
