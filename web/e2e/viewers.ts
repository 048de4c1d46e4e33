import { type Browser, type Page } from 'playwright-core';
import { CAMERA, launchChromium, MEETING } from './chromium.js';
import { spyOnThePage, type Observed, type PageSpy } from './page-spy.js';

/** What the page's player tells of itself (`player.stats`). */
export interface PlayerStats {
  readonly epoch: number;
  readonly positionMillis: number | undefined;
  readonly lagMillis: number | undefined;
  readonly neighbours: number;
  readonly fromPeersBytes: number;
  readonly fromFeedBytes: number;
  readonly fromHttpBytes: number;
  readonly fromTabBytes: number;
  readonly role: string;
  readonly delivery: string;
}

export interface ViewerOptions {
  /** Takes WebRTC away from the page, as some companies and browsers do. */
  readonly withoutWebRtc?: boolean;
  /** Alters every packet and every piece that the page hands to a neighbour. */
  readonly poisons?: boolean;
  /** Opens another tab of the browser profile in which this viewer sits; otherwise the viewer has a profile of its own. */
  readonly besides?: Viewer;
  /** Sees the page before anything is loaded into it. */
  readonly watch?: (page: Page) => void;
}

/** One Chromium with a viewer in each page, each in a context of its own. */
export class Audience {
  readonly #browser: Browser;
  readonly problems: string[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** @param executable starts the browser; left out: it runs where the test does */
  static async start(executable?: string): Promise<Audience> {
    const browser = await launchChromium(
      [...MEETING, ...CAMERA, '--disable-component-update', '--disable-sync'],
      executable,
    );
    return new Audience(browser);
  }

  /** Opens the embed page of `channel` at `origin`. */
  async join(origin: string, channel: string, options: ViewerOptions = {}): Promise<Viewer> {
    return this.open(`${origin}/embed/${channel}`, options);
  }

  /** Opens a page with a player. */
  async open(address: string, options: ViewerOptions = {}): Promise<Viewer> {
    const context =
      options.besides?.page.context() ?? (await this.#browser.newContext({ viewport: { width: 480, height: 270 } }));
    const page = await context.newPage();
    await page.addInitScript(spyOnThePage, {
      withoutWebRtc: options.withoutWebRtc ?? false,
      poisons: options.poisons ?? false,
    });
    options.watch?.(page);
    page.on('pageerror', (error) => this.problems.push(error.message));
    await page.goto(address);
    return new Viewer(page);
  }

  /** An empty page, for what has no viewer. */
  async page(): Promise<Page> {
    return this.#browser.newPage();
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

export class Viewer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async stats(): Promise<PlayerStats> {
    return this.page.evaluate(
      () => (document.querySelector('bittube-player') as unknown as { stats: PlayerStats }).stats,
    );
  }

  async observed(): Promise<Observed> {
    return this.page.evaluate(() => (window as unknown as { pageSpy: PageSpy }).pageSpy.observed());
  }

  /** Starts the count of frozen time anew. */
  async forgetFreezes(): Promise<void> {
    await this.page.evaluate(() => (window as unknown as { pageSpy: PageSpy }).pageSpy.forgetFreezes());
  }

  async waitForPicture(withinMillis = 20_000): Promise<void> {
    await this.page.waitForFunction(
      () => (window as unknown as { pageSpy: PageSpy }).pageSpy.firstPictureMillis !== undefined,
      undefined,
      { timeout: withinMillis },
    );
  }

  /** Resolves when the picture moves; fails when it does not within the time. */
  async playsOn(withinMillis: number): Promise<void> {
    const from = (await this.observed()).currentTime;
    await this.page.waitForFunction(
      (start) => {
        const now = (window as unknown as { pageSpy: PageSpy }).pageSpy.currentTime();
        return now !== undefined && (now > start + 1 || now < start - 1);
      },
      from,
      { timeout: withinMillis },
    );
  }

  /** Ends the page without a goodbye, as a crashed tab does. */
  async vanish(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    session.send('Page.crash').catch(() => undefined);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
