import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWeb } from '../build.mjs';
import type { BittubePlayer } from '../player/bittube-player.js';
import type { SessionPhase } from '../player/player-session.js';
import type { FakeStream } from '../test/player/fake-stream.js';
import { PageServer } from '../test/player/page-server.js';
import { launchChromium } from './chromium.js';
import { noteComplaints } from './complaints.js';
import { violationsOf } from './accessibility.js';

interface TestWindow {
  readonly streams: readonly FakeStream[];
}

/**
 * The browser's rule for videos with sound. Its own would not show here: it makes an exception for a stream that is drawn
 * in the page, and takes every script that a test runs in the page for a gesture.
 */
function allowOnlySilentStarts(): void {
  let touched = false;
  for (const gesture of ['pointerdown', 'keydown']) {
    addEventListener(gesture, () => (touched = true), { capture: true });
  }
  const play = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')?.value as () => Promise<void>;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    return this.muted || touched
      ? play.call(this)
      : Promise.reject(new DOMException('not without a gesture', 'NotAllowedError'));
  };
}

/** What a viewer sees and can do, in a real browser; the stream is one that the test drives. */
describe('the player', () => {
  let dist: string;
  let gateway: PageServer;
  /** Somebody else's. */
  let site: PageServer;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'bittube-player-'));
    await buildWeb({ outdir: dist, player: 'test/player/fake-player.ts' });
    gateway = await PageServer.start(dist);
    site = await PageServer.start();
    browser = await launchChromium(['--disable-component-update', '--disable-sync']);
  });

  afterEach(async () => {
    await page.context().close();
    expect(problems.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
    await site.close();
    await rm(dist, { recursive: true });
  });

  async function open(address: string, width = 640): Promise<void> {
    const context = await browser.newContext({ viewport: { width, height: 480 } });
    page = await context.newPage();
    noteComplaints(page, problems);
    await page.addInitScript(allowOnlySilentStarts);
    await page.goto(address.startsWith('/') ? gateway.origin + address : address);
  }

  /** A page of somebody else's that has embed.js and this in it. */
  async function openSite(html: string): Promise<void> {
    site.put('/', `<script src="${gateway.origin}/embed.js" async></script>${html}`);
    await open(`${site.origin}/`);
  }

  async function phase(next: SessionPhase): Promise<void> {
    // Where embed.js brings the player, there is none at first.
    await page.waitForFunction(() => ((window as unknown as Partial<TestWindow>).streams?.length ?? 0) > 0);
    await page.evaluate(
      (to) => (window as unknown as TestWindow).streams.at(-1)?.listener.onPhase(to),
      next satisfies SessionPhase,
    );
  }

  async function picture(): Promise<void> {
    await phase('live');
    await page.evaluate(() => (window as unknown as TestWindow).streams.at(-1)?.showPicture());
    await page.locator('bittube-player[data-screen="none"]').waitFor();
  }

  /** The canvas gives no more frames, of which one would say that it plays again. */
  const runDry = async (): Promise<void> =>
    page.evaluate(() => (window as unknown as TestWindow).streams.at(-1)?.runDry());

  const calls = async (stream: number): Promise<readonly string[]> =>
    page.evaluate((index) => (window as unknown as TestWindow).streams[index]?.calls ?? [], stream);
  const streamCount = async (): Promise<number> =>
    page.evaluate(() => (window as unknown as TestWindow).streams.length);
  const paused = async (): Promise<boolean> =>
    page.locator('bittube-player').evaluate((player: BittubePlayer) => player.paused);
  const muted = async (): Promise<boolean> =>
    page.locator('bittube-player').evaluate((player: BittubePlayer) => player.muted);

  it.each([
    ['connecting', 'Connecting'],
    ['offline', 'Not live yet'],
    ['unknown', 'There is no channel with this name'],
    ['ended', 'The stream has ended'],
  ] as const)('says what is when the stream is %s', async (state, words) => {
    await open('/embed/news');
    await phase(state);
    await page.getByText(words).waitFor();
  });

  it('shows a slate over the last picture while nothing comes from the broadcaster, and the picture again', async () => {
    await open('/embed/news');
    await picture();
    await phase('off-air');
    await runDry();
    await page.getByText('The broadcast is interrupted').waitFor();
    await picture();
    expect(await page.getByText('The broadcast is interrupted').isVisible()).toBe(false);
  });

  it('says so when the address names no channel', async () => {
    await open('/watch/no%20name');
    await page.getByText('Nothing to play was chosen').waitFor();
    expect(await streamCount()).toBe(0);
    expect(await page.getByText('Put it on your page').isVisible()).toBe(false);
  });

  it('says what to do where the browser has no Media Source Extensions', async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    await page.addInitScript('delete window.MediaSource; delete window.ManagedMediaSource;');
    await page.goto(`${gateway.origin}/embed/news`);
    await page.getByText('Use a current Chrome').waitFor();
  });

  it('starts without sound where the browser wants that, and a tap brings the sound', async () => {
    await open('/watch/news');
    await picture();
    expect(await muted()).toBe(true);
    await page.getByRole('button', { name: 'Tap for sound' }).click();
    expect(await muted()).toBe(false);
    await page.getByRole('button', { name: 'Tap for sound' }).waitFor({ state: 'hidden' });
    expect(await paused()).toBe(false);
  });

  it('keeps the picture silent about an interruption until the buffer is empty, then says so', async () => {
    await open('/embed/news');
    await picture();
    await phase('reconnecting');
    expect(await page.locator('bittube-player').getAttribute('data-screen')).toBe('none');
    await runDry();
    await page.getByText('Reconnecting').waitFor();
  });

  it('obeys the keyboard', async () => {
    await open('/watch/news');
    await picture();
    await page.keyboard.press('k');
    expect(await paused()).toBe(true);
    await page.keyboard.press(' ');
    expect(await paused()).toBe(false);
    expect(await calls(0)).toEqual(['pause', 'resume']);
    const before = await muted();
    await page.keyboard.press('m');
    expect(await muted()).toBe(!before);
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement?.localName === 'bittube-player');
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement === null);
  });

  it('shows with whom it shares, and the rest on demand', async () => {
    await open('/embed/news');
    await picture();
    await page.evaluate(() => (window as unknown as TestWindow).streams[0]?.update({ neighbours: 7 }));
    const overlay = page.getByRole('button', { name: 'Sharing with 7 others' });
    await overlay.click();
    await page.getByRole('region', { name: 'Stats for nerds' }).getByText('Neighbours').waitFor();
    expect(await overlay.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await overlay.getAttribute('aria-expanded')).toBe('false');
  });

  it('stops, and starts again with a new connection', async () => {
    await open('/watch/news');
    await picture();
    await page.locator('bittube-player').hover();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await calls(0)).toEqual(['close']);
    await page.getByText('Stopped').waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).first().click();
    expect(await streamCount()).toBe(2);
    await picture();
  });

  it('plays on when it is moved, closes when it is removed, and can be used again', async () => {
    await open('/watch/news');
    await picture();
    await page.evaluate(() => document.body.append(document.querySelector('bittube-player') ?? ''));
    expect(await calls(0)).toEqual([]);
    expect(await paused()).toBe(false);
    await page.evaluate(() => {
      const player = document.querySelector('bittube-player');
      player?.remove();
      Object.assign(window, { removed: player });
    });
    await page.waitForFunction(() => (window as unknown as TestWindow).streams[0]?.calls.includes('close'));
    await page.evaluate(() => document.body.append((window as unknown as { removed: HTMLElement }).removed));
    await picture();
    expect(await streamCount()).toBe(2);
  });

  it('follows its channel attribute', async () => {
    await open('/watch/news');
    await picture();
    await page.evaluate(() => document.querySelector('bittube-player')?.setAttribute('channel', 'sports'));
    expect(await calls(0)).toEqual(['close']);
    expect(await page.evaluate(() => (window as unknown as TestWindow).streams[1]?.options.channel)).toBe('sports');
  });

  it('speaks German where the page does, and whoever changes that hears the other language at once', async () => {
    await openSite('<div lang="de-AT"><bittube-player channel="news" autoplay muted></bittube-player></div>');
    await phase('offline');
    await page.getByText('Noch nicht auf Sendung').waitFor();
    await picture();
    await page.locator('bittube-player').hover();
    await page.getByRole('button', { name: 'Vollbild' }).waitFor();
    await page.getByRole('button', { name: 'Vom Server' }).waitFor();
    await page.locator('bittube-player').evaluate((player: BittubePlayer) => (player.lang = 'en'));
    await page.getByRole('button', { name: 'enter fullscreen mode' }).waitFor();
    await page.getByRole('button', { name: 'From the server' }).waitFor();
  });

  it('asks before it shares, and lets the viewer change his mind', async () => {
    await openSite(
      '<main><h1>Ours</h1><bittube-player channel="news" p2p="ask" autoplay muted></bittube-player></main>',
    );
    await picture();
    expect(await page.evaluate(() => (window as unknown as TestWindow).streams[0]?.options.peers)).toBe('alone');
    await page.getByRole('group', { name: 'Share this video with others who watch it?' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    expect(await calls(0)).toEqual(['meet on']);
    await page.reload();
    await picture();
    expect(await page.evaluate(() => (window as unknown as TestWindow).streams[0]?.options.peers)).toBe('on');
    await page.getByRole('button', { name: 'From the server' }).click();
    await page.getByRole('button', { name: 'Stop sharing' }).click();
    expect(await calls(0)).toEqual(['meet alone']);
    await page.getByText('You do not share with other viewers.').waitFor();
  });

  it('tells what a video element tells, in its order', async () => {
    await open('/embed/news');
    const events = await page.locator('bittube-player').evaluateHandle((player: BittubePlayer) => {
      const told: string[] = [];
      for (const type of ['loadedmetadata', 'play', 'playing', 'pause', 'volumechange', 'ended', 'error'] as const) {
        player.addEventListener(type, () => told.push(type));
      }
      return told;
    });
    await picture();
    const player = page.locator('bittube-player');
    expect(
      await player.evaluate(({ readyState, duration, error }: BittubePlayer) => [readyState > 1, duration, error]),
    ).toEqual([true, Infinity, null]);
    await player.evaluate((element: BittubePlayer) => {
      element.pause();
      void element.play();
      element.volume = 0.5;
    });
    await expect
      .poll(() => events.jsonValue())
      .toEqual([...['loadedmetadata', 'playing', 'pause', 'play', 'playing', 'volumechange']]);
    await phase('unknown');
    await phase('ended');
    await expect.poll(async () => (await events.jsonValue()).slice(-2)).toEqual(['error', 'ended']);
    expect(await player.evaluate(({ error, ended }: BittubePlayer) => [error?.code, error?.kind, ended])).toEqual([
      ...[4, 'unknown-channel', true],
    ]);
  });

  it('draws its neighbours where the page wants that, and tells them in words', async () => {
    await openSite('<main><h1>Ours</h1><bittube-player channel="news" stats autoplay muted></bittube-player></main>');
    await picture();
    await page.evaluate(() => {
      const stream = (window as unknown as TestWindow).streams[0];
      if (stream === undefined) return;
      stream.update({ neighbours: 12 });
      stream.others = Array.from({ length: 12 }, (_, i) => ({
        peerId: `${i}`,
        isNear: i < 2,
        fromBytes: 0,
        toBytes: 0,
      }));
    });
    const drawing = page.getByRole('img', { name: /Viewer \d, in your network: .* and 3 others/ });
    await drawing.waitFor();
    expect(await drawing.locator('.node').count()).toBe(10);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('region', { name: 'Stats for nerds' }).waitFor({ state: 'hidden' });
  });

  it('shows the page’s picture first, and offers a film’s speeds', async () => {
    const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=';
    await openSite(`<bittube-player object="${'a'.repeat(43)}" poster="${pixel}" muted></bittube-player>`);
    await page.locator('bittube-player[data-poster]').waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).first().click();
    await picture();
    expect(await page.locator('bittube-player[data-poster]').count()).toBe(0);
    await page.getByRole('button', { name: 'Playback rate 1' }).click();
    await page.getByRole('menuitemradio', { name: '1.5x' }).click();
    await page.getByRole('menuitemradio').first().waitFor({ state: 'hidden' });
  });

  it('fits 320 pixels with targets of 40', async () => {
    await open('/watch/news', 320);
    await picture();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const small = await page.locator('bittube-player').evaluate((player) =>
      [...(player.shadowRoot?.querySelectorAll('button, media-play-button, media-mute-button') ?? [])]
        .map((button) => ({ name: button.className || button.localName, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 40 || box.height < 40 || box.right > 320))
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
  });

  it('works on somebody else’s page, and several snippets load it once', async () => {
    const player = (channel: string): string => `<bittube-player channel="${channel}" autoplay muted></bittube-player>`;
    await openSite(`${player('news')}<script src="${gateway.origin}/embed.js" async></script>${player('sports')}`);
    await page.waitForFunction(() => (window as unknown as Partial<TestWindow>).streams?.length === 2);
    const asked = await page.evaluate(() =>
      (window as unknown as TestWindow).streams.map(({ options }) => options.gateway.href + options.channel),
    );
    expect(asked).toEqual([`${gateway.origin}/news`, `${gateway.origin}/sports`]);
    await picture();
    // A download that a script puts in later brings its own module.
    await page.evaluate(() => {
      document.body.append(document.createElement('bittube-download'));
    });
    await page.evaluate(() => customElements.whenDefined('bittube-download').then(() => undefined));
  });
});
