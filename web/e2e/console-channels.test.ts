import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, MEETING } from './chromium.js';
import { makeClip } from './flv-origin.js';
import { freePort, GatewayProcess } from './gateway-process.js';
import { DESK_AND_PHONE, Operator } from './operator.js';

/** Channels from their making to their end, in a real browser on the real gateway: one step after the other, as an operator goes. */
describe('the console’s channels', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let rtmpPort: number;
  let clip: string;

  beforeAll(async () => {
    rtmpPort = await freePort();
    [gateway, browser] = await Promise.all([
      GatewayProcess.start(undefined, ['--rtmp-port', String(rtmpPort)]),
      launchChromium(MEETING),
    ]);
    await mkdir(gateway.mediaDir, { recursive: true });
    clip = join(gateway.mediaDir, 'clip.flv');
    await makeClip(clip, 8, '320x180');
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  describe.each(DESK_AND_PHONE)('%s', (_, surroundings) => {
    let operator: Operator;
    let page: Page;
    const viewers: Page[] = [];

    beforeAll(async () => {
      operator = await Operator.signedIn(browser, gateway, surroundings);
      ({ page } = operator);
    });

    afterAll(async () => {
      await Promise.all(viewers.map((viewer) => viewer.context().close()));
      await operator.leave();
    });

    const lamp = (kind: string) => page.locator(`.page-title .lamp[data-kind="${kind}"]`);

    it('makes a channel of a file that it has looked at, and shows its picture', async () => {
      await page.getByRole('link', { name: 'Make a channel' }).click();
      await page.getByLabel('Name in addresses').fill('news');
      await page.getByLabel('Title').fill('Town hall');
      await page.getByRole('radio', { name: 'FLV over HTTP' }).check();
      await page.getByLabel('Address', { exact: true }).fill(`${gateway.origin}/console`);
      await operator.button('Make channel').click();
      await page.locator('.probe[data-ok="false"]').getByText('FLV').waitFor();
      await page.getByText('If it is to be saved all the same').waitFor();
      await page.getByRole('radio', { name: 'A file on the server' }).check();
      await page.getByLabel('Path on the server').fill('clip.flv');
      await operator.button('Look at it').click();
      for (const fact of ['H.264', '320 × 180', /^\d.*\s[kM]bit\/s$/]) {
        await page.locator('.probe[data-ok="true"]').getByText(fact).first().waitFor();
      }
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.button('Make channel').click();
      await operator.heading('Town hall').waitFor();
      await lamp('live').waitFor();
      await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0.5);
      await page.getByText('H.264').first().waitFor();
    });

    it('changes a channel that goes on meanwhile', async () => {
      await page.getByRole('link', { name: 'Change', exact: true }).click();
      await operator.heading('Change news').waitFor();
      await page.getByLabel('Title').fill('Town hall news');
      await page.getByLabel('Description').fill('Every hour.');
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.button('Save').click();
      await operator.hears('Town hall news is changed.');
      await operator.heading('Town hall news').waitFor();
      await lamp('live').waitFor();
    });

    it('draws what is measured, with one cursor over all charts', async () => {
      const watching = page.locator('figure', { hasText: 'All who watch' });
      await watching.locator('dd').getByText('1', { exact: true }).waitFor();
      expect(await page.locator('figure canvas').count()).toBe(7);
      await page.mouse.move(0, 0); // charts that move below the pointer take its place for what is meant
      await watching.focus();
      const times = async (): Promise<string[]> => {
        await page.keyboard.press('End');
        return (await page.locator('.chart-time').allTextContents()).filter(Boolean);
      };
      await expect.poll(times, { timeout: 20_000 }).toHaveLength(7);
      expect.soft(await operator.flaws()).toEqual([]);
    });

    it('writes the snippet with the options that are chosen', async () => {
      await page.getByLabel('Viewers share').selectOption({ label: 'no' });
      expect(await operator.copies('snippet')).toBe(
        `<script src="${gateway.origin}/embed.js" async></script>\n` +
          '<bittube-player channel="news" autoplay muted p2p="off"></bittube-player>',
      );
      await operator.button('Show it').click();
      await page.locator('.embed-stage bittube-player[p2p="off"]').waitFor();
      await page.getByRole('combobox', { name: 'How', exact: true }).selectOption({ label: 'Frame' });
      await page.frameLocator('.embed-stage iframe').locator('bittube-player[data-screen="none"]').waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.button('Hide it').click();
    });

    it('keeps a channel for those who have a token, and makes one that lets a viewer in', async () => {
      await page.locator('summary').click();
      await page.getByRole('combobox', { name: 'Who may watch' }).selectOption({ label: 'Who has a token' });
      await operator.button('Make a new secret').click();
      expect((await operator.copies('secret for your back end')).length).toBeGreaterThan(32);
      await operator.button('Save').click();
      await page.getByText('Only who has a token may watch.').waitFor();
      await page.getByText('your page gives each viewer’s to the player').waitFor();
      await page.waitForFunction(() => {
        const player = document.querySelector('.stage bittube-player');
        return player?.getAttribute('token') !== null && (player as HTMLVideoElement | null)?.currentTime !== 0;
      });
      await operator.button('Make a token').click();
      const link = await operator.copies('link with the token');
      expect.soft(await operator.flaws()).toEqual([]);
      const stranger = await visit(`${gateway.origin}/watch/news`);
      await stranger.getByText('This channel is for invited viewers').waitFor();
      await stranger.context().close();
      viewers.push(...(await Promise.all([visit(link), visit(link)])));
      await Promise.all(viewers.map((viewer) => viewer.waitForFunction(plays)));
    });

    it('tells what viewers gave each other, and what that saves', async () => {
      await Promise.all(
        viewers.map((viewer) => viewer.getByRole('button', { name: 'Sharing with 1 other' }).waitFor()),
      );
      await operator.to('Overview');
      await page.getByRole('button', { name: 'Price of traffic' }).click();
      await page.getByLabel('Price per gigabyte').fill('10000');
      await operator.answers('Save');
      await page.getByText(/^(?!0\.00)[\d,.]+\u202fEUR in the last hour$/).waitFor();
      await page
        .locator('.figure.hero')
        .getByText(/^[1-9]\d*\u202f%$/)
        .waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      await Promise.all(viewers.splice(0).map((viewer) => viewer.context().close()));
    });

    it('takes a channel off the air and puts it back, and tells of it in the log', async () => {
      await operator.to('Channels');
      await operator.button('Stop Town hall news').click();
      const question = page.getByRole('dialog').getByRole('button', { name: 'Stop' });
      await page.locator('dialog, .lamp[data-kind="stopped"]').first().waitFor();
      if (await question.isVisible()) await question.click();
      await page.getByText('Press Begin to put it on the air.').waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.button('Begin Town hall news').click();
      await page.locator('.lamp[data-kind="live"]').waitFor();
      await operator.to('Log');
      const entries = page.getByRole('list', { name: 'What happened' }).getByRole('listitem');
      for (const words of ['The channel was stopped.', 'The channel was started.']) {
        await entries.filter({ hasText: words }).getByRole('link', { name: 'news' }).first().waitFor();
      }
      expect.soft(await operator.flaws()).toEqual([]);
    });

    it('gives an encoder its address and key, with which it is live', async () => {
      await operator.to('Channels');
      await page.getByRole('link', { name: 'New channel' }).click();
      await page.getByLabel('Name in addresses').fill('studio');
      await page.getByRole('radio', { name: 'An encoder sends here' }).check();
      await operator.button('Make channel').click();
      await operator.heading('studio').waitFor();
      await lamp('waiting').waitFor();
      const server = await operator.copies('server');
      const first = await operator.copies('stream key');
      expect(server).toBe(`rtmp://127.0.0.1:${rtmpPort}/live`);
      expect(first).toMatch(/^studio\?key=\S{16,}$/);
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.button('New key').click();
      await operator.answers('Make a new key');
      const key = await operator.copies('stream key');
      expect(key).not.toBe(first);
      const encoder = spawn(
        'ffmpeg',
        [
          ...['-v', 'error', '-re', '-stream_loop', '-1', '-i', clip],
          ...['-c', 'copy', '-f', 'flv', `${server}/${key}`],
        ],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
      try {
        await lamp('live').waitFor();
        await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0.5);
      } finally {
        encoder.kill('SIGKILL');
      }
    });

    it('deletes a channel when it is told twice', async () => {
      for (const name of ['studio', 'news']) {
        await operator.to('Channels');
        await page.locator(`a[href="/console/channels/${name}"]`).click();
        await operator.button('Delete').click();
        await operator.answers('Delete');
      }
      await operator.heading('There is no channel yet').waitFor();
      // What a player asks of a stream that ends meanwhile is no fault of the page.
      expect(operator.problems.filter((problem) => !problem.includes('/live/'))).toEqual([]);
    });

    /** Somebody else's browser. */
    async function visit(address: string): Promise<Page> {
      const viewer = await (await browser.newContext()).newPage();
      await viewer.goto(address);
      return viewer;
    }
  });
});

/** Runs in a page. */
function plays(): boolean {
  return (document.querySelector('bittube-player')?.stats?.positionMillis ?? 0) > 0;
}
