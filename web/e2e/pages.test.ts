import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FRAME_ALLOW } from '../player/embed-snippet.js';
import { CAMERA, launchChromium, MEETING } from './chromium.js';
import { noteComplaints } from './complaints.js';
import { flawsInBothSizes, PHONE } from './flaws.js';
import { makeClip } from './flv-origin.js';
import { GatewayProcess } from './gateway-process.js';

/** For what comes by itself; a loaded machine takes its time. */
const SOON = { timeout: 20_000 };

/** What viewers see besides the player: the directory, the watch pages with what hands them on, the tester. */
describe('the viewers’ pages', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let film: string;
  const problems: string[] = [];
  const pages: Page[] = [];

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([GatewayProcess.start(), launchChromium([...MEETING, ...CAMERA])]);
  });

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    expect(problems.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  /** A page of a profile of its own, in the size of a phone. Errors on its console are problems. */
  async function visit(path: string): Promise<Page> {
    const context = await browser.newContext({ viewport: PHONE, permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    pages.push(page);
    noteComplaints(page, problems);
    await page.goto(gateway.origin + path);
    return page;
  }

  /** The page is left in the size of a desk. */
  async function isSound(page: Page): Promise<void> {
    expect(await flawsInBothSizes(page)).toEqual([]);
  }

  it('say what to do while there is nothing to watch, and while the server does not answer', async () => {
    const page = await visit('/');
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
    await gateway.api('PATCH', 'channels/news', { title: 'The news', description: 'Every hour, <b>on the hour</b>.' });
    film = await gateway.upload('film.flv', await readFile(clip));
    const page = await visit('/');
    await page.getByText('1 channel is live').waitFor();
    for (const name of ['The news', 'film']) {
      const card = page.getByRole('link', { name });
      await card.scrollIntoViewIfNeeded(); // what is out of sight is not drawn
      await card.locator('canvas[data-drawn]').waitFor();
    }
    const places = await page
      .locator('.cards a')
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top));
    expect(places[0]).toBeLessThan(places[1] ?? 0);
    await isSound(page);
    await page.getByRole('link', { name: 'The news' }).click();
    await page.getByRole('heading', { name: 'The news', exact: true }).waitFor();
    await page.getByText('Every hour, <b>on the hour</b>.').waitFor();
  });

  it('hand a channel on by its link, its snippets, and to sites that ask', async () => {
    const page = await visit('/watch/news?token=of-this-viewer');
    await page.waitForFunction(() => (document.querySelector('bittube-player')?.stats?.positionMillis ?? 0) > 0);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Copied').waitFor();
    expect(await clipboard(page)).toBe(`${gateway.origin}/watch/news`);
    await page.getByRole('link', { name: 'Embed' }).click();
    await page.getByRole('button', { name: 'Copy the frame' }).click();
    await expect.poll(() => clipboard(page), SOON).toContain(`<iframe src="${gateway.origin}/embed/news"`);
    const address = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
    const answer = (await (await fetch(address ?? '')).json()) as { title: string; html: string };
    expect(answer.title).toBe('The news');
    expect(await page.locator('meta[property="og:title"]').getAttribute('content')).toBe('The news');
    expect(answer.html).toContain(`src="${gateway.origin}/embed/news"`);
    expect(answer.html).toContain(`allow="${FRAME_ALLOW}"`);
    await page.getByText(/^\d+ viewers?$/).waitFor();
    await isSound(page);
  });

  it('hand a film on with the same buttons', async () => {
    const page = await visit(`/objects/${film}/watch`);
    await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => clipboard(page), SOON).toBe(`${gateway.origin}/objects/${film}/watch`);
    await isSound(page);
  });

  it('show a channel alone where a frame is to hold it, under its title', async () => {
    const page = await visit('/embed/news');
    await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0.5);
    await page.getByRole('main').getByRole('heading', { name: 'The news', exact: true }).waitFor();
    expect(await page.title()).toBe('The news');
    await isSound(page);
    const before = await page.evaluate(() => document.querySelector('bittube-player')?.currentTime ?? 0);
    await page.waitForFunction((time) => (document.querySelector('bittube-player')?.currentTime ?? 0) > time, before);
    const fills = await page.locator('bittube-player').evaluate((player) => {
      const { width, height } = player.getBoundingClientRect();
      return width === innerWidth && height === innerHeight;
    });
    expect(fills).toBe(true);
  });

  it('send a camera, and say what goes out', async () => {
    const made = await gateway.api('POST', 'channels', { name: 'cam', source: { type: 'publish' }, public: false });
    const { streamKey } = (await made.json()) as { streamKey: string };
    const page = await visit(`/publish/cam#key=${streamKey}`);
    await page.getByRole('heading', { name: 'Go live on cam' }).waitFor();
    await isSound(page);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('#begin:enabled').click();
    await page.getByText('You are live').waitFor();
    await page
      .getByRole('region', { name: 'What goes out' })
      .getByText(/^[1-9].*bit\/s$/)
      .waitFor();
    await isSound(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. Viewers see that the channel waits.').waitFor();
    await page.goto(`${gateway.origin}/publish/no%20name`);
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await isSound(page);
    expect(problems.splice(0)).toEqual([expect.stringContaining('404')]);
  });

  it('let four viewers on one page feed each other, and the others play on when the first one leaves', async () => {
    const page = await visit('/watch/news');
    await page.getByRole('link', { name: 'See it being shared' }).click();
    await page.getByRole('heading', { name: 'The news: four viewers' }).waitFor();
    const viewers = page.locator('.viewer');
    const figure = (viewer: number, name: string) => viewers.nth(viewer).locator(`[data-figure=${name}]`);
    await expect.poll(() => figure(3, 'neighbours').textContent(), SOON).toMatch(/^[1-3] other/);
    await expect.poll(() => figure(3, 'share').textContent(), SOON).toMatch(/^[1-9]\d*\s%$/);
    await page.getByText('Without sharing it would be 4.').waitFor();
    await expect
      .poll(() => viewers.nth(3).getByRole('img').getAttribute('aria-label'), SOON)
      .toMatch(/ [1-9]\d* came from viewers/);
    await isSound(page);

    const positions = (): Promise<(number | undefined)[]> =>
      page.evaluate(() => [...document.querySelectorAll('bittube-player')].map(({ stats }) => stats?.positionMillis));
    await page.getByRole('button', { name: 'Leave: Viewer 1' }).click();
    const before = await positions();
    expect(before[0]).toBeUndefined();
    await expect
      .poll(
        async () => (await positions()).slice(1).every((now, i) => (now ?? 0) > (before[i + 1] ?? Infinity) + 1_000),
        SOON,
      )
      .toBe(true);
    await page.getByText('Without sharing it would be 3.').waitFor();
    await page.getByRole('button', { name: 'Join: Viewer 1' }).click();
    await page.getByRole('button', { name: 'Leave: Viewer 1' }).waitFor();
  });
});

function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
