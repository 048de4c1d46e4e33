import type { PieceRange } from '../peers/messages.js';
import type { Environment } from '../transport/environment.js';
import type { ObjectFailure, ObjectHttp } from '../transport/object-links.js';
import type { ObjectParameters } from './object-parameters.js';

export interface PieceFetchListener {
  /** Not verified. */
  onHttpPiece(piece: number, bytes: Uint8Array): void;
  /** The request is over, whatever it brought. */
  onHttpEnd(range: PieceRange): void;
}

/** Requests for pieces to the gateway: few at a time, none while it is busy or fails. */
export class PieceFetch {
  readonly #http: ObjectHttp;
  readonly #environment: Environment;
  readonly #parameters: ObjectParameters;
  readonly #listener: PieceFetchListener;
  readonly #abort = new AbortController();
  /** Pieces that the gateway has lost, and until when they are not asked for. */
  readonly #lost = new Map<number, number>();
  #inFlight = 0;
  #pausedUntilMillis = -Infinity;
  #failures = 0;

  constructor(http: ObjectHttp, environment: Environment, parameters: ObjectParameters, listener: PieceFetchListener) {
    this.#http = http;
    this.#environment = environment;
    this.#parameters = parameters;
    this.#listener = listener;
  }

  /** Requests that may be made now. */
  get free(): number {
    if (this.#environment.clock.nowMillis() < this.#pausedUntilMillis) return 0;
    // One request finds out whether a gateway that failed works again.
    const most = this.#failures > 0 ? 1 : this.#parameters.httpInFlight;
    return Math.max(0, most - this.#inFlight);
  }

  /** Requests that failed since the last that did not. */
  get failures(): number {
    return this.#failures;
  }

  /** The gateway does not have this piece, or not the right one. */
  isLost(piece: number): boolean {
    return this.#environment.clock.nowMillis() < (this.#lost.get(piece) ?? -Infinity);
  }

  /** Pieces that the gateway has lost and that have not come since. */
  get lost(): number {
    return this.#lost.size;
  }

  /** It is here, from wherever. */
  onHeld(piece: number): void {
    this.#lost.delete(piece);
  }

  async fetch(range: PieceRange): Promise<void> {
    this.#inFlight++;
    const { signal } = this.#abort;
    const onPiece = (piece: number, bytes: Uint8Array): void => {
      if (!signal.aborted) this.#listener.onHttpPiece(piece, bytes);
    };
    const result = await this.#http.pieces(range.first, range.last, onPiece, signal);
    this.#inFlight--;
    if (signal.aborted) return;
    if (result.kind === 'ok') this.#failures = 0;
    else this.#onFailure(result, range);
    this.#listener.onHttpEnd(range);
  }

  /** What came was not what it should be. */
  onFalsePiece(piece: number): void {
    this.#lose({ first: piece, last: piece });
    this.#backOff();
  }

  stop(): void {
    this.#abort.abort();
  }

  #onFailure(failure: ObjectFailure, range: PieceRange): void {
    const now = this.#environment.clock.nowMillis();
    switch (failure.kind) {
      case 'gone':
        this.#lose(range);
        return;
      case 'busy':
        this.#pausedUntilMillis = now + failure.retryAfterMillis * (1 + this.#environment.random.next() / 2);
        return;
      case 'denied':
      case 'unknown':
      case 'early':
      case 'failed':
        this.#backOff();
        return;
    }
  }

  /** One lost piece loses the whole answer: alone each piece shows whether it is the one. */
  #lose({ first, last }: PieceRange): void {
    if (first < last) this.#failures++;
    else this.#lost.set(first, this.#environment.clock.nowMillis() + this.#parameters.httpLostMillis);
    if (this.#lost.size > this.#parameters.mostLost) this.#lost.clear();
  }

  #backOff(): void {
    const { httpRetryLeastMillis, httpRetryMostMillis } = this.#parameters;
    const pause = Math.min(httpRetryMostMillis, httpRetryLeastMillis * 2 ** Math.min(this.#failures, 10));
    this.#failures++;
    this.#pausedUntilMillis = this.#environment.clock.nowMillis() + pause * (0.5 + this.#environment.random.next() / 2);
  }
}
