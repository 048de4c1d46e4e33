import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const builtJar = resolve(import.meta.dirname, '../../gateway/target/bittube.jar');
export const ADMIN_TOKEN = 'e2e-admin-token-0123456789';

/** What `GET /api/channels/{name}` tells about bytes sent, by cause. */
export interface Egress {
  readonly relayBytes: number;
  readonly feedBytes: number;
  readonly pullBytes: number;
  readonly joinBytes: number;
}

/** Where a gateway runs. */
export interface Place {
  /** Address that it listens on. */
  readonly host: string;
  /** 0: no STUN server. */
  readonly stunPort: number;
  /** Stands before the command. */
  readonly prefix: readonly string[];
  /** Reaches it from the test. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

const HERE: Place = { host: '127.0.0.1', stunPort: 0, prefix: [], fetch: (url, init) => fetch(url, init) };

/** The fat jar as an operator starts it, in a process and a data folder of its own. */
export class GatewayProcess {
  readonly port: number;
  readonly dataDir: string;
  readonly #jar: string;
  readonly #options: readonly string[];
  readonly #place: Place;
  #child: ChildProcess | undefined;
  #log = '';

  private constructor(jar: string, options: readonly string[], place: Place, port: number, dataDir: string) {
    this.#place = place;
    this.#jar = jar;
    this.#options = options;
    this.port = port;
    this.dataDir = dataDir;
  }

  /**
   * A gateway that is ready to serve.
   * @param jar the one that Maven has built, unless another is named
   * @param options further ones of its command line
   */
  static async start(jar = builtJar, options: readonly string[] = [], place = HERE): Promise<GatewayProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'bittube-e2e-'));
    const gateway = new GatewayProcess(jar, options, place, await freePort(), dataDir);
    await gateway.run();
    return gateway;
  }

  get origin(): string {
    return `http://${this.#place.host}:${this.port}`;
  }

  get mediaDir(): string {
    return join(this.dataDir, 'media');
  }

  /** What the process wrote so far. */
  get log(): string {
    return this.#log;
  }

  /** Starts the process (again) on the same port and data, and waits until it answers. */
  async run(): Promise<void> {
    // env runs what follows, and nothing else where the prefix is empty.
    const child = spawn(
      'env',
      [
        ...this.#place.prefix,
        javaCommand(),
        '-jar',
        this.#jar,
        'serve',
        '--http-host',
        this.#place.host,
        '--http-port',
        String(this.port),
        '--stun-port',
        String(this.#place.stunPort),
        '--data-dir',
        this.dataDir,
        ...this.#options,
      ],
      { env: { ...process.env, BITTUBE_ADMIN_TOKEN: ADMIN_TOKEN }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    const keep = (chunk: Buffer): void => {
      this.#log = (this.#log + chunk.toString()).slice(-100_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const deadline = Date.now() + 30_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the gateway ended at once:\n${this.#log}`);
      if (Date.now() > deadline) throw new Error(`the gateway does not answer:\n${this.#log}`);
      try {
        if ((await this.#place.fetch(`${this.origin}/health`)).ok) return;
      } catch {
        // Not listening yet.
      }
      await pause(100);
    }
  }

  /** Ends the process as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** A request with the admin token; `body` is sent as JSON. */
  async api(method: string, path: string, body?: unknown): Promise<Response> {
    return this.#place.fetch(`${this.origin}/api/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${ADMIN_TOKEN}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Brings a file into the library; resolves to its id. */
  async upload(name: string, bytes: Uint8Array): Promise<string> {
    const answer = await this.#place.fetch(`${this.origin}/api/objects?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
      body: bytes as Uint8Array<ArrayBuffer>,
    });
    if (!answer.ok) throw new Error(`not uploaded: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }

  /** Makes and starts a channel; returns when packets can be had. */
  async createChannel(name: string, source: unknown): Promise<void> {
    const answer = await this.api('POST', 'channels', { name, source });
    if (!answer.ok) throw new Error(`channel not created: ${answer.status} ${await answer.text()}`);
    await this.waitForStream(name);
  }

  async waitForStream(name: string, withinMillis = 15_000): Promise<void> {
    const deadline = Date.now() + withinMillis;
    while (!(await this.#place.fetch(`${this.origin}/live/${name}/info.json`)).ok) {
      if (Date.now() > deadline) throw new Error(`channel ${name} has no stream:\n${this.#log}`);
      await pause(100);
    }
  }

  async egress(name: string): Promise<Egress> {
    const answer = (await (await this.api('GET', `channels/${name}`)).json()) as { egress: Egress };
    return answer.egress;
  }

  /** What `recording.json` tells; `earlier`: id and start of each file before the present one. */
  async recording(name: string): Promise<{ recorded: boolean; earlier?: [string, number][] }> {
    return (await (await this.#place.fetch(`${this.origin}/live/${name}/recording.json`)).json()) as never;
  }

  async group(name: string): Promise<{ peers: number; poisoned: { peer: string; reports: number }[] }> {
    return (await (await this.api('GET', `groups/${name}`)).json()) as never;
  }
}

/** Waits for real time to pass; for polling real processes only. */
export function pause(millis: number): Promise<void> {
  return new Promise((done) => setTimeout(done, millis));
}

/** Polls until `check` holds. */
export async function until(what: string, withinMillis: number, check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + withinMillis;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMillis} ms: ${what}`);
    await pause(200);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function javaCommand(): string {
  const home = process.env['JAVA_HOME'];
  return home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
}
