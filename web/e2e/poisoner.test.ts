import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlvOrigin } from './flv-origin.js';
import { GatewayProcess, until } from './gateway-process.js';
import { Audience, type Viewer } from './viewers.js';

/** So long nobody took anything from it: whoever is connected to it has had reason enough to ask. */
const QUIET_MILLIS = 10_000;

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
    await until('it was reported', 30_000, async () => {
      const poisoned = (await gateway.group('poison')).poisoned;
      return poisoned.length === 1 && (poisoned[0]?.reports ?? 0) > 0;
    });
    for (const viewer of honest) {
      console.log(`stood still ${Math.round((await viewer.observed()).frozenMillis)} ms under the attack`);
    }
    await untilNobodyTakesFrom(poisoner, honest);
    for (const viewer of honest) {
      const observed = await viewer.observed();
      expect(observed.poisonForwarded).toBe(0);
      expect(observed.poisonPlayed).toBe(0);
      expect(observed.frozenMillis, 'stood still after the attack').toBeLessThanOrEqual(500);
    }
    await Promise.all(honest.map((viewer) => viewer.playsOn(5_000)));
    // Whoever of them pulls from the gateway, the others take it from him.
    const exchanged = (await Promise.all(honest.map((viewer) => viewer.observed()))).map((seen) => seen.webRtcBytes);
    expect(Math.max(...exchanged), 'the honest feed each other').toBeGreaterThan(500_000);
    expect(audience.problems).toEqual([]);
  });
});

/**
 * Not every viewer need have been served a false packet: who always had a better parent learns of it when it first asks there. Waits
 * until those are through, and lets the viewers count anew from the last false packet on.
 */
async function untilNobodyTakesFrom(poisoner: Viewer, honest: readonly Viewer[]): Promise<void> {
  let sent = -1;
  let sinceMillis = 0;
  await until('nobody is left who takes from it', 60_000, async () => {
    const { poisonSent } = await poisoner.observed();
    if (poisonSent !== sent) {
      sent = poisonSent;
      sinceMillis = Date.now();
      for (const viewer of honest) await viewer.forgetFreezes();
    }
    return Date.now() - sinceMillis >= QUIET_MILLIS;
  });
  expect(sent).toBeGreaterThan(0);
}
