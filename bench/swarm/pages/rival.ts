import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import TrackerServer from 'bittorrent-tracker/server';
import { bundleForPage } from './bundle.js';
import { CountingProxy } from './counting-proxy.js';
import { listen, stop } from './listening.js';
import { PageServer } from './page-server.js';
import type { RunningSystem } from './system.js';
import { until } from './timing.js';
import { Uplink } from './uplink.js';

export interface RivalSetup {
  readonly hlsFolder: string;
  /** Segments that the playlist must list before viewers come. */
  readonly hlsListSize: number;
  readonly tuned: boolean;
  readonly megabits: number | undefined;
}

/** p2p-media-loader on hls.js with its tracker; playlist, segments and tracker share one uplink, as BitTube's do. */
export async function startRival({ hlsFolder, hlsListSize, tuned, megabits }: RivalSetup): Promise<RunningSystem> {
  const uplink = new Uplink(megabits);
  const hls = hlsServer(hlsFolder);
  const tracker = new TrackerServer({ udp: false, http: false, ws: true, stats: false });
  tracker.on('error', (failure: Error) => console.error(`the rival's tracker: ${failure.message}`));
  tracker.on('warning', () => undefined); // peers that leave without a goodbye
  const media = new CountingProxy(await listen(hls), uplink, () => false);
  const signalling = new CountingProxy(await listen(tracker.http), uplink, () => true);
  let pages: PageServer | undefined;
  const close = async (): Promise<void> => {
    uplink.close();
    await pages?.close();
    await Promise.all([media.close(), signalling.close()]);
    await stop(hls);
    tracker.http.closeAllConnections();
    await new Promise<void>((done) => tracker.close(done));
  };
  try {
    const setup = {
      playlist: `http://127.0.0.1:${await media.start()}/live.m3u8`,
      tracker: `ws://127.0.0.1:${await signalling.start()}/`,
      tuned,
    };
    const script = await bundleForPage('rival-page.ts');
    pages = new PageServer(
      new Map([
        ['/watch', { type: 'text/html', text: watchPage(JSON.stringify(setup)) }],
        ['/rival.js', { type: 'text/javascript', text: script }],
      ]),
    );
    await pages.start();
    await until('the playlist is full', 60_000, () => isFull(join(hlsFolder, 'live.m3u8'), hlsListSize));
    const pageUrl = pages.url('/watch');
    return {
      pageUrl,
      get originBytes() {
        return { media: media.bytes.media, signalling: signalling.bytes.signalling };
      },
      processIds: [],
      close,
    };
  } catch (failure) {
    await close();
    throw failure;
  }
}

function watchPage(setup: string): string {
  return `<!doctype html><title>Rival</title>
<video width="480" height="270" autoplay muted playsinline></video>
<script>window.rivalSetup = ${setup};</script>
<script type="module" src="/rival.js"></script>`;
}

async function isFull(playlist: string, segments: number): Promise<boolean> {
  try {
    return (await readFile(playlist, 'utf8')).split('#EXTINF').length > segments;
  } catch {
    return false; // not written yet
  }
}

function hlsServer(folder: string): Server {
  return createServer((request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
    const playlist = name.endsWith('.m3u8');
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (!playlist && !/^live\d+\.ts$/.test(name)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', playlist ? 'application/vnd.apple.mpegurl' : 'video/mp2t');
    response.setHeader('Cache-Control', playlist ? 'no-store' : 'max-age=60');
    pipeline(createReadStream(join(folder, name)), response).catch(() => {
      if (!response.headersSent) response.writeHead(404).end();
    });
  });
}
