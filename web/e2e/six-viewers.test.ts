import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlvOrigin } from './flv-origin.js';
import { GatewayProcess, pause, until } from './gateway-process.js';
import { Audience, type Viewer } from './viewers.js';

/** For the last one to find its partners. */
const settleMillis = 8_000;
const watchMillis = 14_000;
const joinEveryMillis = 1_500;

/**
 * Six viewers, one after another. Where all six have WebRTC the physical limit of the share is 5/6 = 83 % (somebody must
 * fetch the stream); where one has none he costs a whole copy, so the limit is 4/5 = 80 % among the five, 4/6 = 67 % in all.
 */
describe('six viewers', () => {
  let gateway: GatewayProcess;
  let origin: FlvOrigin;
  let audience: Audience;

  beforeEach(async () => {
    [gateway, origin, audience] = await Promise.all([GatewayProcess.start(), FlvOrigin.start(), Audience.start()]);
    await gateway.createChannel('six', { type: 'http-flv', url: origin.url });
  });

  afterEach(async () => {
    await audience.close();
    await origin.close();
    await gateway.close();
  });

  it('take at least 75 % of all media bytes from each other', async () => {
    const viewers = await joinOneAfterAnother(audience, gateway, 6, false);
    const { peers, server } = await mediaBytesOfAWhile(viewers, gateway);
    console.log(`six with WebRTC: ${percent(peers / (peers + server))} of all media bytes from peers (limit 83.3 %)`);
    expect(peers / (peers + server)).toBeGreaterThanOrEqual(0.75);
    await expectGoodPictures(viewers, gateway);
    expect(audience.problems).toEqual([]);
    await expectStartUpTimes(gateway);
  });

  it('of whom one has no WebRTC all play, and the five take at least 75 % from each other', async () => {
    const viewers = await joinOneAfterAnother(audience, gateway, 6, true);
    const blocked = viewers[2];
    if (!blocked) throw new Error('no blocked viewer');
    const before = await blocked.stats();
    const { peers, server } = await mediaBytesOfAWhile(viewers, gateway);
    const own = await blocked.stats();
    const blockedBytes = own.fromHttpBytes + own.fromFeedBytes - before.fromHttpBytes - before.fromFeedBytes;
    const share = peers / (peers + server - blockedBytes);
    console.log(
      `one of six without WebRTC: ${percent(share)} among the five (limit 80 %), ` +
        `${percent(peers / (peers + server))} of all bytes (limit 66.7 %)`,
    );
    expect((await blocked.observed()).webRtcBytes).toBe(0);
    expect(share).toBeGreaterThanOrEqual(0.75);
    await expectGoodPictures(viewers, gateway);
    expect(audience.problems).toEqual([]);
  });
});

async function joinOneAfterAnother(
  audience: Audience,
  gateway: GatewayProcess,
  count: number,
  oneIsBlocked: boolean,
): Promise<Viewer[]> {
  const viewers: Viewer[] = [];
  for (let number = 0; number < count; number++) {
    const viewer = await audience.join(gateway.origin, 'six', { withoutWebRtc: oneIsBlocked && number === 2 });
    await viewer.waitForPicture();
    await viewer.forgetFreezes();
    viewers.push(viewer);
    await pause(joinEveryMillis);
  }
  await pause(settleMillis);
  return viewers;
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
    'the tracker counts six peers',
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
