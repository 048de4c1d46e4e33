import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';

/** The settings of the page that BitTube is compared with; all others are the library's defaults. */
export const PLAIN_SETTINGS = { isLive: true, liveSync: false } as const;

/**
 * A page that plays HTTP-FLV with mpegts.js as its README shows it: one video element of the same size, the library's
 * own loader, no controls, no statistics.
 */
export class PlainPage {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param library folder of the installed package mpegts.js */
  static async start(library: string): Promise<PlainPage> {
    const script = await readFile(`${library}/dist/mpegts.js`);
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/mpegts.js') response.setHeader('Content-Type', 'text/javascript').end(script);
      else response.setHeader('Content-Type', 'text/html').end(page(url.searchParams.get('flv') ?? ''));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PlainPage(server);
  }

  /** Address of the page that plays the stream at `flv`. */
  urlFor(flv: string): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}/?flv=${encodeURIComponent(flv)}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** Where npm put mpegts.js for the player: the same version in both pages. */
export function libraryFolder(): string {
  return fileURLToPath(new URL('../../../web/node_modules/mpegts.js', import.meta.url));
}

function page(flv: string): string {
  const { isLive, ...settings } = PLAIN_SETTINGS;
  return `<!doctype html><meta charset="utf-8"><title>plain</title>
<style>html,body{margin:0;height:100%;overflow:hidden;background:#000}video{width:100%;height:100%}</style>
<video muted autoplay playsinline></video>
<script src="/mpegts.js"></script>
<script>
  mpegts.LoggingControl.enableAll = false;
  const player = mpegts.createPlayer(${JSON.stringify({ type: 'flv', isLive, url: flv })}, ${JSON.stringify(settings)});
  player.attachMediaElement(document.querySelector('video'));
  player.load();
  player.play();
</script>`;
}
