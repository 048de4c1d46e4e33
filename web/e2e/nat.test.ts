import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM } from './chromium.js';
import { makeClip } from './flv-origin.js';
import { GatewayProcess, until, type Place } from './gateway-process.js';
import { NatLab } from './nat/nat-lab.js';
import { SignallingSpy } from './nat/signalling-spy.js';
import { Audience, type Viewer } from './viewers.js';

const HOSTS = ['open', 'cone', 'cone', 'symmetric', 'symmetric'] as const;
const [OPEN, CONE, OTHER_CONE, SYMMETRIC, OTHER_SYMMETRIC] = [0, 1, 2, 3, 4];

/** Ample on a machine with other things to do: a partner is given up after 15 s. */
const PATIENCE_MILLIS = 60_000;

const obstacle = NatLab.obstacle();
if (obstacle !== undefined) console.log(`NATs are not tried: ${obstacle}`);

/** Two pages in Chromiums of two hosts, who are alone in their group. */
interface Pair {
  readonly name: string;
  readonly viewers: readonly [Viewer, Viewer];
  readonly spies: readonly [SignallingSpy, SignallingSpy];
}

describe.skipIf(obstacle !== undefined)('behind NATs', () => {
  let lab: NatLab | undefined;
  let gateway: GatewayProcess | undefined;
  let audiences: Audience[] = [];

  beforeAll(async () => {
    const built = NatLab.build(...HOSTS);
    lab = built;
    audiences = await Promise.all(HOSTS.map((_, host) => Audience.start(built.programOn(host, CHROMIUM))));
    const outlook = await at(audiences, OPEN).page();
    const place: Place = {
      host: NatLab.serverAddress,
      stunPort: 3478,
      prefix: built.serverPrefix,
      fetch: (url, init) => fetchFrom(outlook, url, init),
    };
    gateway = await GatewayProcess.start(undefined, [], place);
    await mkdir(gateway.mediaDir, { recursive: true });
    await makeClip(join(gateway.mediaDir, 'clip.flv'), 10, '160x90');
  });

  afterAll(async () => {
    await Promise.all(audiences.map((audience) => audience.close()));
    await gateway?.close();
    lab?.destroy();
  });

  it('meet where hole punching works, and watch over HTTP where it does not', async () => {
    // Those that take longest first.
    await Promise.all([
      pair('cone-symmetric', OTHER_CONE, SYMMETRIC).then(doNotMeet),
      pair('symmetric-symmetric', SYMMETRIC, OTHER_SYMMETRIC).then(doNotMeet),
      pair('cone-cone', CONE, OTHER_CONE).then(meet),
      pair('open-symmetric', OPEN, SYMMETRIC).then(meet),
      pair('open-cone', OPEN, CONE).then(meet),
    ]);
  });

  async function pair(name: string, one: number, other: number): Promise<Pair> {
    if (gateway === undefined) throw new Error('there is no gateway');
    const { origin } = gateway;
    await gateway.createChannel(name, { type: 'file', path: 'clip.flv', loop: true });
    const spies = [new SignallingSpy(), new SignallingSpy()] as const;
    const join = (host: number, { watch }: SignallingSpy): Promise<Viewer> =>
      at(audiences, host).join(origin, name, { watch });
    const viewers = await Promise.all([join(one, spies[0]), join(other, spies[1])]);
    return { name, viewers, spies };
  }
});

async function meet({ name, viewers, spies }: Pair): Promise<void> {
  await until(`${name}: both know each other`, PATIENCE_MILLIS, async () => {
    const stats = await Promise.all(viewers.map((viewer) => viewer.stats()));
    return stats.every(({ neighbours }) => neighbours === 1);
  });
  await until(`${name}: media go from one to the other`, PATIENCE_MILLIS, async () => {
    const seen = await Promise.all(viewers.map((viewer) => viewer.observed()));
    return seen.some(({ webRtcBytes }) => webRtcBytes > 50_000);
  });
  await Promise.all(viewers.map((viewer) => viewer.waitForPicture()));
  console.log(`${name}: connected over ${spies.flatMap(({ paths }) => paths).join(', ')}`);
  expect(spies.flatMap(({ reports }) => reports)).toEqual(['connected']);
  await Promise.all(viewers.map((viewer) => viewer.leave()));
}

async function doNotMeet({ name, viewers, spies }: Pair): Promise<void> {
  await until(`${name}: both find out that they do not meet`, PATIENCE_MILLIS, () =>
    Promise.resolve(spies.every(({ reports }) => reports.includes('failed'))),
  );
  await until(`${name}: both ask for others`, PATIENCE_MILLIS, () =>
    Promise.resolve(spies.every(({ askedAgain }) => askedAgain > 0)),
  );
  await Promise.all(viewers.map((viewer) => viewer.playsOn(10_000)));
  for (const [side, spy] of spies.entries()) {
    console.log(`${name}, side ${side}: introduced ${spy.introduced}, reported ${spy.reports.join(', ')}`);
    expect(spy.introduced, 'introductions').toBe(1);
    expect(spy.reports).toEqual(['failed']);
  }
  for (const viewer of viewers) {
    const { neighbours, fromPeersBytes, fromHttpBytes, fromFeedBytes } = await viewer.stats();
    expect({ neighbours, fromPeersBytes }).toEqual({ neighbours: 0, fromPeersBytes: 0 });
    expect(fromHttpBytes + fromFeedBytes).toBeGreaterThan(0);
  }
}

/** The test stands outside of the lab: a page asks for it. */
async function fetchFrom(page: Page, url: string, init: RequestInit = {}): Promise<Response> {
  const { origin } = new URL(url);
  if (!page.url().startsWith(origin)) await page.goto(`${origin}/health`);
  const { method, headers, body } = init;
  const answer = await page.evaluate(
    async (request) => {
      const response = await fetch(request.url, request.init);
      return { status: response.status, text: await response.text() };
    },
    { url, init: JSON.parse(JSON.stringify({ method, headers, body })) as RequestInit },
  );
  return new Response(answer.text, { status: answer.status });
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`there is no ${index}`);
  return value;
}
