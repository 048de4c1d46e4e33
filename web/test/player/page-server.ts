import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Serves a built `dist/` as the gateway does, its security policy included, and pages of the test's own. */
export class PageServer {
  readonly #server: Server;
  readonly #pages = new Map<string, Page>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Without `dist` it is a foreign site, which has only pages of its own. */
  static async start(dist?: string): Promise<PageServer> {
    const server = createServer();
    const pages = new PageServer(server);
    server.on('request', (request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      const page = pages.#pages.get(path);
      if (page !== undefined) {
        response.writeHead(200, page.headers).end(page.body);
        return;
      }
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Security-Policy', "script-src 'self'");
      void answer(dist, path).then(
        ({ type, body }) => response.setHeader('Content-Type', type).end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return pages;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  put(path: string, html: string, headers: Readonly<Record<string, string>> = {}): void {
    this.#pages.set(path, {
      headers: { 'Content-Type': 'text/html', ...headers },
      body: `<!doctype html><html lang="en"><title>Test</title><link rel="icon" href="data:,"><body>${html}</body></html>`,
    });
  }

  putScript(path: string, script: string): void {
    this.#pages.set(path, { headers: { 'Content-Type': 'text/javascript' }, body: script });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function answer(dist: string | undefined, path: string): Promise<{ type: string; body: Buffer | string }> {
  if (dist === undefined) {
    throw new Error('a foreign site has no such file');
  }
  if (path === '/api/live/news') {
    return { type: 'application/json', body: '{"name":"news","viewers":3,"live":true}' };
  }
  if (path.startsWith('/live/')) {
    return { type: 'application/json', body: '{}' }; // the stream is the test's own, and is not asked for here
  }
  const page = /^\/(watch|embed)\//.exec(path)?.[1];
  const file = page === undefined ? (path === '/' ? '/index.html' : path) : `/${page}.html`;
  return { type: TYPES[extname(file)] ?? 'text/plain', body: await readFile(join(dist, file)) };
}
