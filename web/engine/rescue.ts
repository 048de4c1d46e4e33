import { MAX_PULL } from '../peers/messages.js';
import { Packet, PacketError } from '../peers/packet.js';
import type { Environment } from '../transport/environment.js';
import type { GatewayHttp, HttpResult, PacketsAnswer } from '../transport/links.js';
import type { Gap } from './gaps.js';
import type { Parameters } from './parameters.js';
import { TokenBucket } from '../peers/token-bucket.js';

export interface RescueListener {
  /** Not verified. `bytes` as they came over the network. */
  onHttpPackets(packets: readonly Packet[], bytes: number): void;
  /** The gateway's newest seq, or a lower bound. */
  onGatewayHead(epoch: number, seq: number): void;
  /** 204: nothing after `seq` exists yet. */
  onEarly(epoch: number, seq: number): void;
  /** 410: the packets are no longer kept, or the epoch is over. */
  onGone(epoch: number, first: number, last: number): void;
}

/** First and last seq of one request. */
export interface SeqRange {
  readonly first: number;
  readonly last: number;
}

/** Contiguous ranges that cover ascending `seqs`, of at most 64; `hole` packets too many are taken to save a request. */
export function toRanges(seqs: readonly number[], hole: number): SeqRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const seq of seqs) {
    const open = ranges.at(-1);
    if (open !== undefined && seq <= open.last + 1 + hole && seq - open.first < MAX_PULL) open.last = seq;
    else ranges.push({ first: seq, last: seq });
  }
  return ranges;
}

/** Pulls from the gateway: few requests at a time, in a token bucket, and none while it says that it is busy. */
export class Rescue {
  readonly #http: GatewayHttp;
  readonly #environment: Environment;
  readonly #parameters: Parameters;
  readonly #listener: RescueListener;
  readonly #only: boolean;
  readonly #bucket: TokenBucket;
  #abort = new AbortController();
  #inFlight = 0;
  /** The last answer took too long. */
  #slow = false;
  #tailInFlight = false;
  #tailAtMillis = -Infinity;
  #pausedUntilMillis = -Infinity;
  #failures = 0;
  #lastGoodAtMillis = -Infinity;
  #head = -1;
  #headAtMillis = 0;
  #headEpoch = 0;

  /** @param only nothing else feeds this viewer: it does not wait longer because it had to wait */
  constructor(
    http: GatewayHttp,
    environment: Environment,
    parameters: Parameters,
    only: boolean,
    listener: RescueListener,
  ) {
    this.#only = only;
    this.#http = http;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#listener = listener;
    this.#bucket = new TokenBucket(parameters.httpPerSecond, parameters.httpBurst, environment.clock.nowMillis());
  }

  /** Whether the last requests were answered. */
  get isWorking(): boolean {
    return this.#failures < 2;
  }

  get lastGoodAtMillis(): number {
    return this.#lastGoodAtMillis;
  }

  /** Fetches gaps (ascending), as many as the limits allow; the others stay as they are and come again next tick. */
  fetch(epoch: number, gaps: readonly Gap[]): void {
    const bySeq = new Map(gaps.map((gap) => [gap.seq, gap]));
    for (const range of toRanges([...bySeq.keys()], this.#parameters.httpHole)) {
      if (!this.#mayRequest()) return;
      const covered: Gap[] = [];
      for (let seq = range.first; seq <= range.last; seq++) {
        const gap = bySeq.get(seq);
        if (gap === undefined) continue;
        gap.fetching = true;
        covered.push(gap);
      }
      void this.#request(epoch, range).then(() => {
        for (const gap of covered) gap.fetching = false;
      });
    }
  }

  /**
   * Asks for what follows `next`, when nothing else brings it: up to the head that the gateway has probably reached, as
   * it said itself or as many packets on as it should have `made`. At most one such request at a time, `intervalMillis`
   * apart.
   */
  pollTail(epoch: number, next: number, made: number, packetsPerMilli: number, intervalMillis: number): void {
    const now = this.#environment.clock.nowMillis();
    if (this.#tailInFlight || now - this.#tailAtMillis < intervalMillis || !this.#mayRequest()) return;
    this.#tailAtMillis = now;
    this.#tailInFlight = true;
    const known = this.#headEpoch === epoch && this.#head >= next;
    // Between two polls the head moves on; asking a little short of it spares the answer "not made yet".
    const grown = known ? Math.floor((now - this.#headAtMillis) * packetsPerMilli * 0.9) : 0;
    const last = known ? this.#head + grown : next + made - 1;
    const range = { first: next, last: Math.max(next, Math.min(last, next + MAX_PULL - 1)) };
    void this.#request(epoch, range).then((result) => {
      this.#tailInFlight = false;
      // More is there already: go on at once.
      if (result === 'ok' && this.#head > range.last + packetsPerMilli * intervalMillis) this.#tailAtMillis = -Infinity;
      if (result === 'early' && this.#head >= next) this.#tailAtMillis = -Infinity;
    });
  }

  /** The burst of a join was a look at the tail: what follows is asked for when there can be some. */
  onBurst(epoch: number, headSeq: number): void {
    this.#tailAtMillis = this.#environment.clock.nowMillis();
    this.#noteHead(epoch, headSeq, this.#tailAtMillis);
  }

  /** Gives up what is under way. */
  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  #mayRequest(): boolean {
    const now = this.#environment.clock.nowMillis();
    const most = this.#slow ? 1 : this.#parameters.httpInFlight;
    return now >= this.#pausedUntilMillis && this.#inFlight < most && this.#bucket.take(1, now);
  }

  async #request(epoch: number, range: SeqRange): Promise<HttpResult<PacketsAnswer>['kind']> {
    const { signal } = this.#abort;
    const askedAt = this.#environment.clock.nowMillis();
    this.#inFlight++;
    const result = await this.#http.packets(epoch, range.first, range.last, signal);
    this.#inFlight--;
    if (signal.aborted) return 'failed';
    this.#noteTime(this.#environment.clock.nowMillis() - askedAt);
    return this.#onAnswer(epoch, range, result);
  }

  /** Where the gateway's uplink is full, more requests make all of them slower: each viewer leaves the others room. */
  #noteTime(tookMillis: number): void {
    this.#slow = tookMillis > this.#parameters.httpSlowMillis;
    if (!this.#slow || this.#only) return;
    const pause = tookMillis * (0.5 + this.#environment.random.next());
    this.#pausedUntilMillis = this.#environment.clock.nowMillis() + Math.min(this.#parameters.retryMostMillis, pause);
  }

  #onAnswer(epoch: number, range: SeqRange, result: HttpResult<PacketsAnswer>): HttpResult<PacketsAnswer>['kind'] {
    const now = this.#environment.clock.nowMillis();
    if (result.kind !== 'failed') {
      this.#failures = 0;
      this.#lastGoodAtMillis = now;
    }
    switch (result.kind) {
      case 'ok':
        return this.#onPackets(epoch, range, result.value);
      case 'early':
        this.#noteHead(epoch, result.headSeq, now);
        if (result.headSeq !== undefined) this.#listener.onEarly(epoch, result.headSeq);
        break;
      case 'gone':
        this.#listener.onGone(epoch, range.first, range.last);
        break;
      case 'busy':
        this.#pausedUntilMillis = now + result.retryAfterMillis * (1 + this.#environment.random.next() / 2);
        break;
      case 'failed':
      case 'unknown':
      case 'denied':
        this.#failures++;
        this.#pausedUntilMillis =
          now + Math.min(this.#parameters.retryMostMillis, this.#parameters.retryLeastMillis * this.#failures);
        break;
    }
    return result.kind;
  }

  #onPackets(epoch: number, range: SeqRange, answer: PacketsAnswer): 'ok' | 'failed' {
    let packets;
    try {
      packets = Packet.decodeAll(answer.bytes);
    } catch (error) {
      if (!(error instanceof PacketError)) throw error;
      this.#failures++;
      return 'failed';
    }
    this.#noteHead(epoch, answer.headSeq, this.#environment.clock.nowMillis());
    const asked = packets.filter((packet) => packet.seq >= range.first && packet.seq <= range.last);
    this.#listener.onHttpPackets(asked, answer.bytes.length);
    return 'ok';
  }

  #noteHead(epoch: number, headSeq: number | undefined, nowMillis: number): void {
    if (headSeq === undefined) return;
    if (epoch !== this.#headEpoch || headSeq > this.#head) {
      this.#headEpoch = epoch;
      this.#head = headSeq;
      this.#headAtMillis = nowMillis;
    }
    this.#listener.onGatewayHead(epoch, headSeq);
  }
}
