import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlvOrigin } from './flv-origin.js';
import { GatewayProcess, pause, until } from './gateway-process.js';
import { Audience, type Viewer } from './viewers.js';

/** One page alters every packet that it hands on. It came first, so the others would take everything from it. */
describe('a viewer who hands on altered packets', () => {
  let gateway: GatewayProcess;
  let origin: FlvOrigin;
  let audience: Audience;

  beforeAll(async () => {
    [gateway, origin, audience] = await Promise.all([GatewayProcess.start(), FlvOrigin.start(), Audience.start()]);
    await gateway.createChannel('poison', { type: 'http-flv', url: origin.url });
  });

  afterAll(async () => {
    await audience.close();
    await origin.close();
    await gateway.close();
  });

  it('is dropped and reported, and nobody plays or forwards one', async () => {
    const poisoner = await audience.join(gateway.origin, 'poison', { poisons: true });
    await poisoner.waitForPicture();
    const honest: Viewer[] = [];
    for (let number = 0; number < 3; number++) {
      const viewer = await audience.join(gateway.origin, 'poison');
      await viewer.waitForPicture();
      await viewer.forgetFreezes();
      honest.push(viewer);
    }
    await until('each honest viewer reported it', 30_000, async () => {
      const poisoned = (await gateway.group('poison')).poisoned;
      return poisoned.length === 1 && (poisoned[0]?.reports ?? 0) === honest.length;
    });
    expect((await poisoner.observed()).poisonSent).toBeGreaterThan(0);

    const sentUntilNow = (await poisoner.observed()).poisonSent;
    for (const viewer of honest) {
      console.log(`stood still ${Math.round((await viewer.observed()).frozenMillis)} ms under the attack`);
      await viewer.forgetFreezes();
    }
    await pause(10_000);
    expect((await poisoner.observed()).poisonSent, 'nobody is left who takes from it').toBe(sentUntilNow);
    for (const viewer of honest) {
      const observed = await viewer.observed();
      expect(observed.poisonForwarded).toBe(0);
      expect(observed.poisonPlayed).toBe(0);
      expect(observed.frozenMillis, 'stood still after the attack').toBeLessThanOrEqual(500);
      await viewer.playsOn(5_000);
    }
    // Whoever of them pulls from the gateway, the others take it from him.
    const exchanged = (await Promise.all(honest.map((viewer) => viewer.observed()))).map((seen) => seen.webRtcBytes);
    expect(Math.max(...exchanged), 'the honest feed each other').toBeGreaterThan(500_000);
    expect(audience.problems).toEqual([]);
  });
});
