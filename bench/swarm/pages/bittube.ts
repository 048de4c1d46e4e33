import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CountingProxy } from './counting-proxy.js';
import { freePort } from './listening.js';
import { favour } from './machine.js';
import { PageServer } from './page-server.js';
import type { RunningSystem } from './system.js';
import { pause, until } from './timing.js';
import { Uplink } from './uplink.js';

const CHANNEL = 'bench';
const ADMIN_TOKEN = 'bench-admin-token-0123456789';
/** Time in which the gateway's window fills and its JVM has seen the stream, as one that runs for a while has. */
const SETTLE_MILLIS = 3_000;

/** The gateway as an operator starts it, pulling the live FLV, behind a proxy that counts what its viewers are sent. */
export async function startBitTube(jar: string, flvUrl: string, megabits: number | undefined): Promise<RunningSystem> {
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
    await gateway.createChannel(flvUrl);
    const proxied = await proxy.start();
    pages = new PageServer(
      new Map([['/watch', { type: 'text/html', text: watchPage(port, `http://127.0.0.1:${proxied}`) }]]),
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
function watchPage(assetPort: number, gateway: string): string {
  return `<!doctype html><title>BitTube</title>
<script>
  window.ownFigures = () => document.querySelector('bittube-player').stats;
</script>
<script src="http://127.0.0.1:${assetPort}/embed.js" async></script>
<bittube-player channel="${CHANNEL}" src="${gateway}" style="width:480px" autoplay muted></bittube-player>`;
}

class Gateway {
  readonly #child: ChildProcess;
  readonly #origin: string;
  #log = '';

  constructor(jar: string, port: number, dataDir: string) {
    const home = process.env['JAVA_HOME'];
    const java = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
    const options = ['--http-host', '127.0.0.1', '--http-port', String(port), '--stun-port', '0'];
    this.#origin = `http://127.0.0.1:${port}`;
    this.#child = spawn(java, ['-jar', jar, 'serve', ...options, '--data-dir', dataDir], {
      env: { ...process.env, BITTUBE_ADMIN_TOKEN: ADMIN_TOKEN },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    favour(this.#child.pid);
    const kill = (): void => void this.#child.kill('SIGKILL');
    process.once('exit', kill); // Ctrl-C while it starts
    this.#child.once('exit', () => process.off('exit', kill));
    const keep = (chunk: Buffer): void => {
      this.#log = (this.#log + chunk.toString()).slice(-8_000);
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    this.#child.on('error', (failure) => (this.#log += failure.message));
  }

  get processIds(): number[] {
    return this.#child.pid === undefined ? [] : [this.#child.pid];
  }

  /** Waits for the gateway, makes the channel and waits for its stream. */
  async createChannel(flvUrl: string): Promise<void> {
    await until('the gateway answers', 30_000, () => this.#answers('/health'));
    const answer = await fetch(`${this.#origin}/api/channels`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: CHANNEL, source: { type: 'http-flv', url: flvUrl } }),
    });
    if (!answer.ok) throw new Error(`channel not created: ${answer.status} ${await answer.text()}`);
    await until('the channel has a stream', 15_000, () => this.#answers(`/live/${CHANNEL}/info.json`));
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async #answers(path: string): Promise<boolean> {
    if (this.#child.exitCode !== null) throw new Error(`the gateway ended:\n${this.#log}`);
    try {
      return (await fetch(this.#origin + path)).ok;
    } catch {
      return false; // not listening yet
    }
  }
}
