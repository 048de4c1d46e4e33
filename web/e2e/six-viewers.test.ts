import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlvOrigin } from './flv-origin.js';
import { GatewayProcess, pause, until } from './gateway-process.js';
import { Audience, type Viewer } from './viewers.js';

/** For the last one to find its partners. */
const settleMillis = 8_000;
const watchMillis = 12_000;
const joinEveryMillis = 1_500;

/**
 * Six viewers, one after another, whose physical limit of the share is 5/6 = 83 % (somebody must fetch the stream). Then a
 * seventh without WebRTC: he costs a whole copy, and the six nothing.
 */
describe('six viewers', () => {
  let gateway: GatewayProcess;
  let origin: FlvOrigin;
  let audience: Audience;

  beforeAll(async () => {
    [gateway, origin, audience] = await Promise.all([GatewayProcess.start(), FlvOrigin.start(), Audience.start()]);
    await gateway.createChannel('six', { type: 'http-flv', url: origin.url });
  });

  afterAll(async () => {
    await audience.close();
    await origin.close();
    await gateway.close();
  });

  it('take at least 75 % of all media bytes from each other, and no less beside one without WebRTC', async () => {
    const viewers: Viewer[] = [];
    for (let number = 0; number < 6; number++) viewers.push(await join(audience, gateway, false));
    await pause(settleMillis);
    const six = await mediaBytesOfAWhile(viewers, gateway);
    console.log(
      `six with WebRTC: ${percent(six.peers / (six.peers + six.server))} of all media bytes from peers (limit 83.3 %)`,
    );
    expect(six.peers / (six.peers + six.server)).toBeGreaterThanOrEqual(0.75);

    const blocked = await join(audience, gateway, true);
    expect((await blocked.stats()).delivery).toBe('gateway');
    const before = await blocked.stats();
    const { peers, server } = await mediaBytesOfAWhile([...viewers, blocked], gateway);
    const own = await blocked.stats();
    const blockedBytes = own.fromHttpBytes + own.fromFeedBytes - before.fromHttpBytes - before.fromFeedBytes;
    const share = peers / (peers + server - blockedBytes);
    console.log(
      `beside one without WebRTC: ${percent(share)} (limit 83.3 %), ${percent(peers / (peers + server))} of all bytes (71.4 %)`,
    );
    expect((await blocked.observed()).webRtcBytes).toBe(0);
    expect(share).toBeGreaterThanOrEqual(0.75);
    await expectGoodPictures([...viewers, blocked], gateway);
    expect(audience.problems).toEqual([]);
    await expectStartUpTimes(gateway);
  });
});

async function join(audience: Audience, gateway: GatewayProcess, withoutWebRtc: boolean): Promise<Viewer> {
  const viewer = await audience.join(gateway.origin, 'six', { withoutWebRtc });
  await viewer.waitForPicture();
  await viewer.forgetFreezes();
  await pause(joinEveryMillis);
  return viewer;
}

/** What passes while all are there. */
async function mediaBytesOfAWhile(viewers: Viewer[], gateway: GatewayProcess): Promise<MediaBytes> {
  const before = await mediaBytes(viewers, gateway);
  await pause(watchMillis);
  const after = await mediaBytes(viewers, gateway);
  return { peers: after.peers - before.peers, server: after.server - before.server };
}

interface MediaBytes {
  readonly peers: number;
  readonly server: number;
}

/** Received over WebRTC, by the browser's own count, and sent by the gateway, by its own. */
async function mediaBytes(viewers: Viewer[], gateway: GatewayProcess): Promise<MediaBytes> {
  const observed = await Promise.all(viewers.map((viewer) => viewer.observed()));
  const egress = await gateway.egress('six');
  return {
    peers: observed.reduce((sum, one) => sum + one.webRtcBytes, 0),
    server: egress.relayBytes + egress.feedBytes + egress.pullBytes + egress.joinBytes,
  };
}

async function expectGoodPictures(viewers: Viewer[], gateway: GatewayProcess): Promise<void> {
  for (const [number, viewer] of viewers.entries()) {
    const { frozenMillis, freezes } = await viewer.observed();
    const lag = await lagBehindGateway(viewer, gateway);
    console.log(`viewer ${number}: stood still ${Math.round(frozenMillis)} ms, ${lag} ms behind the gateway`, freezes);
    expect(frozenMillis, `viewer ${number} stood still`).toBeLessThanOrEqual(500);
    expect(lag, `viewer ${number} lags`).toBeLessThanOrEqual(3_000);
  }
  await until(
    'the tracker counts all of them',
    15_000,
    async () => (await gateway.group('six')).peers === viewers.length,
  );
}

/** Viewers have told how long they waited for their first picture, and the operator sees it. */
async function expectStartUpTimes(gateway: GatewayProcess): Promise<void> {
  const answer = await gateway.api('GET', 'history?range=hour&channel=six');
  const { startP50Millis } = (await answer.json()) as { readonly startP50Millis: readonly (number | null)[] };
  const told = startP50Millis.filter((millis) => millis !== null);
  console.log(`start-up, median: ${told.at(-1) ?? 'nothing'} ms`);
  expect(told.length).toBeGreaterThan(0);
  expect(Math.min(...told)).toBeGreaterThan(0);
}

/** Asked of both within a few milliseconds: the newest packet's time, and the time on the screen. */
async function lagBehindGateway(viewer: Viewer, gateway: GatewayProcess): Promise<number> {
  const info = (await (await fetch(`${gateway.origin}/live/six/info.json`)).json()) as {
    epoch: number;
    headTimestampMillis: number;
  };
  const stats = await viewer.stats();
  expect(stats.epoch).toBe(info.epoch);
  if (stats.positionMillis === undefined) throw new Error('the viewer has no picture');
  return Math.round(info.headTimestampMillis - stats.positionMillis);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
