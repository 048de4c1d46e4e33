import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, PLAYING } from './chromium.js';
import { makeClip } from './flv-origin.js';
import { GatewayProcess } from './gateway-process.js';
import { DESK_AND_PHONE, Operator } from './operator.js';

/** Files and recordings in the console, in a real browser on the real gateway: one step after the other, as an operator goes. */
describe('the console’s library', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let clip: string;

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([GatewayProcess.start(), launchChromium(PLAYING)]);
    await mkdir(gateway.mediaDir, { recursive: true });
    clip = join(gateway.mediaDir, 'clip.flv');
    await makeClip(clip, 8, '320x180');
    await gateway.createChannel('news', { type: 'file', path: 'clip.flv', loop: true });
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  describe.each(DESK_AND_PHONE)('%s', (_, surroundings) => {
    let operator: Operator;
    let page: Page;

    beforeAll(async () => {
      operator = await Operator.signedIn(browser, gateway, surroundings);
      ({ page } = operator);
    });

    afterAll(async () => {
      await operator.leave();
    });

    it('asks before an upload is lost with its tab', async () => {
      await operator.to('Library');
      await operator.heading('Nothing is here yet').waitFor();
      await page.route('**/api/uploads/*', async (route) => {
        if (route.request().method() !== 'PATCH') await route.continue(); // to a part no answer comes
      });
      await page.getByLabel('Files to upload').setInputFiles(clip);
      await page.getByText(/^\d+\s% · /).waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      const asked = page.waitForEvent('dialog');
      const left = page.evaluate(() => location.reload());
      const dialog = await asked;
      expect(dialog.type()).toBe('beforeunload');
      await dialog.dismiss();
      await left;
      const forgotten = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
      await operator.button('Cancel the upload of clip.flv').click();
      expect((await forgotten).status()).toBe(204);
      await page.getByRole('list', { name: 'Uploads' }).locator('li').waitFor({ state: 'detached' });
      await page.unroute('**/api/uploads/*');
    });

    it('takes a file, gives it another title, plays it and gives it back', async () => {
      await page.getByLabel('Files to upload').setInputFiles(clip);
      await page.getByText('clip', { exact: true }).waitFor();
      await operator.button('Rename clip').click();
      await page.getByLabel('Title').fill('The pier');
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.answers('Rename');
      await playsWhatOpens(page.getByRole('link', { name: 'Play The pier' }));
      const saved = await download(page.getByRole('link', { name: 'Download The pier' }));
      expect(saved.equals(await readFile(clip))).toBe(true);
      expect.soft(await operator.flaws()).toEqual([]);
    });

    it('lets everybody see a file, or whoever has its link', async () => {
      const sees = page.getByLabel('Who sees The pier');
      await sees.selectOption({ label: 'Whoever has the token' });
      expect(await operator.copies('link')).toMatch(/\/watch\?token=\S{16,}$/);
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.answers('Done');
      await sees.selectOption({ label: 'Everybody sees it' });
      await operator.hears('The pier: everybody sees it.');
      await operator.button('Delete The pier').click();
      await operator.answers('Delete');
      await operator.heading('Nothing is here yet').waitFor();
    });

    it('records a channel, plays the recording and gives it', async () => {
      await operator.to('Channels');
      await page.getByRole('link', { name: 'news' }).first().click();
      await page.getByText('None yet. Turn on “Record this channel”').waitFor();
      const record = page.getByRole('switch', { name: 'Record this channel' });
      await record.check();
      await page.getByText('Being recorded. Viewers can go back in it.').waitFor();
      await expect.poll(() => recordedBytes(gateway), { timeout: 30_000 }).toBeGreaterThan(100_000);
      await record.uncheck();
      const row = page.getByRole('region', { name: 'Recordings of this channel' }).getByRole('listitem').first();
      await playsWhatOpens(row.getByRole('link', { name: 'Play' }));
      const saved = await download(row.getByRole('link', { name: 'Download' }));
      expect(saved.toString('latin1', 0, 3)).toBe('FLV');
      expect(saved.length).toBeGreaterThan(100_000);
      expect.soft(await operator.flaws()).toEqual([]);
    });

    it('names a recording in the library, and makes it public', async () => {
      await operator.to('Library');
      await operator.button('Uploads').click();
      await operator.heading('Nothing is here yet').waitFor();
      await operator.button('Recordings').click();
      await page.getByRole('button', { name: /^Rename / }).click();
      await page.getByLabel('Title').fill('Monday');
      await operator.answers('Rename');
      await page.getByLabel('Who sees Monday').selectOption({ label: 'Everybody sees it' });
      await operator.hears('Monday: everybody sees it.');
      const home = await (await browser.newContext()).newPage();
      await home.goto(gateway.origin);
      await home.getByRole('link', { name: 'Monday' }).waitFor();
      await home.context().close();
      expect.soft(await operator.flaws()).toEqual([]);
    });

    it('deletes a recording with its file', async () => {
      await operator.to('Channels');
      await page.getByRole('link', { name: 'news' }).first().click();
      await page.getByRole('button', { name: /^Delete the recording of / }).click();
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.answers('Delete');
      await page.getByText('None yet. Turn on “Record this channel”').waitFor();
      await operator.to('Library');
      await operator.heading('Nothing is here yet').waitFor();
      expect(operator.problems).toEqual([]);
    });

    /** Follows the link, and waits for a picture on the page that it opens. */
    async function playsWhatOpens(link: Locator): Promise<void> {
      const opened = await operator.opens(link);
      await opened.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0.2);
      await opened.close();
    }

    async function download(link: Locator): Promise<Buffer> {
      const [saved] = await Promise.all([page.waitForEvent('download'), link.click()]);
      return readFile(await saved.path());
    }
  });
});

async function recordedBytes(gateway: GatewayProcess): Promise<number> {
  const answer = (await (await gateway.api('GET', 'channels/news')).json()) as { recording?: { bytes?: number } };
  return answer.recording?.bytes ?? 0;
}
