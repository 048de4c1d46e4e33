import { asObject, asText, type JsonObject } from '../transport/json-fields.js';

/** The gateway said no, and why. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly status: number;

  /** @param message for an operator: what is, and what to do */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** No answer came. */
export class GatewaySilence extends Error {
  override readonly name = 'GatewaySilence';
}

/** `GET /api/session`, without the secret that stands in it: what the console tells of the gateway. */
export interface Session {
  readonly version: string;
  /** Where encoders connect; undefined: closed, or not told. */
  readonly rtmpPort: number | undefined;
  readonly rtmpsPort: number | undefined;
}

const ANSWER_WITHIN_MILLIS = 15_000;
const MAX_TEXT = 4_096;

/** The operator's API, with the session's cookie and, where something changes, the secret that other sites cannot know. */
export class GatewayApi {
  readonly #gateway: URL;
  readonly #onSignedOut: () => void;
  #csrf = '';

  /** @param onSignedOut a request was answered that nobody is signed in (any more) */
  constructor(gateway: URL, onSignedOut: () => void) {
    this.#gateway = gateway;
    this.#onSignedOut = onSignedOut;
  }

  /** Who is signed in; undefined: nobody. */
  async session(): Promise<Session | undefined> {
    const answer = await this.#fetch('GET', 'api/session');
    if (answer.status === 204) {
      return undefined;
    }
    const fields = asObject(await read(answer)) ?? {};
    this.#csrf = asText(fields['csrf'], MAX_TEXT) ?? '';
    const port = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
    return {
      version: asText(fields['version'], MAX_TEXT) ?? '',
      rtmpPort: port(fields['rtmpPort']),
      rtmpsPort: port(fields['rtmpsPort']),
    };
  }

  /** @throws GatewayRefusal when it is not the admin token, or too many wrong ones were tried */
  async signIn(token: string): Promise<void> {
    await read(await this.#fetch('POST', 'api/session', { token }));
  }

  async signOut(): Promise<void> {
    await this.send('DELETE', 'api/session');
  }

  /** @returns the answer's JSON */
  async get(path: string): Promise<unknown> {
    return this.#ask('GET', path);
  }

  /** @returns the answer's JSON; undefined where it has no body */
  async send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: JsonObject): Promise<unknown> {
    return this.#ask(method, path, body);
  }

  /** What a request needs besides the cookie, for whoever sends one himself. */
  get headers(): Readonly<Record<string, string>> {
    return { 'BitTube-CSRF': this.#csrf };
  }

  url(path: string): URL {
    return new URL(path, this.#gateway);
  }

  async #ask(method: string, path: string, body?: JsonObject): Promise<unknown> {
    const answer = await this.#fetch(method, path, body);
    if (answer.status === 401) {
      this.#onSignedOut();
      // The API's own words are for programs: they tell of a header.
      throw new GatewayRefusal(answer.status, 'That was not done, for you were signed out.');
    }
    return read(answer);
  }

  async #fetch(method: string, path: string, body?: JsonObject): Promise<Response> {
    try {
      return await fetch(this.url(path), {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MILLIS),
        headers: {
          ...(method === 'GET' ? {} : this.headers),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new GatewaySilence(
        'The gateway does not answer. Check that it runs and that you are connected, then try again.',
      );
    }
  }
}

/** One sentence about what went wrong. */
export function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

async function read(answer: Response): Promise<unknown> {
  const text = await answer.text();
  const json = parsed(text);
  if (answer.ok) {
    return json;
  }
  const { detail, title } = asObject(json) ?? {};
  const words = asText(detail, MAX_TEXT) ?? asText(title, MAX_TEXT) ?? `The gateway answered ${String(answer.status)}.`;
  throw new GatewayRefusal(answer.status, words);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no body, or a page of some proxy
  }
}
