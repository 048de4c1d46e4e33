import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CountingProxy } from './counting-proxy.js';
import { Gateway } from './gateway.js';
import { freePort } from './listening.js';
import { PageServer } from './page-server.js';
import type { RunningSystem } from './system.js';
import { pause } from './timing.js';
import { Uplink } from './uplink.js';

/** Time in which a live window fills and the gateway's JVM has seen some work, as one that runs for a while has. */
const SETTLE_MILLIS = 3_000;

/**
 * The gateway behind a proxy that counts what its viewers are sent.
 * @param prepare brings what is to be watched into the gateway, and answers the attribute that names it to the player
 */
export async function startBitTube(
  jar: string,
  megabits: number | undefined,
  prepare: (gateway: Gateway) => Promise<string>,
): Promise<RunningSystem> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bittube-bench-'));
  const port = await freePort();
  const gateway = new Gateway(jar, port, dataDir);
  const uplink = new Uplink(megabits);
  const proxy = new CountingProxy(port, uplink, (path) => path.startsWith('/tracker'));
  let pages: PageServer | undefined;
  const close = async (): Promise<void> => {
    uplink.close();
    await pages?.close();
    await proxy.close();
    await gateway.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const watched = await prepare(gateway);
    const proxied = await proxy.start();
    pages = new PageServer(
      new Map([['/watch', { type: 'text/html', text: watchPage(watched, port, `http://127.0.0.1:${proxied}`) }]]),
    );
    await pages.start();
    await pause(SETTLE_MILLIS);
    const pageUrl = pages.url('/watch');
    return {
      pageUrl,
      get originBytes() {
        return proxy.bytes;
      },
      processIds: gateway.processIds,
      close,
    };
  } catch (failure) {
    await close();
    throw failure;
  }
}

/** The player's script comes from the gateway's own port: page assets are not counted for anybody. */
function watchPage(watched: string, assetPort: number, gateway: string): string {
  return `<!doctype html><title>BitTube</title>
<script>
  window.ownFigures = () => document.querySelector('bittube-player').stats;
</script>
<script src="http://127.0.0.1:${assetPort}/embed.js" async></script>
<bittube-player ${watched} src="${gateway}" style="width:480px" autoplay muted></bittube-player>`;
}
