import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, PLAYING } from './chromium.js';
import { violationsOf } from './accessibility.js';
import { makeClip } from './flv-origin.js';
import { ADMIN_TOKEN, GatewayProcess } from './gateway-process.js';

/** What an operator does, in a real browser on the real gateway: one after the other, as he does. */
describe('the console', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([GatewayProcess.start(), launchChromium(PLAYING)]);
    await mkdir(gateway.mediaDir, { recursive: true });
    await makeClip(join(gateway.mediaDir, 'clip.flv'), 8, '320x180');
    context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, colorScheme: 'dark' });
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${message.location().url} ${message.text()}`);
    });
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  const to = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click();

  it('lets nobody in with a wrong token, and says so', async () => {
    await page.goto(`${gateway.origin}/console`);
    await page.getByLabel('Admin token').fill('not-the-token');
    await button('Sign in').click();
    await page.getByRole('alert').getByText('This is not the admin token').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // A browser writes down each refusal: of who is signed in, and of the token.
    expect(problems.splice(0)).toEqual([expect.stringContaining('401'), expect.stringContaining('401')]);
    await page.getByLabel('Admin token').fill(ADMIN_TOKEN);
    await page.keyboard.press('Enter');
    await heading('There is no channel yet').waitFor();
  });

  it('makes a channel of a file that it has looked at, and shows its picture', async () => {
    await page.getByRole('link', { name: 'Make a channel' }).click();
    await page.getByLabel('Name in addresses').fill('news');
    await page.getByLabel('Title').fill('Town hall news');
    await page.getByRole('radio', { name: 'A file on the server' }).check();
    await page.getByLabel('Path on the server').fill('missing.flv');
    await button('Make channel').click();
    await page.getByText('If it is to be saved all the same').waitFor();
    await page.getByLabel('Path on the server').fill('clip.flv');
    await button('Look at it').click();
    await page.getByText('320 × 180').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await button('Make channel').click();
    await heading('Town hall news').waitFor();
    await page.locator('.page-title .lamp[data-kind="live"]').waitFor();
    await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0.5);
    await page.getByText('H.264').first().waitFor();
  });

  it('draws what is measured, with one cursor over all charts', async () => {
    const viewers = page.locator('figure', { hasText: 'All who watch' });
    await viewers.locator('dd').getByText('1', { exact: true }).waitFor();
    expect(await page.locator('figure canvas').count()).toBe(7);
    await viewers.focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('.chart-time').allTextContents()).toHaveLength(7);
    await expect.poll(async () => (await page.locator('.chart-time').allTextContents()).every(Boolean)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('writes the snippet with the options that are chosen', async () => {
    await page.getByLabel('Viewers share').selectOption({ label: 'no' });
    expect(await page.getByLabel('Snippet', { exact: true }).textContent()).toBe(
      `<script src="${gateway.origin}/embed.js" async></script>\n` +
        '<bittube-player channel="news" autoplay muted p2p="off"></bittube-player>',
    );
    await button('Show it').click();
    await page.locator('.embed-stage bittube-player[p2p="off"]').waitFor();
  });

  it('shows the operator a channel that asks viewers for a token', async () => {
    await page.locator('summary').click();
    await page.getByRole('combobox', { name: 'Who may watch' }).selectOption({ label: 'Who has a token' });
    await button('Make a new secret').click();
    await button('Save').click();
    await page.getByText('Only who has a token may watch.').waitFor();
    await page.waitForFunction(() => {
      const player = document.querySelector('.stage bittube-player');
      return player?.getAttribute('token') !== null && (player as HTMLVideoElement | null)?.currentTime !== 0;
    });
    await page.getByText('your page gives each viewer’s to the player').waitFor();
  });

  it('gives the focus back when a dialogue is closed with Escape', async () => {
    await to('Overview');
    await page.getByRole('button', { name: 'Price of traffic' }).press('Enter');
    const price = page.getByLabel('Price per gigabyte');
    await price.waitFor();
    expect(await price.evaluate((field) => document.activeElement === field)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await price.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Price of traffic');
  });

  it('asks before an upload is lost with its tab', async () => {
    await to('Library');
    await page.route('**/api/uploads/*', async (route) => {
      if (route.request().method() !== 'PATCH') await route.continue(); // to a part no answer comes
    });
    await page.getByLabel('Files to upload').setInputFiles(join(gateway.mediaDir, 'clip.flv'));
    await page.getByText(/^\d+\s% · /).waitFor();
    const asked = page.waitForEvent('dialog');
    const left = page.evaluate(() => location.reload());
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await left;
    const forgotten = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
    await button('Cancel the upload of clip.flv').click();
    expect((await forgotten).status()).toBe(204);
    await page.getByRole('list', { name: 'Uploads' }).locator('li').waitFor({ state: 'detached' });
    await page.unroute('**/api/uploads/*');
  });

  it('takes a file, and gives it another title', async () => {
    await page.getByLabel('Files to upload').setInputFiles(join(gateway.mediaDir, 'clip.flv'));
    await page.getByText('clip', { exact: true }).waitFor();
    await button('Rename clip').click();
    await page.getByLabel('Title').fill('The pier');
    await button('Rename').click();
    await page.getByLabel('Who sees The pier').selectOption({ label: 'Everybody sees it' });
    await page.getByRole('status').getByText('The pier: everybody sees it.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await button('Delete The pier').click();
    await button('Delete').click();
    await heading('Nothing is here yet').waitFor();
  });

  it('takes the channel off the air, and tells of it in the log', async () => {
    await to('Channels');
    await button('Stop Town hall news').click();
    const question = page.getByRole('dialog').getByRole('button', { name: 'Stop' });
    await page.locator('dialog, .lamp[data-kind="stopped"]').first().waitFor();
    if (await question.isVisible()) await question.click();
    await page.getByText('Press Begin to put it on the air.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await to('Log');
    await page.getByRole('list', { name: 'What happened' }).getByRole('link', { name: 'news' }).first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  it('fits a phone, in light colours', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'light' });
    for (const name of ['Overview', 'Channels', 'Library', 'Log']) {
      await to(name);
      await heading(name).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await violationsOf(page)).toEqual([]);
    }
    // What a player asks of a stream that ends meanwhile is no fault of the page.
    expect(problems.filter((problem) => !problem.includes('/live/'))).toEqual([]);
  });

  it('asks for the token when the session is over, and says when it hears nothing', async () => {
    await context.clearCookies();
    await to('Library');
    await page.getByText('You were signed out').waitFor();
    await page.getByLabel('Admin token').fill(ADMIN_TOKEN);
    await button('Sign in').click();
    await button('Sign out').click();
    await page.getByText('You are signed out.').waitFor();
    await page.getByLabel('Admin token').fill(ADMIN_TOKEN);
    await button('Sign in').click();
    await page.getByText('Connected', { exact: true }).waitFor();
    await gateway.kill();
    await page.getByRole('alert').getByText('No connection to the gateway').waitFor();
    await page.getByText(/Trying again (in|now)/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await to('Library');
    await page.getByText('The gateway does not answer').waitFor();
    await button('Try again').waitFor();
  });
});
