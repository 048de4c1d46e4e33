import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const ADMIN_TOKEN = 'bench-admin-token-0123456789';
const START_MILLIS = 60_000;

/** Bytes that the gateway has sent, by cause (`GET /api/channels/{name}`). */
export interface Egress {
  readonly relayBytes: number;
  readonly feedBytes: number;
  readonly pullBytes: number;
  readonly joinBytes: number;
}

/** The real gateway with its tracker, in a process and a data folder of its own. */
export class GatewayProcess {
  readonly origin: string;
  readonly #child: ChildProcess;
  readonly #dataDir: string;
  #log = '';

  private constructor(child: ChildProcess, origin: string, dataDir: string) {
    this.#child = child;
    this.origin = origin;
    this.#dataDir = dataDir;
    const keep = (chunk: Buffer): void => {
      this.#log = (this.#log + chunk.toString()).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /**
   * @param settings of the README's table, as options
   * @throws Error when it does not answer in time
   */
  static async start(jar: string, settings: readonly string[]): Promise<GatewayProcess> {
    if (!existsSync(jar))
      throw new Error(`${jar} is missing: build it with mvn package -DskipTests, or name it with --jar`);
    const port = await freePort();
    const dataDir = await mkdtemp(join(tmpdir(), 'bittube-bench-'));
    const address = ['--http-host', '127.0.0.1', '--http-port', String(port), '--data-dir', dataDir];
    const child = spawn('java', ['-jar', jar, 'serve', ...address, ...settings], {
      env: { ...process.env, BITTUBE_ADMIN_TOKEN: ADMIN_TOKEN },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const gateway = new GatewayProcess(child, `http://127.0.0.1:${port}`, dataDir);
    try {
      await gateway.#wait('the gateway does not answer', '/health');
    } catch (error) {
      await gateway.close();
      throw error;
    }
    return gateway;
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** The last of what it wrote. */
  get log(): string {
    return this.#log;
  }

  /** Makes a channel and waits until viewers can join it. */
  async createChannel(name: string, source: unknown): Promise<void> {
    await this.addChannel(name, source);
    await this.waitForStream(name);
  }

  /** Makes a channel whose stream comes later. @returns the gateway's answer */
  async addChannel(name: string, source: unknown): Promise<{ readonly streamKey?: string }> {
    const answer = await this.#api('POST', 'channels', { name, source });
    if (!answer.ok) throw new Error(`no channel: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { readonly streamKey?: string };
  }

  async waitForStream(name: string): Promise<void> {
    await this.#wait('the channel has no stream', `/live/${name}/info.json`);
  }

  async egress(name: string): Promise<Egress> {
    return ((await (await this.#api('GET', `channels/${name}`)).json()) as { egress: Egress }).egress;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #wait(problem: string, path: string): Promise<void> {
    const deadline = Date.now() + START_MILLIS;
    for (;;) {
      if (this.#child.exitCode !== null) throw new Error(`the gateway ended:\n${this.#log}`);
      if (Date.now() > deadline) throw new Error(`${problem}:\n${this.#log}`);
      try {
        if ((await fetch(this.origin + path)).ok) return;
      } catch {
        // Not listening yet.
      }
      await pause(100);
    }
  }

  #api(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.origin}/api/${path}`, {
      method,
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** A TCP port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
