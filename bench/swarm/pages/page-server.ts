import { createServer, type Server } from 'node:http';
import { listen, stop } from './listening.js';

/** One answer: a text and its media type. */
export interface PageFile {
  readonly type: 'text/html' | 'text/javascript';
  readonly text: string;
}

/** Serves the pages and scripts of the systems under test, from a port that is neither counted nor limited. */
export class PageServer {
  readonly #server: Server;
  #port = 0;

  /** @param files by path, with the leading slash */
  constructor(files: ReadonlyMap<string, PageFile>) {
    this.#server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      if (file === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'Content-Type': `${file.type}; charset=utf-8` }).end(file.text);
    });
  }

  async start(): Promise<void> {
    this.#port = await listen(this.#server);
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  async close(): Promise<void> {
    await stop(this.#server);
  }
}
