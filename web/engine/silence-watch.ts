import type { Environment } from '../transport/environment.js';
import type { GatewayHttp, StreamInfo } from '../transport/links.js';
import type { EngineCore } from './engine-core.js';
import type { Parameters } from './parameters.js';
import type { EngineState } from './stats.js';

export interface SilenceListener {
  onState(state: EngineState): void;
  onInfo(info: StreamInfo): void;
}

/**
 * Asks info.json when nothing new has come for a while: has the source paused, has the gateway begun another epoch, or
 * has only this viewer lost the stream?
 */
export class SilenceWatch {
  readonly #core: EngineCore;
  readonly #http: GatewayHttp;
  readonly #environment: Environment;
  readonly #parameters: Parameters;
  readonly #listener: SilenceListener;
  readonly #abort = new AbortController();
  #infoAtMillis = 0;
  #infoUnderWay = false;

  constructor(
    core: EngineCore,
    http: GatewayHttp,
    environment: Environment,
    parameters: Parameters,
    listener: SilenceListener,
  ) {
    this.#core = core;
    this.#http = http;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#listener = listener;
  }

  stop(): void {
    this.#abort.abort();
  }

  /** Nothing new for a while: has the source paused, or is there another epoch? */
  tick(nowMillis: number): void {
    const core = this.#core;
    if (core.opening.isUnderWay || this.#infoUnderWay) return;
    const silent = core.live.meter.silentMillis(nowMillis);
    const due = core.infoWanted || silent > this.#parameters.infoSilenceMillis;
    if (!due || nowMillis < this.#infoAtMillis || core.live.epoch === 0) return;
    core.infoWanted = false;
    // The longer it lasts the less often: a channel may stand still for hours.
    const pause = Math.min(
      this.#parameters.unknownRetryMillis,
      Math.max(this.#parameters.infoIntervalMillis, silent / 5),
    );
    this.#infoAtMillis = nowMillis + pause * (1 + this.#environment.random.next() / 2);
    this.#infoUnderWay = true;
    void this.#askInfo(silent);
  }

  async #askInfo(silentMillis: number): Promise<void> {
    const core = this.#core;
    const result = await this.#http.info(this.#abort.signal);
    this.#infoUnderWay = false;
    if (this.#abort.signal.aborted || core.relay.isFeeding) return;
    const now = this.#environment.clock.nowMillis();
    if (result.kind === 'unknown') {
      this.#listener.onState('unknown channel');
    } else if (result.kind === 'denied') {
      this.#listener.onState(`refused ${result.reason}`);
    } else if (result.kind !== 'ok') {
      if (silentMillis > 2 * this.#parameters.infoSilenceMillis)
        this.#listener.onState(result.kind === 'failed' ? 'unreachable' : 'offline');
    } else if (!sameBytes(result.value.publicKey, core.intake.publicKey)) {
      core.opening.start();
    } else {
      this.#listener.onInfo(result.value);
      const { epoch, headSeq, offline } = result.value;
      const silent = core.live.meter.silentMillis(now) > this.#parameters.infoSilenceMillis;
      if (offline === true && silent && epoch === core.live.epoch) this.#listener.onState('off air');
      if (epoch > core.live.epoch) core.enterEpoch(epoch, headSeq);
      else if (epoch === core.live.epoch) this.#onHead(headSeq, now);
    }
  }

  #onHead(headSeq: number, nowMillis: number): void {
    const { live, opening, sources } = this.#core;
    // Far behind (the machine slept): a fresh join is the way back.
    if (headSeq - live.window.head > this.#parameters.futurePackets / 2) opening.start();
    else if (sources.coveredCount > 0) live.noteHead(headSeq, nowMillis);
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
