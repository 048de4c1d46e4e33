import { Packet, PacketError } from '../peers/packet.js';
import type { Environment } from '../transport/environment.js';
import type { GatewayHttp, HttpFailure, PacketsAnswer, Refusal, StreamInfo } from '../transport/links.js';
import type { Parameters } from './parameters.js';

export interface OpeningListener {
  onInfo(info: StreamInfo): void;
  /** The answer to a join: a prelude and what follows the last keyframe, not verified; `bytes` as they came. */
  onJoin(prelude: Packet, packets: readonly Packet[], bytes: number): void;
  onUnknownChannel(): void;
  /** The gateway does not let this viewer in. */
  onDenied(reason: Refusal): void;
  onOffline(): void;
  /** No answer, or one that means nothing. */
  onUnreachable(): void;
}

/**
 * The way into a stream: info.json and the join burst, asked for at the same time because the first picture waits for
 * both. It tries again until it has them: with back-off, and every 10 s where the channel is unknown, or not for this viewer.
 */
export class Opening {
  readonly #http: GatewayHttp;
  readonly #environment: Environment;
  readonly #parameters: Parameters;
  readonly #listener: OpeningListener;
  #abort = new AbortController();
  #underWay = false;
  #failures = 0;
  #cancelRetry: () => void = () => undefined;

  constructor(http: GatewayHttp, environment: Environment, parameters: Parameters, listener: OpeningListener) {
    this.#http = http;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#listener = listener;
  }

  get isUnderWay(): boolean {
    return this.#underWay;
  }

  /** Begins, unless it is under way already. */
  start(): void {
    if (this.#underWay) return;
    this.#underWay = true;
    this.#failures = 0;
    void this.#attempt();
  }

  stop(): void {
    this.#underWay = false;
    this.#cancelRetry();
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async #attempt(): Promise<void> {
    const { signal } = this.#abort;
    const joining = this.#http.join(signal);
    const info = await this.#http.info(signal);
    if (isAborted(signal)) return;
    if (info.kind !== 'ok') {
      this.#retry(info);
      return;
    }
    this.#listener.onInfo(info.value);
    const joined = await joining;
    if (isAborted(signal)) return;
    const packets = joined.kind === 'ok' ? readJoin(joined.value) : undefined;
    const prelude = packets?.[0];
    if (joined.kind !== 'ok' || packets === undefined || prelude === undefined) {
      this.#retry(joined.kind === 'ok' ? { kind: 'failed', message: 'the join is broken' } : joined);
      return;
    }
    this.#underWay = false;
    this.#listener.onJoin(prelude, packets.slice(1), joined.value.bytes.length);
  }

  #retry(failure: HttpFailure): void {
    this.#failures++;
    const { unknownRetryMillis, retryLeastMillis, retryMostMillis } = this.#parameters;
    let pause = Math.min(retryMostMillis, retryLeastMillis * 2 ** Math.min(this.#failures - 1, 10));
    if (failure.kind === 'unknown') {
      pause = unknownRetryMillis;
      this.#listener.onUnknownChannel();
    } else if (failure.kind === 'denied') {
      pause = unknownRetryMillis;
      this.#listener.onDenied(failure.reason);
    } else {
      if (failure.kind === 'busy') pause = Math.min(unknownRetryMillis, Math.max(pause, failure.retryAfterMillis));
      if (failure.kind === 'failed') this.#listener.onUnreachable();
      else this.#listener.onOffline();
    }
    const jittered = pause * (0.75 + this.#environment.random.next() / 4);
    this.#cancelRetry = this.#environment.timers.after(jittered, () => void this.#attempt());
  }
}

/** A call, because it may change across an await, which the type checker does not see. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The prelude and the packets of one epoch in a join's answer; undefined when it is something else. */
function readJoin(answer: PacketsAnswer): Packet[] | undefined {
  try {
    const packets = Packet.decodeAll(answer.bytes);
    const [prelude, ...rest] = packets;
    if (prelude?.isPrelude !== true) return undefined;
    return rest.every((packet) => !packet.isPrelude && packet.epoch === prelude.epoch) ? packets : undefined;
  } catch (error) {
    if (!(error instanceof PacketError)) throw error;
    return undefined;
  }
}
