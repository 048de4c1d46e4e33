import type { Page, WebSocket } from 'playwright-core';

interface Message {
  readonly type: string;
  readonly outcome?: string;
  readonly path?: string;
  readonly peers?: readonly unknown[];
}

/** What a page and its tracker say to each other, seen from outside of the page. */
export class SignallingSpy {
  /** Partners that the page was introduced to. */
  introduced = 0;
  /** How often it asked for more after it had reported a failure. */
  askedAgain = 0;
  readonly reports: string[] = [];
  /** Kinds of the paths that it reported connections over. */
  readonly paths: string[] = [];

  readonly watch = (page: Page): void => {
    page.on('websocket', (socket) => this.#listen(socket));
  };

  #listen(socket: WebSocket): void {
    if (!new URL(socket.url()).pathname.endsWith('/tracker')) return;
    socket.on('framereceived', ({ payload }) => this.#onEvent(parse(payload)));
    socket.on('framesent', ({ payload }) => this.#onRequest(parse(payload)));
  }

  #onEvent({ type, peers }: Message): void {
    if (type === 'introduce') this.introduced += peers?.length ?? 0;
  }

  #onRequest({ type, outcome, path }: Message): void {
    if (type === 'more' && this.reports.includes('failed')) this.askedAgain++;
    if (type !== 'report' || outcome === undefined) return;
    this.reports.push(outcome);
    if (outcome === 'connected') this.paths.push(path ?? 'unknown');
  }
}

function parse(payload: string | Buffer): Message {
  return JSON.parse(payload.toString()) as Message;
}
