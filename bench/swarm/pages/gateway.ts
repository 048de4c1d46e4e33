import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { favour } from './machine.js';
import { until } from './timing.js';

const ADMIN_TOKEN = 'bench-admin-token-0123456789';

/** A gateway as an operator starts it, on a free port of the loopback address, with an empty data folder. */
export class Gateway {
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
  async createChannel(name: string, flvUrl: string): Promise<void> {
    const source = { type: 'http-flv', url: flvUrl };
    await this.#post('/api/channels', 'application/json', JSON.stringify({ name, source }));
    await until('the channel has a stream', 15_000, () => this.#answers(`/live/${name}/info.json`));
  }

  /** Waits for the gateway, brings the film into its library and answers the object's id. */
  async addObject(name: string, contents: Uint8Array<ArrayBuffer>): Promise<string> {
    const answer = await this.#post(`/api/objects?name=${name}`, 'application/octet-stream', contents);
    return ((await answer.json()) as { id: string }).id;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async #post(path: string, type: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
    await until('the gateway answers', 30_000, () => this.#answers('/health'));
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': type };
    const answer = await fetch(this.#origin + path, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
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
