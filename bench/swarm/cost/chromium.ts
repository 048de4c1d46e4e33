import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { DevtoolsPipe } from './devtools-pipe.js';
import { PageSession } from './page-session.js';

/** The same for every page that is measured. Nothing here speeds up or slows down one of the players only. */
export const CHROMIUM_FLAGS: readonly string[] = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-default-browser-check'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions'],
  ...['--autoplay-policy=no-user-gesture-required', '--mute-audio', '--window-size=640,360'],
  ...['--allow-loopback-in-peer-connection', '--use-fake-ui-for-media-stream'],
  ...['--disable-background-timer-throttling', '--disable-renderer-backgrounding'],
  '--disable-backgrounding-occluded-windows',
];

/** One Chromium with a profile of its own. */
export class Chromium {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #pipe: DevtoolsPipe;

  private constructor(child: ChildProcess, profile: string) {
    this.#child = child;
    this.#profile = profile;
    this.#pipe = new DevtoolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  }

  static async start(): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'bittube-cost-'));
    const child = spawn(
      process.env['BITTUBE_CHROMIUM'] ?? '/usr/bin/chromium',
      [...CHROMIUM_FLAGS, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const chromium = new Chromium(child, profile);
    await chromium.version();
    return chromium;
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('Chromium did not start');
    return pid;
  }

  async version(): Promise<string> {
    return (await this.#pipe.send<{ product: string }>('Browser.getVersion')).product;
  }

  /** A page in a window of its own, which therefore counts as visible. */
  async open(url: string): Promise<PageSession> {
    const { targetId } = await this.#pipe.send<{ targetId: string }>('Target.createTarget', {
      url,
      newWindow: true,
      width: 640,
      height: 360,
    });
    return new PageSession(this.#pipe, targetId);
  }

  /** Ends the browser and forgets its profile. May be called twice. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    // Children may write a last file while the folder goes.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
