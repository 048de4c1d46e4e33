import { chromium, type Browser, type BrowserServer, type Page } from 'playwright-core';
import type { PageFigures } from './page-watch.js';

const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
  // Without the second one no 127.0.0.1 candidate is offered.
  ...['--allow-loopback-in-peer-connection', '--use-fake-ui-for-media-stream'],
  // Every page counts as looked at, or the browser would slow down all but one.
  ...['--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows'],
  '--disable-renderer-backgrounding',
];

/** One headless Chromium with a viewer in each page; each page has a context, so also a cache and a process, of its own. */
export class Audience {
  readonly #server: BrowserServer;
  readonly #browser: Browser;
  readonly #pages: Page[] = [];
  readonly #problems = new Map<string, number>();

  private constructor(server: BrowserServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  /** @param probe script that runs in every page before its own */
  static async start(count: number, probe: string): Promise<Audience> {
    const server = await chromium.launchServer({
      executablePath: process.env['BITTUBE_CHROMIUM'] ?? '/usr/bin/chromium',
      host: '127.0.0.1',
      args: ARGUMENTS,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    try {
      const audience = new Audience(server, await chromium.connect(server.wsEndpoint()));
      for (let page = 0; page < count; page++) await audience.#addPage(probe);
      return audience;
    } catch (failure) {
      await server.kill();
      throw failure;
    }
  }

  get processId(): number | undefined {
    return this.#server.process().pid;
  }

  get version(): string {
    return this.#browser.version();
  }

  /** What pages complained of, with how often. */
  get problems(): ReadonlyMap<string, number> {
    return this.#problems;
  }

  /** Begins to navigate one page; what it takes is measured inside of it. */
  async open(index: number, url: string): Promise<void> {
    await this.#pages[index]?.goto(url, { waitUntil: 'commit' });
  }

  async figures(): Promise<PageFigures[]> {
    return Promise.all(this.#pages.map((page) => page.evaluate(readProbe)));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }

  async #addPage(probe: string): Promise<void> {
    const context = await this.#browser.newContext({ viewport: { width: 480, height: 270 } });
    await context.addInitScript({ content: probe });
    const page = await context.newPage();
    page.on('pageerror', (error) => {
      this.#problems.set(error.message, (this.#problems.get(error.message) ?? 0) + 1);
    });
    this.#pages.push(page);
  }
}

/** Runs in the page. */
async function readProbe(): Promise<PageFigures> {
  if (window.swarmProbe === undefined) throw new Error('the page has no probe');
  return window.swarmProbe.figures();
}
