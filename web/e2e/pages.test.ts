import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './accessibility.js';
import { makeClip } from './flv-origin.js';
import { GatewayProcess } from './gateway-process.js';
import { CHROMIUM } from './viewers.js';

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

/** What viewers see besides the player: the directory, the watch pages with what hands them on, the tester. */
describe('the viewers’ pages', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let film: string;
  const problems: string[] = [];
  const pages: Page[] = [];

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([
      GatewayProcess.start(),
      chromium.launch({
        executablePath: CHROMIUM,
        args: [
          ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
          ...['--autoplay-policy=no-user-gesture-required', '--allow-loopback-in-peer-connection', '--mute-audio'],
        ],
      }),
    ]);
  });

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    expect(problems.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  /** A page of a profile of its own. Errors on its console are problems. */
  async function visit(path: string, viewport = DESK): Promise<Page> {
    const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    pages.push(page);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      const { url } = message.location();
      // A viewer that asks for packets a moment before they are there is told so, and asks again.
      if (message.type() === 'error' && !/\/live\/news\/\d+\/packets\/[\d-]+$/.test(url)) {
        problems.push(`${message.text()} ${url}`);
      }
    });
    await page.goto(gateway.origin + path);
    return page;
  }

  /** Nothing stands out of the page, everything can be hit with a finger, and axe-core has nothing against it. */
  async function isSound(page: Page): Promise<void> {
    const { width } = page.viewportSize() ?? DESK;
    expect(await page.evaluate(() => document.documentElement.scrollWidth), 'nothing is cut off').toBeLessThanOrEqual(
      width,
    );
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('main a, main button, header a')]
        .map((target) => ({ words: target.textContent, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 40 || box.width < 40))
        .map(({ words }) => words),
    );
    expect(small).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
  }

  it('say what to do while there is nothing to watch, and while the server does not answer', async () => {
    const page = await visit('/', PHONE);
    await page.getByText('Nothing is live at the moment').waitFor();
    await page.getByRole('link', { name: 'Open the console' }).waitFor();
    await isSound(page);
    await page.route('**/api/live', (route) => route.abort());
    await page.reload();
    await page.getByText('The server does not answer').waitFor();
    expect(problems.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')]);
  });

  it('show live channels and films by their pictures, live ones first', async () => {
    await mkdir(gateway.mediaDir, { recursive: true });
    const clip = join(gateway.mediaDir, 'clip.flv');
    await makeClip(clip, 8);
    await gateway.createChannel('news', { type: 'file', path: 'clip.flv', loop: true });
    film = await gateway.upload('film.flv', await readFile(clip));
    for (const size of [PHONE, DESK]) {
      const page = await visit('/', size);
      for (const name of ['news', 'film']) {
        await page.getByRole('link', { name }).locator('canvas[data-drawn]').waitFor();
      }
      await page.getByText('1 channel is live').waitFor();
      const places = await page
        .locator('.cards a')
        .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top));
      expect(places[0]).toBeLessThan(places[1] ?? 0);
      await isSound(page);
      if (size === DESK) {
        await page.getByRole('link', { name: 'news' }).click();
        await page.getByRole('heading', { name: 'news', exact: true }).waitFor();
      }
    }
  });

  it('hand a channel on by its link and its snippets', async () => {
    for (const size of [PHONE, DESK]) {
      const page = await visit('/watch/news?token=of-this-viewer', size);
      await page.waitForFunction(() => (document.querySelector('bittube-player')?.stats?.positionMillis ?? 0) > 0);
      await page.getByText(/^\d+ viewers?$/).waitFor();
      await page.getByRole('button', { name: 'Copy link' }).click();
      await page.getByText('Copied').waitFor();
      expect(await clipboard(page)).toBe(`${gateway.origin}/watch/news`);
      await page.getByRole('link', { name: 'Embed' }).click();
      await page.getByRole('button', { name: 'Copy the frame' }).click();
      await expect.poll(() => clipboard(page)).toContain(`<iframe src="${gateway.origin}/embed/news"`);
      await isSound(page);
    }
  });

  it('hand a film on with the same buttons', async () => {
    for (const size of [PHONE, DESK]) {
      const page = await visit(`/objects/${film}/watch`, size);
      await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0);
      await page.getByRole('button', { name: 'Copy link' }).click();
      await expect.poll(() => clipboard(page)).toBe(`${gateway.origin}/objects/${film}/watch`);
      await isSound(page);
    }
  });

  it('let four viewers on one page feed each other, and the others play on when the first one leaves', async () => {
    const page = await visit('/watch/news');
    await page.getByRole('link', { name: 'Watch it being shared' }).click();
    await page.getByRole('heading', { name: 'Four viewers of news' }).waitFor();
    const viewers = page.locator('.viewer');
    const figure = (viewer: number, name: string) => viewers.nth(viewer).locator(`[data-figure=${name}]`);
    await expect.poll(() => figure(3, 'neighbours').textContent(), { timeout: 20_000 }).toMatch(/^[1-3] other/);
    await expect.poll(() => figure(3, 'share').textContent(), { timeout: 20_000 }).toMatch(/^[1-9]\d?\s%$/);
    await page.getByText('Without sharing it would be 4.').waitFor();
    await expect
      .poll(() => viewers.nth(3).getByRole('img').getAttribute('aria-label'))
      .toMatch(/ [1-9]\d* came from viewers/);
    await isSound(page);

    const positions = (): Promise<(number | undefined)[]> =>
      page.evaluate(() => [...document.querySelectorAll('bittube-player')].map(({ stats }) => stats?.positionMillis));
    await page.getByRole('button', { name: 'Leave: Viewer 1' }).click();
    const before = await positions();
    expect(before[0]).toBeUndefined();
    await expect
      .poll(async () =>
        (await positions()).slice(1).every((now, i) => (now ?? 0) > (before[i + 1] ?? Infinity) + 1_000),
      )
      .toBe(true);
    await page.getByText('Without sharing it would be 3.').waitFor();
    await page.setViewportSize(PHONE);
    await isSound(page);
    await page.getByRole('button', { name: 'Join: Viewer 1' }).click();
    await page.getByRole('button', { name: 'Leave: Viewer 1' }).waitFor();
  });
});

function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
