import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { noteComplaints } from './complaints.js';
import { DESK, flawsOf, PHONE } from './flaws.js';
import { ADMIN_TOKEN, type GatewayProcess } from './gateway-process.js';

/** Where the console is at home, and where it has to do as well. */
export const DESK_AND_PHONE = [
  ['at a desk in the dark', { viewport: DESK, colorScheme: 'dark' }],
  ['on a phone by day', { viewport: PHONE, colorScheme: 'light' }],
] as const;

export type Surroundings = (typeof DESK_AND_PHONE)[number][1];

/** Somebody at the console, in a browser profile of his own, and what his browser complained of. */
export class Operator {
  readonly page: Page;
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    noteComplaints(page, this.problems);
  }

  /** Opens the console, which asks who is there. */
  static async come(browser: Browser, gateway: GatewayProcess, surroundings: Surroundings): Promise<Operator> {
    const context = await browser.newContext({
      ...surroundings,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(30_000); // a loaded machine takes its time
    const operator = new Operator(await context.newPage());
    await operator.page.goto(`${gateway.origin}/console`);
    await operator.page.getByLabel('Admin token').waitFor();
    return operator;
  }

  /** Somebody who is signed in. */
  static async signedIn(browser: Browser, gateway: GatewayProcess, surroundings: Surroundings): Promise<Operator> {
    const operator = await Operator.come(browser, gateway, surroundings);
    await operator.signIn();
    return operator;
  }

  async signIn(): Promise<void> {
    await this.page.getByLabel('Admin token').fill(ADMIN_TOKEN);
    await this.button('Sign in').click();
    await this.page.getByText('Connected', { exact: true }).waitFor();
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true });
  }

  /** What is said in passing: `Price saved.` */
  hears(words: string): Promise<void> {
    return this.page.getByRole('status').getByText(words, { exact: true }).waitFor();
  }

  /** Goes to a page of the menu. */
  async to(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name }).click();
    await this.heading(name).waitFor();
  }

  /** Presses the button of the question that is open. */
  async answers(verb: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /** Presses what copies, and tells what is copied then. */
  async copies(what: string): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.button(`Copy ${what}`).click();
    const copied = await this.page.waitForFunction(() => navigator.clipboard.readText());
    return await copied.jsonValue();
  }

  /** Follows what opens a page of its own, and tells of it. */
  async opens(link: Locator): Promise<Page> {
    const [opened] = await Promise.all([this.context.waitForEvent('page'), link.click()]);
    return opened;
  }

  flaws(): Promise<readonly string[]> {
    return flawsOf(this.page);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
