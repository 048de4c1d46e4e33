import { type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS, type Column } from '../console/sample.js';
import { launchChromium } from './chromium.js';
import { GatewayProcess } from './gateway-process.js';
import { DESK_AND_PHONE, Operator } from './operator.js';

const STEP_MILLIS = 900_000;
const STEPS = 2_880;

/** The console's door, its overview and its log, in a real browser on the real gateway: one after the other, as an operator goes. */
describe('the console', () => {
  let gateway: GatewayProcess;
  let browser: Browser;

  beforeAll(async () => {
    [gateway, browser] = await Promise.all([GatewayProcess.start(), launchChromium([])]);
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });

  describe.each(DESK_AND_PHONE)('%s', (_, surroundings) => {
    let operator: Operator;
    let page: Page;

    beforeAll(async () => {
      operator = await Operator.come(browser, gateway, surroundings);
      ({ page } = operator);
    });

    afterAll(async () => {
      await operator.leave();
    });

    it('lets nobody in with a wrong token, and says so', async () => {
      await page.getByLabel('Admin token').fill('not-the-token');
      await operator.button('Sign in').click();
      await page.getByRole('alert').getByText('This is not the admin token').waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      // A browser writes down that the token was refused.
      expect(operator.problems.splice(0)).toEqual([expect.stringContaining('401')]);
      await operator.signIn();
      await operator.heading('There is no channel yet').waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
    });

    it('gives the focus back when a dialogue is closed with Escape, and keeps a price', async () => {
      const asks = page.getByRole('button', { name: 'Price of traffic' });
      await asks.press('Enter');
      const price = page.getByLabel('Price per gigabyte');
      await price.waitFor();
      expect(await isFocused(price)).toBe(true);
      expect.soft(await operator.flaws()).toEqual([]);
      await page.keyboard.press('Escape');
      await price.waitFor({ state: 'detached' });
      expect(await isFocused(asks)).toBe(true);
      await asks.press('Enter');
      await price.fill('much');
      await price.press('Enter');
      await page.getByRole('alert').getByText('Give a price such as 0.05').waitFor();
      await price.fill('0,05');
      await page.getByLabel('Currency').fill('EUR');
      await operator.answers('Save');
      await operator.hears('Price saved.');
    });

    it('looks back on 30 days, and says what was saved in money', async () => {
      await operator.button('30 days').click();
      const traffic = page.getByRole('figure', { name: 'Traffic to viewers' });
      await traffic.getByText('Nothing measured in this time.').waitFor(); // a quarter of an hour is its smallest step
      await operator.button('Hour').click();
      await page.route('**/api/history?range=month', (route) => route.fulfill({ json: madeUpMonth() }));
      await operator.button('30 days').click();
      await page.getByText('5.00\u202fEUR in the last 30 days').waitFor();
      await page.getByText('80\u202f% in the last 30 days').waitFor();
      expect(await operator.button('30 days').getAttribute('aria-pressed')).toBe('true');
      expect(await traffic.getByText('Nothing measured in this time.').isVisible()).toBe(false);
      await traffic.focus();
      await page.keyboard.press('Home');
      await traffic.locator('.chart-time').getByText(/\d/).waitFor();
      await page.getByText('Open – strict NAT').waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      await page.unroute('**/api/history?range=month');
    });

    it('keeps a log, and shows trouble alone to who wants that', async () => {
      await gateway.api('POST', 'channels', { name: 'cam', source: { type: 'publish' } });
      const refused = await fetch(`${gateway.origin}/live/cam.flv?key=wrong`, { method: 'POST', body: 'FLV' });
      expect(refused.ok).toBe(false);
      await operator.to('Log');
      const entries = page.getByRole('list', { name: 'What happened' }).getByRole('listitem');
      await entries.getByText('The channel was made.').first().waitFor();
      const levels = () => entries.locator('.lamp').allTextContents();
      const trouble = page.getByLabel('Only warnings and errors');
      await trouble.check();
      await entries.getByText('The channel was made.').first().waitFor({ state: 'detached' });
      await entries.filter({ hasText: 'its key is wrong' }).getByRole('link', { name: 'cam' }).first().waitFor();
      await entries.getByText('wanted to sign in with a wrong token').first().waitFor();
      expect(new Set(await levels())).toEqual(new Set(['Warning']));
      expect.soft(await operator.flaws()).toEqual([]);
      await trouble.uncheck();
      await expect.poll(levels).toContain('Info');
      await gateway.api('DELETE', 'channels/cam');
      await entries.getByText('The channel was deleted.').first().waitFor(); // it comes by itself
    });

    it('is used with the keyboard alone', async () => {
      await page.reload();
      await operator.heading('Log').waitFor();
      await page.keyboard.press('Tab');
      expect(await isFocused(page.getByRole('link', { name: 'To the content' }))).toBe(true);
      expect.soft(await operator.flaws()).toEqual([]);
      await page.keyboard.press('Enter');
      expect(await isFocused(page.getByRole('main'))).toBe(true);
      await page.getByRole('link', { name: 'Channels' }).press('Enter');
      await operator.heading('Channels').waitFor();
      expect(await isFocused(page.getByRole('main'))).toBe(true);
      expect.soft(await operator.flaws()).toEqual([]);
      expect(operator.problems).toEqual([]);
    });

    it('asks for the token when the session is over, says when it hears nothing, and goes on by itself', async () => {
      await operator.context.clearCookies();
      await page.getByRole('link', { name: 'Library' }).click();
      await page.getByText('You were signed out').waitFor();
      await operator.signIn();
      await operator.button('Sign out').click();
      await page.getByText('You are signed out.').waitFor();
      await operator.signIn();
      await gateway.kill();
      await page.getByRole('alert').getByText('No connection to the gateway').waitFor();
      await page.getByText(/Trying again (in|now)/).waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      await operator.to('Library');
      await page.getByText('The gateway does not answer').waitFor();
      await operator.button('Try again').waitFor();
      expect.soft(await operator.flaws()).toEqual([]);
      await gateway.run();
      await operator.button('Try now').click();
      await page.getByText('You were signed out').waitFor(); // a session does not outlive the gateway
    });
  });
});

function isFocused(place: ReturnType<Page['getByRole']>): Promise<boolean> {
  return place.evaluate((element) => document.activeElement === element);
}

/** 100 GB from viewers and 25 GB from the server in 30 days, as the gateway would tell it. */
function madeUpMonth(): Readonly<Record<string, unknown>> {
  const values: Partial<Record<Column, number>> = {
    viewers: 40,
    peersBytes: 100e9 / STEPS,
    serverBytes: 25e9 / STEPS,
    lagP50Millis: 900,
    lagP95Millis: 1_800,
  };
  const last = Math.floor(Date.now() / STEP_MILLIS) * STEP_MILLIS;
  const steps = Array.from({ length: STEPS }, (_, step) => last - (STEPS - 1 - step) * STEP_MILLIS);
  return {
    stepMillis: STEP_MILLIS,
    at: steps,
    ...Object.fromEntries(COLUMNS.map((column) => [column, steps.map(() => values[column] ?? 0)])),
    connections: steps.map((_, step) => (step === 0 ? { 'open-symmetric': { tried: 10, met: 9 } } : {})),
  };
}
