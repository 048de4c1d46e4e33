// Pages of others meet through BitTube's tracker and exchange data: p2p-media-loader with hls.js, and webtorrent where its bundle is named.
import { spawn, type ChildProcess } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { bundleForPage } from '../swarm/pages/bundle.js';
import { listen, stop } from '../swarm/pages/listening.js';

const { values } = parseArgs({
  options: {
    jar: { type: 'string', default: resolve(import.meta.dirname, '../../../gateway/target/bittube.jar') },
    webtorrent: { type: 'string' },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'bittube-foreign-'));
const started: ChildProcess[] = [];
let browser: Browser | undefined;
const server = createServer((request, response) => {
  const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
  const text = files.get(name);
  response.setHeader('Cache-Control', 'no-store');
  if (text !== undefined) {
    response.setHeader('Content-Type', name.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.end(text);
  } else {
    createReadStream(join(folder, name))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  }
});
const files = new Map<string, string>();
try {
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const tracker = await startTracker();
  browser = await chromium.launch({
    executablePath: process.env['BITTUBE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--allow-loopback-in-peer-connection', '--use-fake-ui-for-media-stream'],
  });
  await mediaLoader(browser, origin, tracker);
  if (values.webtorrent !== undefined) await webTorrent(browser, origin, tracker, values.webtorrent);
} finally {
  await browser?.close();
  for (const child of started) child.kill();
  await stop(server);
  await rm(folder, { recursive: true, force: true });
}

/** Two pages play a film; the second takes segments from the first. */
async function mediaLoader(on: Browser, origin: string, tracker: string): Promise<void> {
  await run(
    'ffmpeg',
    '-v error -f lavfi -i testsrc=size=320x180:rate=10 -t 60 -c:v libx264 -preset ultrafast -g 20 -f hls -hls_time 2'.split(
      ' ',
    ),
    ['-hls_list_size', '0', join(folder, 'film.m3u8')],
  );
  const setup = JSON.stringify({ playlist: `${origin}/film.m3u8`, tracker, tuned: false });
  files.set('rival.js', await bundleForPage('rival-page.ts'));
  files.set(
    'film',
    `<!doctype html><video muted autoplay></video><script>window.rivalSetup=${setup}</script><script type="module" src="/rival.js"></script>`,
  );
  const before = performance.now();
  await open(on, `${origin}/film`);
  const other = await open(on, `${origin}/film`);
  await other.waitForFunction('window.ownFigures && window.ownFigures().fromPeers > 0', undefined, { timeout: 90_000 });
  const bytes = JSON.stringify(await other.evaluate('window.ownFigures()'));
  console.log(`p2p-media-loader: ${bytes} bytes, ${seconds(before)} s after the first page was opened`);
}

/** One page gives a file, the other one gets it whole. */
async function webTorrent(on: Browser, origin: string, tracker: string, bundle: string): Promise<void> {
  files.set('webtorrent.min.js', await readFile(bundle, 'utf8'));
  const begin = `import WebTorrent from '/webtorrent.min.js';
    const client = new WebTorrent({ tracker: { rtcConfig: { iceServers: [] } }, dht: false, lsd: false, utPex: false });
    const announce = [${JSON.stringify(tracker)}];
    client.on('error', (failure) => { window.failed = String(failure); });`;
  files.set(
    'seed',
    `<!doctype html><script type="module">${begin}
    client.seed(new File([new Uint8Array(300000).fill(7)], 'small.bin'), { announce, announceList: [announce] }, (torrent) => { window.magnet = torrent.magnetURI; });</script>`,
  );
  const before = performance.now();
  const giver = await open(on, `${origin}/seed`);
  await giver.waitForFunction('window.magnet || window.failed', undefined, { timeout: 30_000 });
  const magnet = JSON.stringify(await giver.evaluate('window.magnet'));
  files.set(
    'get',
    `<!doctype html><script type="module">${begin}
    client.add(${magnet}, { announce }, (torrent) => torrent.on('done', async () => { window.got = (await torrent.files[0].blob()).size; }));</script>`,
  );
  const taker = await open(on, `${origin}/get`);
  await taker.waitForFunction('window.got || window.failed', undefined, { timeout: 60_000 });
  console.log(
    `webtorrent: ${await taker.evaluate('window.got ?? window.failed')} bytes of 300000, ${seconds(before)} s after the first page was opened`,
  );
}

async function open(on: Browser, url: string): Promise<Page> {
  const page = await (await on.newContext()).newPage();
  page.on('pageerror', (failure) => console.error(`page: ${failure.message}`));
  await page.goto(url);
  return page;
}

/** The tracker as its operator starts it; its address, once it listens. */
async function startTracker(): Promise<string> {
  const child = spawn(
    'java',
    ['-jar', values.jar, 'tracker', '--http-host', '127.0.0.1', '--http-port', '0', '--stun-port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  started.push(child);
  for await (const line of createInterface(child.stdout)) {
    const address = /^WebTorrent: (\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('the tracker ended at once');
}

async function run(program: string, ...args: readonly (readonly string[])[]): Promise<void> {
  const child = spawn(program, args.flat(), { stdio: ['ignore', 'inherit', 'inherit'] });
  await new Promise<void>((done, failed) => {
    child
      .on('error', failed)
      .on('exit', (code) => (code === 0 ? done() : failed(new Error(`${program} ended with ${code}`))));
  });
}

function seconds(sinceMillis: number): string {
  return ((performance.now() - sinceMillis) / 1000).toFixed(1);
}
