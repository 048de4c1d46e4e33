import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlvOrigin, run } from './flv-origin.js';
import { mediaTags, wholeTags, type Tag } from './flv-compare.js';
import { GatewayProcess, pause, until } from './gateway-process.js';
import { Audience, type Viewer } from './viewers.js';

/** A real source plays in a real browser, and comes back out of the gateway as it went in. */
describe('a live stream', () => {
  let gateway: GatewayProcess;
  let origin: FlvOrigin;
  let audience: Audience;
  let encoder: ChildProcess | undefined;

  beforeAll(async () => {
    [gateway, origin, audience] = await Promise.all([
      GatewayProcess.start(undefined, ['--offline-after', '2']),
      FlvOrigin.start(),
      Audience.start(),
    ]);
  });

  afterAll(async () => {
    encoder?.kill('SIGKILL');
    await audience.close();
    await origin.close();
    await gateway.close();
  });

  it('from an independent HTTP server plays, and reads back with the same tags', async () => {
    await gateway.createChannel('http', { type: 'http-flv', url: origin.url });
    const viewer = await audience.join(gateway.origin, 'http');
    await viewer.waitForPicture();
    await viewer.forgetFreezes();
    const relayed = await readLive(gateway, 'http', 4_000);
    expect((await viewer.observed()).frozenMillis).toBeLessThanOrEqual(500);
    await viewer.leave();
    expectSameTags(relayed, origin.sent);
    await expectDecodes(gateway, relayed, 'http.flv');
  });

  it('is seen by somebody who was not asked yet, of whom nobody learns before he says yes', async () => {
    const other = await audience.join(gateway.origin, 'http');
    const sockets: string[] = [];
    const asked = await audience.open(`${gateway.origin}/embed/http?p2p=ask`, {
      watch: (page) => page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname)),
    });
    await asked.waitForPicture();
    const yes = asked.page.getByRole('button', { name: 'Share', exact: true });
    await yes.waitFor();
    await other.waitForPicture();
    expect(sockets).toEqual([]);
    expect((await asked.observed()).connections).toBe(0);
    await asked.forgetFreezes();
    await yes.click();
    await until('they know each other', 10_000, async () => (await asked.stats()).neighbours > 0);
    expect((await asked.observed()).frozenMillis).toBeLessThanOrEqual(500);
    expect(sockets).toContain('/tracker');
    await Promise.all([asked.leave(), other.leave()]);
  });

  it('from a file that ffmpeg is writing plays, and reads back with the same tags', async () => {
    await mkdir(gateway.mediaDir, { recursive: true });
    const file = join(gateway.mediaDir, 'growing.flv');
    // The channel is there first and waits for the file.
    expect(
      (await gateway.api('POST', 'channels', { name: 'file', source: { type: 'file', path: 'growing.flv' } })).status,
    ).toBe(201);
    encoder = spawn(
      'ffmpeg',
      [
        ...[
          '-v',
          'error',
          '-re',
          '-f',
          'lavfi',
          '-i',
          'testsrc2=s=640x360:r=25',
          '-f',
          'lavfi',
          '-i',
          'sine=f=440:r=44100',
        ],
        ...[
          '-c:v',
          'libx264',
          '-preset',
          'ultrafast',
          '-tune',
          'zerolatency',
          '-pix_fmt',
          'yuv420p',
          '-g',
          '25',
          '-b:v',
          '800k',
        ],
        ...['-c:a', 'aac', '-b:a', '64k', '-flush_packets', '1', '-f', 'flv', file],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    await gateway.waitForStream('file');
    const viewer = await audience.join(gateway.origin, 'file');
    await viewer.waitForPicture();
    await viewer.forgetFreezes();
    const relayed = await readLive(gateway, 'file', 4_000);
    expect((await viewer.observed()).frozenMillis).toBeLessThanOrEqual(500);
    await sayWhenNothingComes(encoder, viewer, () => audience.join(gateway.origin, 'file'));
    await viewer.leave();
    expectSameTags(relayed, await readFile(file));
    await expectDecodes(gateway, relayed, 'file.flv');
  });

  it('from the camera of a page plays, and the wrong key is answered in words', async () => {
    const made = await gateway.api('POST', 'channels', { name: 'cam', source: { type: 'publish' } });
    const { streamKey } = (await made.json()) as { streamKey: string };
    const { page } = await audience.open(`${gateway.origin}/publish/cam#key=wrong`);
    expect(page.url()).toBe(`${gateway.origin}/publish/cam`); // the key does not stay in the address bar
    const says = (words: RegExp): Promise<void> => page.locator('#said', { hasText: words }).waitFor();
    await page.click('#look');
    await page.locator('#begin:enabled').click();
    await says(/channel or its key is wrong/);
    await page.fill('#key', streamKey);
    await page.click('#begin');
    await says(/You are live/);
    await gateway.waitForStream('cam');
    const viewer = await audience.join(gateway.origin, 'cam');
    await viewer.waitForPicture();
    const relayed = mediaTags(await readLive(gateway, 'cam', 2_000));
    // H.264, and Opus as Enhanced RTMP has it: Chromium on Linux has no AAC encoder.
    const codecOf = ({ type, body }: Tag): string =>
      type === 9 ? `video ${body.readUInt8() & 15}` : body.toString('latin1', 1, 5);
    const codecs = new Set(relayed.map(codecOf));
    expect([...codecs].sort()).toEqual(['Opus', 'video 7']);
    await viewer.leave();
    await page.click('#begin');
    await says(/Stopped/);
    expect(audience.problems).toEqual([]);
    await page.close();
  });
});

/** Holds the encoder: who watches and who comes is told, and sees it go on when the encoder does. */
async function sayWhenNothingComes(encoder: ChildProcess, viewer: Viewer, join: () => Promise<Viewer>): Promise<void> {
  encoder.kill('SIGSTOP');
  const slate = ({ page }: Viewer) => page.getByText('The broadcast is interrupted');
  await slate(viewer).waitFor({ timeout: 10_000 });
  const late = await join();
  await slate(late).waitFor({ timeout: 10_000 });
  encoder.kill('SIGCONT');
  await Promise.all([viewer.playsOn(10_000), late.playsOn(10_000)]);
  expect(await Promise.all([viewer, late].map((one) => slate(one).isVisible()))).toEqual([false, false]);
  await late.leave();
}

/** What a plain FLV reader gets from the channel in `millis`. */
async function readLive(gateway: GatewayProcess, channel: string, millis: number): Promise<Buffer> {
  const abort = new AbortController();
  const answer = await fetch(`${gateway.origin}/live/${channel}.flv`, { signal: abort.signal });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('video/x-flv');
  const chunks: Uint8Array[] = [];
  const reading = (async () => {
    if (!answer.body) throw new Error('no body');
    for await (const chunk of answer.body) chunks.push(chunk);
  })().catch(() => undefined);
  await pause(millis);
  abort.abort();
  await reading;
  return Buffer.concat(chunks);
}

/**
 * Every media tag that came out went in, with the same type and bytes, none left out in between. Times are counted from
 * the epoch's beginning, so all of them differ from the source's by the same amount.
 */
function expectSameTags(relayed: Buffer, original: Buffer): void {
  const out = mediaTags(relayed);
  const all = mediaTags(original);
  expect(out.length).toBeGreaterThan(200);
  const start = all.findIndex((tag) => tag.identity === out[0]?.identity);
  expect(start, 'the first tag went in').toBeGreaterThanOrEqual(0);
  const same = all.slice(start, start + out.length);
  expect(same.map((tag) => tag.identity)).toEqual(out.map((tag) => tag.identity));
  const epochMillis = (all[start]?.timestampMillis ?? 0) - (out[0]?.timestampMillis ?? 0);
  expect(same.map((tag) => tag.timestampMillis - epochMillis)).toEqual(out.map((tag) => tag.timestampMillis));
}

async function expectDecodes(gateway: GatewayProcess, flv: Buffer, name: string): Promise<void> {
  const path = join(gateway.dataDir, name);
  await writeFile(path, wholeTags(flv));
  const probe = await run('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', path]);
  expect(probe.trim().split(/\s+/).sort()).toEqual(['aac', 'h264']);
  expect(await decodeErrors(path)).toEqual([]);
}

async function decodeErrors(path: string): Promise<string[]> {
  const child = spawn('ffmpeg', ['-v', 'error', '-xerror', '-i', path, '-f', 'null', '-'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((done) => child.on('close', done));
  return text.split('\n').filter((line) => line !== '');
}
