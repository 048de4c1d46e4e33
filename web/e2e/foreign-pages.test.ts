import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, type Frame, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildModules } from '../build-npm.mjs';
import type { BittubePlayer } from '../player/bittube-player.js';
import { embedSnippet, frameSnippet } from '../player/embed-snippet.js';
import { PageServer } from '../test/player/page-server.js';
import { violationsOf } from './accessibility.js';
import { launchChromium, MEETING } from './chromium.js';
import { noteComplaints } from './complaints.js';
import { DESK, PHONE } from './flaws.js';
import { makeClip } from './flv-origin.js';
import { GatewayProcess } from './gateway-process.js';

/** For what comes by itself; a loaded machine takes its time. */
const SOON = { timeout: 20_000 };
const CHANNELS = ['news', 'sports'] as const;

/** Pages of another site, as their authors put players on them. */
describe('a page of another site', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let server: PageServer;
  let site: string;
  let page: Page;
  const problems: string[] = [];
  /** Sockets that the page has opened and not closed. */
  let sockets = 0;

  beforeAll(async () => {
    [gateway, browser, server] = await Promise.all([
      GatewayProcess.start(),
      launchChromium(MEETING),
      PageServer.start(),
    ]);
    // Another site to a browser, not just another origin.
    site = server.origin.replace('127.0.0.1', 'localhost');
    await mkdir(gateway.mediaDir, { recursive: true });
    await makeClip(join(gateway.mediaDir, 'clip.flv'), 8, '320x180');
    await Promise.all(
      CHANNELS.map((name) => gateway.createChannel(name, { type: 'file', path: 'clip.flv', loop: true })),
    );
  });

  afterEach(async () => {
    await page.context().close();
    expect(problems.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
    await gateway.close();
  });

  async function visit(path: string): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 640, height: 900 } });
    page = await context.newPage();
    noteComplaints(page, problems);
    sockets = 0;
    page.on('websocket', (socket) => {
      sockets++;
      socket.on('close', () => sockets--);
    });
    await page.goto(site + path);
  }

  const viewersOf = async (channel: string): Promise<number> => (await gateway.group(channel)).peers;

  it('plays two channels and a frame, isolated and under the very headers that are documented', async () => {
    const documented = await readFile(join(import.meta.dirname, '../../docs/embedding.md'), 'utf8');
    const header = (name: string): string => {
      const value = new RegExp(`^${name}: (.+)$`, 'm').exec(documented)?.[1] ?? '';
      expect(value).not.toBe('');
      return value
        .replaceAll('https://your.server', gateway.origin)
        .replaceAll('wss://your.server', gateway.origin.replace('http', 'ws'));
    };
    const url = new URL(`${gateway.origin}/`);
    const players = CHANNELS.map((name) => embedSnippet(url, name, 'channel', ['autoplay', 'muted']));
    server.put('/blog', players.join('') + frameSnippet(url, 'embed/news', 'The "news"'), {
      'Content-Security-Policy': header('Content-Security-Policy'),
      'Permissions-Policy': header('Permissions-Policy'),
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    await visit('/blog');
    await playing(page, 2);
    const frame = page.frames().find((one) => one.url() === `${gateway.origin}/embed/news`);
    if (frame === undefined) throw new Error('the frame has another address');
    await playing(frame, 1);
    // Its controls have their look, and it may do what the snippet and the page's header allow.
    const styled = page.locator('bittube-player media-control-bar').first();
    await expect.poll(() => styled.evaluate((bar) => getComputedStyle(bar).display)).toMatch(/flex/);
    expect(await frame.evaluate(allowed)).toEqual(['autoplay', 'fullscreen', 'picture-in-picture']);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await violationsOf(frame)).toEqual([]);
    }
    await expect.poll(async () => Promise.all(CHANNELS.map(viewersOf)), SOON).toEqual([2, 1]);
  });

  it('written with React shows, changes and takes away players of the npm package, and leaves nothing open', async () => {
    const web = join(import.meta.dirname, '..');
    await buildModules(join(web, 'dist/npm'));
    const { outputFiles } = await build({
      absWorkingDir: web,
      entryPoints: ['e2e/react-page.ts'],
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir: 'app',
      write: false,
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    for (const { path, text } of outputFiles) {
      server.putScript(`/app/${path.split('/').at(-1) ?? ''}`, text);
    }
    server.put('/react', '<script type="module" src="/app/react-page.js"></script>');
    const show = (...channels: string[]): Promise<void> =>
      page.evaluate((shown) => window.show(shown), { gateway: gateway.origin, channels });
    const counted = async (...viewers: number[]): Promise<void> =>
      expect.poll(async () => Promise.all(CHANNELS.map(viewersOf)), SOON).toEqual(viewers);

    await visit('/react');
    await page.waitForFunction(() => 'show' in window);
    await show('news', 'sports');
    await playing(page, 2);
    await counted(1, 1);
    // Where an element has a property of that name React sets it, before the element stands in the page.
    const kept = (player: BittubePlayer): unknown[] => [player.muted, player.hasAttribute('stats'), player.lang];
    expect(await page.locator('bittube-player').first().evaluate(kept)).toEqual([true, true, 'de']);
    await page.waitForFunction(() => (window.told['news'] ?? 0) > 0 && (window.told['sports'] ?? 0) > 0);
    await show('news', 'news'); // of one channel two players on a page share one connection
    await counted(1, 0);
    await playing(page, 2);
    await show();
    await counted(0, 0);
    await expect.poll(() => sockets, SOON).toBe(0);
    await show('sports');
    await playing(page, 1);
    const without = (player: BittubePlayer): boolean => {
      player.object = undefined; // as React does with what is not given any more
      return player.hasAttribute('object');
    };
    expect(await page.locator('bittube-player').evaluate(without)).toBe(false);
    await counted(0, 1);
    await show();
    await counted(0, 0);
    await expect.poll(() => sockets, SOON).toBe(0);
  });
});

/** Resolves when so many players are there and their pictures move. */
async function playing(where: Page | Frame, players: number): Promise<void> {
  await where.waitForFunction(
    (count) => {
      const all = [...document.querySelectorAll('bittube-player')];
      return all.length === count && all.every(({ stats }) => (stats?.positionMillis ?? 0) > 0);
    },
    players,
    SOON,
  );
}

/** Runs in the page. */
function allowed(): string[] {
  const { featurePolicy } = document as unknown as { featurePolicy: { allowsFeature(name: string): boolean } };
  return ['autoplay', 'fullscreen', 'picture-in-picture', 'camera'].filter((name) => featurePolicy.allowsFeature(name));
}
