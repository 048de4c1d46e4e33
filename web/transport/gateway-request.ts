import type { Timers } from './environment.js';
import type { HttpFailure } from './links.js';
import { RequestDeadline } from './request-deadline.js';

/** `fetch` of the browser, as far as it is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type Answer<T, F> = { readonly kind: 'ok'; readonly value: T } | F | HttpFailure;

const DEFAULT_RETRY_MILLIS = 2_000;
const MAX_RETRY_MILLIS = 60_000;

export const malformed: HttpFailure = { kind: 'failed', message: 'malformed or too long an answer' };
export const timedOut: HttpFailure = { kind: 'failed', message: 'timed out or given up' };

/** GET requests that end within a time-out, whatever happens, and never throw. */
export class GatewayRequest<F = never> {
  readonly #fetch: Fetch;
  readonly #timers: Timers;

  constructor(fetch: Fetch, timers: Timers) {
    this.#fetch = fetch;
    this.#timers = timers;
  }

  /** `read` has the answer when its status is 200, or 206 where a range is asked for, `refusal` when it is another one; what that leaves unsaid is a failure. */
  async get<T>(
    url: string,
    timeoutMillis: number,
    signal: AbortSignal,
    read: (response: Response, deadline: RequestDeadline) => Promise<Answer<T, F>>,
    refusal: (response: Response) => F | HttpFailure | undefined,
    range?: string,
  ): Promise<Answer<T, F>> {
    const deadline = new RequestDeadline(this.#timers, timeoutMillis, signal);
    try {
      const headers = range === undefined ? {} : { Range: range };
      const response = await this.#fetch(url, { signal: deadline.signal, credentials: 'omit', headers });
      if (response.status === (range === undefined ? 200 : 206)) {
        return await read(response, deadline);
      }
      const failure = refusal(response) ?? failureOf(response);
      await response.body?.cancel();
      return failure;
    } catch (error) {
      return deadline.signal.aborted ? timedOut : { kind: 'failed', message: messageOf(error) };
    } finally {
      deadline.end();
    }
  }
}

function failureOf(response: Response): HttpFailure {
  const reason = response.headers.get('bittube-refusal');
  if (reason === 'token' || reason === 'expired' || reason === 'origin' || reason === 'full') {
    return { kind: 'denied', reason };
  }
  switch (response.status) {
    case 410:
      return { kind: 'gone' };
    case 429:
    case 503:
      return { kind: 'busy', retryAfterMillis: retryAfterMillis(response) };
    default:
      return { kind: 'failed', message: `status ${response.status}` };
  }
}

/** Only the form in seconds is made by a gateway; a date from something in between counts as absent. */
function retryAfterMillis(response: Response): number {
  const text = response.headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text) * 1_000, MAX_RETRY_MILLIS) : DEFAULT_RETRY_MILLIS;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown failure';
}
