import { createHmac } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlvOrigin } from './flv-origin.js';
import { GatewayProcess, until } from './gateway-process.js';
import { Audience, type Viewer } from './viewers.js';

interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

interface ChannelStatus {
  readonly source: { readonly state: string; readonly lastError?: string };
}

/** Whatever is thrown at it, the gateway answers with a clear error, and the one who watches sees nothing of it. */
describe('bad input', () => {
  let gateway: GatewayProcess;
  let origin: FlvOrigin;
  let audience: Audience;
  let watcher: Viewer;

  beforeAll(async () => {
    [gateway, origin, audience] = await Promise.all([GatewayProcess.start(), FlvOrigin.start(), Audience.start()]);
    await gateway.createChannel('good', { type: 'http-flv', url: origin.url });
    watcher = await audience.join(gateway.origin, 'good');
    await watcher.waitForPicture();
    await watcher.forgetFreezes();
  });

  afterAll(async () => {
    await audience.close();
    await origin.close();
    await gateway.close();
  });

  it('unknown channel: 404 that says so', async () => {
    for (const path of ['/live/nobody.flv', '/live/nobody/info.json', '/live/nobody/join']) {
      await expectProblem(await fetch(gateway.origin + path), 404);
    }
    await expectProblem(await gateway.api('GET', 'channels/nobody'), 404);
    await expectProblem(await gateway.api('GET', 'groups/nobody'), 404);
  });

  it('unknown channel: the page says so and goes on looking', async () => {
    const viewer = await audience.join(gateway.origin, 'nobody');
    await viewer.page
      .getByText(/no channel|not found|does not exist|unknown/i)
      .first()
      .waitFor({ timeout: 10_000 });
    await viewer.leave();
  });

  it('a channel for invited viewers: its page says so, plays with a token, and goes on when the token ends', async () => {
    await gateway.createChannel('club', { type: 'http-flv', url: origin.url });
    const key = { algorithm: 'HS256', secret: 'a-secret-of-at-least-32-characters' };
    await gateway.api('PUT', 'channels/club/policy', { access: 'token', key });
    // What a site's back end does, as the README has it. Clocks may differ by 30 s, so this one ends in 3 s.
    const b64 = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const body = `${b64({ alg: 'HS256', typ: 'JWT' })}.${b64({ group: 'club', exp: Math.floor(Date.now() / 1000) - 27 })}`;
    const token = `${body}.${createHmac('sha256', key.secret).update(body).digest('base64url')}`;
    const viewer = await audience.join(gateway.origin, `club?token=${token}`);
    await viewer.waitForPicture();
    await viewer.forgetFreezes();
    const stranger = await audience.join(gateway.origin, 'club');
    await stranger.page.getByText('This channel is for invited viewers').waitFor();
    await stranger.leave();
    const info = `${gateway.origin}/live/club/info.json?token=${token}`;
    await until('the token ends', 8_000, async () => (await fetch(info)).status === 401);
    await viewer.playsOn(3_000);
    expect((await viewer.observed()).frozenMillis).toBeLessThanOrEqual(500);
    await viewer.leave();
  });

  it('no token or a wrong one: 401', async () => {
    for (const headers of [{}, { Authorization: 'Bearer wrong' }, { Authorization: 'Basic d3Jvbmc6d3Jvbmc=' }]) {
      const answer = await fetch(`${gateway.origin}/api/channels`, { headers: headers as Record<string, string> });
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      await expectProblem(answer, 401);
    }
  });

  it('a channel that cannot be: 400 with what to do', async () => {
    const bad = [
      { name: 'a b', source: { type: 'http-flv', url: origin.url } },
      { name: 'x', source: { type: 'carrier-pigeon' } },
      { name: 'x', source: { type: 'http-flv', url: 'ftp://127.0.0.1/x' } },
      { name: 'x', source: { type: 'http-flv', url: 'http://169.254.169.254/latest' } },
      { name: 'x', source: { type: 'file', path: '../../etc/passwd' } },
      { name: 'x', source: { type: 'file', path: '/etc/passwd' } },
      { name: 'x' },
    ];
    for (const body of bad) await expectProblem(await gateway.api('POST', 'channels', body), 400);
    await expectProblem(
      await gateway.api('POST', 'channels', { name: 'good', source: { type: 'http-flv', url: origin.url } }),
      409,
    );
  });

  it('oversized and malformed WebSocket messages end that socket alone', async () => {
    const closings = await watcher.page.evaluate(
      async (base) => {
        const closing = (path: string, message: string | Uint8Array): Promise<number> =>
          new Promise((done) => {
            const socket = new WebSocket(base + path);
            socket.onopen = () => socket.send(message);
            socket.onclose = (event) => done(event.code);
            setTimeout(() => done(-1), 8_000);
          });
        return Promise.all([
          closing('/tracker', 'x'.repeat(40_000)),
          closing('/feed/good', 'x'.repeat(40_000)),
          closing('/feed/good', '{"type":"subscribe","substreams":[99],"fromSeq":0}'),
          closing('/feed/good', 'not json'),
          closing('/feed/nobody', '{}'),
          closing('/tracker', 'x'.repeat(1_000_000)),
          closing('/feed/good', 'x'.repeat(1_000_000)),
        ]);
      },
      gateway.origin.replace('http', 'ws'),
    );
    expect(closings[0]).toBe(1009);
    expect(closings[1]).toBe(1009);
    expect(closings[2]).toBe(1007);
    expect(closings[3]).toBe(1007);
    expect(closings[4]).toBe(1006);
    // Not read to their end, so that the reason may get lost on the way; but ended they are.
    expect([1006, 1009]).toContain(closings[5]);
    expect([1006, 1009]).toContain(closings[6]);
  });

  it('malformed tracker messages are answered, the socket lives', async () => {
    const answers = await watcher.page.evaluate(
      async (base) => {
        const socket = new WebSocket(`${base}/tracker`);
        const got: string[] = [];
        socket.onmessage = (event) => got.push(String(event.data));
        await new Promise((done) => (socket.onopen = done));
        for (const text of [
          'null',
          '[]',
          '{',
          '{"type":"join"}',
          '{"type":"nonsense"}',
          '{"type":"leave","group":"good"}',
        ]) {
          socket.send(text);
        }
        const deadline = performance.now() + 5_000;
        while (got.length < 6 && performance.now() < deadline) await new Promise((done) => setTimeout(done, 50));
        const open = socket.readyState === WebSocket.OPEN;
        socket.close();
        return { got, open };
      },
      gateway.origin.replace('http', 'ws'),
    );
    expect(answers.open).toBe(true);
    expect(answers.got).toHaveLength(6);
    for (const text of answers.got) expect(JSON.parse(text)).toMatchObject({ type: 'error', fatal: false });
  });

  it('an HTTP source that serves HTML: the status says it in an operator’s words', async () => {
    await gateway.api('POST', 'channels', { name: 'html', source: { type: 'http-flv', url: origin.htmlUrl } });
    await until('the status tells the error', 10_000, async () =>
      /html|web page/i.test((await status('html')).source.lastError ?? ''),
    );
    await expectProblem(await fetch(`${gateway.origin}/live/html.flv`), 503);
  });

  it('a file that is no FLV: the status says it', async () => {
    await mkdir(gateway.mediaDir, { recursive: true });
    await writeFile(join(gateway.mediaDir, 'notes.flv'), 'these are notes, not a video\n'.repeat(50));
    await gateway.api('POST', 'channels', { name: 'notes', source: { type: 'file', path: 'notes.flv' } });
    await until('the status tells the error', 10_000, async () =>
      /flv/i.test((await status('notes')).source.lastError ?? ''),
    );
  });

  it('and all the while the picture moved', async () => {
    await watcher.playsOn(5_000);
    expect((await watcher.observed()).frozenMillis).toBeLessThanOrEqual(500);
    expect(audience.problems).toEqual([]);
  });

  async function status(name: string): Promise<ChannelStatus> {
    return (await (await gateway.api('GET', `channels/${name}`)).json()) as ChannelStatus;
  }
});

async function expectProblem(answer: Response, status: number): Promise<void> {
  expect(answer.status, answer.url).toBe(status);
  expect(answer.headers.get('content-type'), answer.url).toContain('application/problem+json');
  const problem = (await answer.json()) as Problem;
  expect(problem.status).toBe(status);
  expect(problem.title).not.toBe('');
  expect(problem.detail).not.toBe('');
}
