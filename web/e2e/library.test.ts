import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../download/bittube-download.js';
import { launchChromium, MEETING } from './chromium.js';
import { noteComplaints } from './complaints.js';
import { flawsInBothSizes } from './flaws.js';
import { makeClip } from './flv-origin.js';
import { GatewayProcess } from './gateway-process.js';

const PIECE_BYTES = 65_536;

interface Finished {
  readonly hash: string;
  readonly fromPeersBytes: number;
  readonly fromHttpBytes: number;
}

/** A file of the viewer's disk: the browser's dialogue is out of a test's reach, so the file is one of the page's own file system. */
function chooseWithoutAsking(): void {
  const picker = async ({ suggestedName }: { suggestedName: string }): Promise<FileSystemFileHandle> =>
    (await navigator.storage.getDirectory()).getFileHandle(`chosen-${suggestedName}`, { create: true });
  Object.assign(window, { showSaveFilePicker: picker });
}

/** Browsers that do not let a page choose where to. */
function cannotChoose(): void {
  Object.assign(window, { showSaveFilePicker: undefined });
}

/** The home page's videos, the page of an object, and files that are saved from it, in a real browser. */
describe('the library', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let folder: string;
  let film: string;
  const problems: string[] = [];
  /** Status of what a test has the server refuse: a browser writes down each refusal. */
  let refused: number | undefined;
  const pages: Page[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bittube-library-'));
    [gateway, browser] = await Promise.all([
      GatewayProcess.start(),
      launchChromium(MEETING),
      makeClip(join(folder, 'film.flv'), 8),
    ]);
    film = await gateway.upload('film.flv', await readFile(join(folder, 'film.flv')));
  });

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    const refusal = `status of ${refused ?? 'nothing'}`;
    refused = undefined;
    expect(problems.splice(0).filter((problem) => !problem.includes(refusal))).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await gateway.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A page of a profile of its own. */
  async function visit(path: string, script?: () => void): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1_000, height: 700 } })).newPage();
    pages.push(page);
    noteComplaints(page, problems);
    if (script !== undefined) await page.addInitScript(script);
    await page.goto(gateway.origin + path);
    return page;
  }

  const watch = (id: string, query = ''): string => `/objects/${id}/watch${query}`;

  /** Presses the button, and tells what was saved when all of it is there. */
  async function save(page: Page): Promise<Finished> {
    await page.getByRole('button', { name: 'Download' }).waitFor();
    return page.evaluate(async () => {
      const element = document.querySelector('bittube-download');
      if (element === null) throw new Error('no download on this page');
      const done = new Promise<Blob>((resolve) => {
        element.addEventListener('done', (event) => resolve((event as CustomEvent<{ file: Blob }>).detail.file));
      });
      element.start();
      const digest = await crypto.subtle.digest('SHA-256', await (await done).arrayBuffer());
      const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { hash, fromPeersBytes: 0, fromHttpBytes: 0, ...element.stats };
    });
  }

  /** Takes room away from the page's browser; `free` gives it back. */
  async function quotaOf(page: Page, quotaSize: number): Promise<{ free(): Promise<unknown> }> {
    const { origin } = gateway;
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    return { free: () => session.send('Storage.overrideQuotaForOrigin', { origin }) };
  }

  it('shows a film as a card with its first picture, and plays it on its page', async () => {
    const page = await visit('/');
    await page.getByRole('link', { name: 'film' }).locator('canvas[data-drawn]').waitFor();
    const colours = await page.evaluate(() => {
      const canvas = document.querySelector('canvas');
      const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return new Set(Array.from(pixels).filter((_, i) => i % 4 < 3)).size;
    });
    expect(colours).toBeGreaterThan(20);
    await page.getByRole('link', { name: 'film' }).click();
    await page.getByRole('heading', { name: 'film', exact: true }).waitFor();
    await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 0.5);
    expect(new URL(page.url()).pathname).toBe(watch(film));
  });

  it('draws the picture where the browser has no WebCodecs, as on pages without TLS', async () => {
    const page = await visit('/', () => Reflect.deleteProperty(window, 'VideoDecoder'));
    await page.locator('canvas[data-drawn]').waitFor();
  });

  it('asks again for a picture that the line did not bring', async () => {
    const page = await (await browser.newContext()).newPage();
    pages.push(page);
    let refused = 0;
    await page.route(`**/objects/${film}`, (route) => (refused++ === 0 ? route.abort() : route.continue()));
    await page.goto(gateway.origin);
    await page.locator('canvas[data-drawn]').waitFor();
    expect(refused).toBeGreaterThan(1);
  });

  it('hands a file to a second viewer mostly from the first, and both have every byte', async () => {
    const bytes = randomBytes(80 * PIECE_BYTES + 77);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const id = await gateway.upload('manual.pdf', bytes);
    const first = await visit(watch(id), chooseWithoutAsking);
    expect((await save(first)).hash).toBe(hash);
    await first.getByText('Saved: all 81 pieces verified').waitFor();
    expect(await flawsInBothSizes(first)).toEqual([]);
    const second = await visit(watch(id), chooseWithoutAsking);
    const { hash: received, fromPeersBytes, fromHttpBytes } = await save(second);
    expect(received).toBe(hash);
    const share = fromPeersBytes / (fromPeersBytes + fromHttpBytes);
    console.log(`the second viewer has ${Math.round(100 * share)} % from the first`);
    expect(share).toBeGreaterThan(0.7);
    // What the browser kept need not be fetched again.
    await second.reload();
    const again = await save(second);
    expect(again.hash).toBe(hash);
    expect(again.fromPeersBytes + again.fromHttpBytes).toBeLessThan(0.3 * bytes.length);
  });

  it('gives the finished file to the browser where the viewer cannot choose a place', async () => {
    const bytes = randomBytes(300_000);
    const page = await visit(watch(await gateway.upload('small.zip', bytes)), cannotChoose);
    const [download] = await Promise.all([page.waitForEvent('download'), save(page)]);
    expect(download.suggestedFilename()).toBe('small.zip');
    expect(Buffer.compare(await readFile(await download.path()), bytes)).toBe(0);
    await page.getByRole('button', { name: 'Save file' }).waitFor();
    await page.getByRole('button', { name: 'Stop sharing' }).click();
    await page.getByRole('button', { name: 'Download' }).waitFor();
  });

  it('saves and plays from memory where the browser is full, says where that does not do, and uses room made later', async () => {
    const bytes = randomBytes(40 * PIECE_BYTES);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const id = await gateway.upload('large.bin', bytes);
    const page = await visit(watch(id), cannotChoose);
    const quota = await quotaOf(page, 500_000);
    const { hash: saved, fromHttpBytes } = await save(page);
    expect(saved).toBe(hash);
    expect(fromHttpBytes, 'nothing was fetched twice').toBe(bytes.length);
    await page.goto(gateway.origin + watch(film));
    await page.waitForFunction(() => (document.querySelector('bittube-player')?.currentTime ?? 0) > 1);
    // A disk of the viewer's own that is full: it is a file of the page's file system here.
    await page.addInitScript(chooseWithoutAsking);
    await page.goto(gateway.origin + watch(id));
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText('The disk is full, or this browser may not use more of it').waitFor();
    await quota.free();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Saved: all 40 pieces verified').waitFor();
  });

  it('says so when the server’s disk has altered a part, and keeps nothing of it', async () => {
    const id = await gateway.upload('broken.bin', randomBytes(3 * PIECE_BYTES));
    const content = await open(join(gateway.dataDir, 'library', 'objects', id, 'content'), 'r+');
    await content.write(Buffer.from('altered'), 0, 7, PIECE_BYTES + 5);
    await content.close();
    refused = 410;
    const page = await visit(watch(id), chooseWithoutAsking);
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText('A part of the file is damaged on the server').waitFor();
    expect(await page.evaluate(() => document.querySelector('bittube-download')?.stats?.piecesHeld)).toBe(2);
    expect(await flawsInBothSizes(page)).toEqual([]);
  });

  it('asks for the token of an object that has one', async () => {
    const id = await gateway.upload('private.bin', randomBytes(1_000));
    const answer = await gateway.api('PATCH', `objects/${id}`, { visibility: 'token' });
    const { token } = (await answer.json()) as { token: string };
    refused = 401;
    const page = await visit(watch(id, '?token=wrong'), chooseWithoutAsking);
    await page.getByText('That is not its token').waitFor();
    expect(await flawsInBothSizes(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Token' }).fill(token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('button', { name: 'Download' }).waitFor();
    expect((await save(page)).fromHttpBytes).toBe(1_000);
  });

  it('says so when there is nothing at an address', async () => {
    refused = 404;
    const page = await visit(watch('A'.repeat(43)));
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    expect(await page.title()).toBe('There is nothing at this address – BitTube');
    await page.getByRole('link', { name: 'See what else is here' }).waitFor();
    expect(await flawsInBothSizes(page)).toEqual([]);
  });
});
