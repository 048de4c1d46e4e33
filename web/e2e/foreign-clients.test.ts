import { execFile } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, GatewayProcess } from './gateway-process.js';
import { Audience } from './viewers.js';

const foreign = join(import.meta.dirname, 'foreign');
const run = promisify(execFile);

/** Clients that nobody of us wrote, in pages of their own, at the tracker of a gateway that serves them. */
describe('clients of others', () => {
  let gateway: GatewayProcess;
  let audience: Audience;
  let folder: string;
  let server: Server;
  let origin: string;
  const scripts = new Map<string, string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bittube-foreign-'));
    [gateway, audience] = await Promise.all([
      GatewayProcess.start(undefined, ['--webtorrent', 'on']),
      Audience.start(),
      makeFilm(),
      installed().then(bundle),
    ]);
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const script = scripts.get(pathname);
      if (script === undefined) {
        const file = createReadStream(join(folder, basename(pathname)));
        file.on('error', () => response.writeHead(404).end()).pipe(response);
      } else {
        const setup = searchParams.get('setup') ?? '{}';
        response.setHeader('Content-Type', 'text/html');
        response.end(
          `<!doctype html><video muted autoplay></video><script>window.setup=${setup}</script><script type="module">${script}</script>`,
        );
      }
    });
    const port = await freePort();
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    origin = `http://127.0.0.1:${port}`;
  });

  afterAll(async () => {
    await audience.close();
    server.closeAllConnections();
    server.close();
    await gateway.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('two of bittorrent-tracker meet, one at each path, scrape and stop', async () => {
    const page = await open('tracker-client');
    await page.waitForFunction('window.lines?.some((line) => line === "end" || line.startsWith("failed"))');
    expect(await page.evaluate('window.lines')).toEqual([
      'started 0 1',
      'started 0 2',
      'heard hello',
      'completed 1 1',
      'scraped true 1 1 1',
      'scraped two 1 1 0 0',
      'stopped 0 1',
      'stopped 0 0',
      'end',
    ]);
  });

  it('webtorrent: one page gives a file, another gets it', async () => {
    const giver = await open('webtorrent');
    await giver.waitForFunction('window.magnet ?? window.failed');
    const taker = await open('webtorrent', { magnet: await giver.evaluate('window.magnet') });
    await taker.waitForFunction('window.got ?? window.failed');
    expect(await taker.evaluate('window.got ?? window.failed')).toBe('300000 bytes as they were');
  });

  it('p2p-media-loader: a page takes segments of the film from another', async () => {
    const playlist = `${origin}/film.m3u8`;
    await open('media-loader', { playlist });
    const later = await open('media-loader', { playlist });
    await later.waitForFunction('window.bytes?.p2p > 0');
  });

  async function open(name: string, setup: object = {}): Promise<Page> {
    const trackers = ['/announce', '/'].map((path) => gateway.origin.replace('http', 'ws') + path);
    const asked = encodeURIComponent(JSON.stringify({ trackers, ...setup }));
    return (await audience.open(`${origin}/${name}?setup=${asked}`)).page;
  }

  async function makeFilm(): Promise<void> {
    const picture = '-v error -f lavfi -i testsrc=size=320x180:rate=10 -t 40 -c:v libx264 -preset ultrafast -g 20';
    const list = join(folder, 'film.m3u8');
    await run('ffmpeg', [...picture.split(' '), '-f', 'hls', '-hls_time', '2', '-hls_list_size', '0', list]);
  }

  async function bundle(): Promise<void> {
    for (const name of ['tracker-client', 'webtorrent', 'media-loader']) {
      const { outputFiles } = await build({
        entryPoints: [join(foreign, `${name}.mjs`)],
        bundle: true,
        minify: true,
        write: false,
        platform: 'browser',
        format: 'esm',
        target: 'es2022',
        // p2p-media-loader's own way to have Node's modules, which its tracker client wants, in a page.
        conditions: ['p2pml:core-as-bundle'],
        define: { 'process.browser': 'true' },
        logLevel: 'warning',
      });
      scripts.set(`/${name}`, (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script'));
    }
  }
});

/** What the pages consist of, with nothing run that the packages bring. */
async function installed(): Promise<void> {
  if (!existsSync(join(foreign, 'node_modules'))) {
    await run('npm', ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'], { cwd: foreign });
  }
}
