import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlvOrigin } from './flv-origin.js';
import { GatewayProcess, pause, until } from './gateway-process.js';
import { SocketCutter } from './socket-cutter.js';
import { Audience, type Viewer } from './viewers.js';

/** Things break while six people watch; whoever is left plays on by himself within ten seconds. */
describe('while six viewers watch', () => {
  const withinMillis = 10_000;
  let gateway: GatewayProcess;
  let origin: FlvOrigin;
  let audience: Audience;
  let front: SocketCutter;
  let viewers: Viewer[] = [];

  beforeAll(async () => {
    [gateway, origin, audience] = await Promise.all([GatewayProcess.start(), FlvOrigin.start(), Audience.start()]);
    front = await SocketCutter.start(gateway.port);
    await gateway.createChannel('tough', { type: 'http-flv', url: origin.url });
    for (let number = 0; number < 6; number++) {
      const viewer = await audience.join(front.origin, 'tough');
      await viewer.waitForPicture();
      viewers.push(viewer);
    }
    await until('everybody has neighbours', 20_000, async () =>
      (await Promise.all(viewers.map((viewer) => viewer.stats()))).every((stats) => stats.neighbours >= 2),
    );
  });

  afterAll(async () => {
    await audience.close();
    front.close();
    await origin.close();
    await gateway.close();
  });

  it('the source goes away for 5 s', async () => {
    await origin.goAway();
    await pause(5_000);
    await origin.comeBack();
    await everybodyPlaysOn();
  });

  it('the tracker connection drops', async () => {
    expect(front.cut('/tracker')).toBe(viewers.length);
    front.refuse('/tracker');
    await everybodyPlaysOn();
    front.refuse(undefined);
    await until(
      'all are back at the tracker',
      45_000,
      async () => (await gateway.group('tough')).peers === viewers.length,
    );
  });

  it('a third of the pages close abruptly', async () => {
    for (const viewer of viewers.slice(0, 2)) await viewer.vanish();
    viewers = viewers.slice(2);
    await everybodyPlaysOn();
    await until('the tracker forgot them', 15_000, async () => (await gateway.group('tough')).peers === viewers.length);
  });

  it('the gateway restarts', async () => {
    await gateway.kill();
    await gateway.run();
    await everybodyPlaysOn();
    await until('they feed each other again', 20_000, async () => {
      const before = await Promise.all(viewers.map((viewer) => viewer.observed()));
      await pause(2_000);
      const after = await Promise.all(viewers.map((viewer) => viewer.observed()));
      return after.filter((one, number) => one.webRtcBytes - (before[number]?.webRtcBytes ?? 0) > 50_000).length >= 2;
    });
  });

  async function everybodyPlaysOn(): Promise<void> {
    await Promise.all(viewers.map((viewer) => viewer.playsOn(withinMillis)));
    expect(audience.problems).toEqual([]);
  }
});
