import { readBounded } from './bounded-body.js';
import type { Fetch } from './gateway-request.js';
import { JOIN_BYTES } from './limits.js';

/** An answer older than this is asked for anew: a burst of yesterday's stream begins no picture. */
const YOUNG_MILLIS = 3_000;
/** More than a page has players that begin by themselves. */
const MOST_ANSWERS = 8;

interface EarlyAnswer {
  readonly askedAtMillis: number;
  readonly answer: Promise<Response>;
  readonly abort: AbortController;
}

/** What a page asks the gateway for while the player's script is still on its way, by address; each is taken once. */
export class EarlyAnswers {
  readonly #fetch: Fetch;
  readonly #nowMillis: () => number;
  readonly #answers = new Map<string, EarlyAnswer>();

  constructor(fetch: Fetch, nowMillis: () => number) {
    this.#fetch = fetch;
    this.#nowMillis = nowMillis;
  }

  /** Asks as GatewayRequest does. The same address again, or too many, asks nothing. */
  ask(url: string): void {
    if (this.#answers.has(url) || this.#answers.size >= MOST_ANSWERS) return;
    const abort = new AbortController();
    const answer = this.#fetch(url, { signal: abort.signal, credentials: 'omit' }).then(read);
    answer.catch(() => undefined); // whoever takes it asks again
    this.#answers.set(url, { askedAtMillis: this.#nowMillis(), answer, abort });
  }

  /** `fetch`, with the answer that was asked for early where there is one; one that failed is asked for again. */
  async fetch(url: string, init: RequestInit): Promise<Response> {
    const early = this.#answers.get(url);
    this.#answers.delete(url);
    if (early === undefined) return this.#fetch(url, init);
    if (this.#nowMillis() - early.askedAtMillis > YOUNG_MILLIS) {
      early.abort.abort();
      return this.#fetch(url, init);
    }
    const abort = (): void => early.abort.abort();
    init.signal?.addEventListener('abort', abort, { once: true });
    if (init.signal?.aborted === true) abort();
    return early.answer.catch(() => this.#fetch(url, init));
  }
}

/** Its body is here before whoever takes it begins. */
async function read(response: Response): Promise<Response> {
  const bytes = await readBounded(response, JOIN_BYTES);
  if (bytes === undefined) throw new TypeError('more than any answer has');
  const { status, headers } = response;
  return new Response(bytes, { status, headers });
}

declare global {
  interface Window {
    /** Handed by the page, or by embed.js, to the player that comes. */
    bittubeEarlyAnswers?: EarlyAnswers;
  }
}

/** The page's fetch, which knows what was asked for before the player was there. */
export const fetchOfPage: Fetch = (url, init) => window.bittubeEarlyAnswers?.fetch(url, init) ?? fetch(url, init);
