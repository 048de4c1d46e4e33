import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FlvOrigin } from './flv-origin.js';
import { GatewayProcess, pause, until } from './gateway-process.js';
import { Audience, type Viewer } from './viewers.js';

/** One person, two tabs, one channel: it is fetched once, and it survives the tab that fetches it. */
describe('two tabs of one viewer', () => {
  const watchMillis = 10_000;
  let gateway: GatewayProcess;
  let origin: FlvOrigin;
  let audience: Audience;
  let first: Viewer;
  let second: Viewer;

  beforeAll(async () => {
    [gateway, origin, audience] = await Promise.all([GatewayProcess.start(), FlvOrigin.start(), Audience.start()]);
    await gateway.createChannel('tabs', { type: 'http-flv', url: origin.url });
    first = await audience.join(gateway.origin, 'tabs');
    await first.waitForPicture();
  });

  afterAll(async () => {
    await audience.close();
    await origin.close();
    await gateway.close();
  });

  it('cost the gateway what one costs', async () => {
    const alone = await bytesDuring(gateway, watchMillis);
    const beforeSecond = await served(gateway);
    second = await audience.join(gateway.origin, 'tabs', { besides: first });
    await second.waitForPicture();
    await until('the second tab follows', 5_000, async () => (await second.stats()).role === 'tab follower');
    const join = (await served(gateway)) - beforeSecond;
    const began = await second.stats();
    const both = await bytesDuring(gateway, watchMillis);
    const stats = await second.stats();
    console.log(
      `one tab ${alone} bytes, both ${both} bytes in ${watchMillis} ms; the second one's start ${join}; ` +
        `it took ${stats.fromTabBytes} from the first, ${stats.fromHttpBytes + stats.fromFeedBytes} from the gateway`,
    );
    expect(both).toBeLessThan(alone * 1.15);
    expect(stats.fromTabBytes).toBeGreaterThan(500_000);
    const later = stats.fromHttpBytes + stats.fromFeedBytes - began.fromHttpBytes - began.fromFeedBytes;
    expect(later, 'bytes from the gateway after its start').toBeLessThan(stats.fromTabBytes / 10);
    expect((await gateway.group('tabs')).peers, 'two tabs are one viewer').toBe(1);
  });

  it('are one that plays on when the tab that fetches crashes', async () => {
    await second.forgetFreezes();
    await first.vanish();
    await until('the second tab leads', 10_000, async () => (await second.stats()).role === 'full');
    await pause(2_500);
    await second.playsOn(3_000);
    const { frozenMillis } = await second.observed();
    console.log(`the picture stood still ${Math.round(frozenMillis)} ms in all`);
    expect(frozenMillis).toBeLessThanOrEqual(1_000);
    expect(audience.problems).toEqual([]);
  });

  it('and a tab opened after that follows the one that is left', async () => {
    const third = await audience.join(gateway.origin, 'tabs', { besides: second });
    await third.waitForPicture();
    await until('it follows', 5_000, async () => (await third.stats()).role === 'tab follower');
    await third.playsOn(5_000);
    expect((await second.stats()).role).toBe('full');
  });
});

async function served(gateway: GatewayProcess): Promise<number> {
  const { relayBytes, feedBytes, pullBytes, joinBytes } = await gateway.egress('tabs');
  return relayBytes + feedBytes + pullBytes + joinBytes;
}

async function bytesDuring(gateway: GatewayProcess, millis: number): Promise<number> {
  const before = await served(gateway);
  await pause(millis);
  return (await served(gateway)) - before;
}
