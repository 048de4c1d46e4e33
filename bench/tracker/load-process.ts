import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { promisify } from 'node:util';

/** What the load generator sent and received in one measurement. */
export interface Counts {
  readonly seconds: number;
  readonly announces: number;
  readonly replies: number;
  readonly offers: number;
  readonly answers: number;
  /** Sockets that ended, since the beginning. */
  readonly closed: number;
  /** Messages that no right server sends, since the beginning. */
  readonly wrong: number;
  readonly firstWrong: string;
  readonly p50Millis: number;
  readonly p99Millis: number;
}

interface Event {
  readonly event: string;
  readonly figures: Counts;
}

/** Compiles the load generator against the libraries in BitTube's jar. @returns the folder of its classes */
export async function compileLoad(bench: string, jar: string): Promise<string> {
  if (!existsSync(jar))
    throw new Error(`${jar} is missing: build it with mvn package -DskipTests, or name it with --jar`);
  const sources = join(bench, 'tracker', 'load');
  const classes = join(bench, 'target', 'tracker', 'load');
  await mkdir(classes, { recursive: true });
  const files = (await readdir(sources)).filter((name) => name.endsWith('.java')).map((name) => join(sources, name));
  await promisify(execFile)('javac', ['-d', classes, '-cp', jar, ...files]);
  return classes;
}

/** The peers, in a process of their own: see load/Load.java. */
export class Load {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #events: AsyncIterator<string>;

  constructor(
    options: { jar: string; classes: string; warmUpSeconds: number },
    port: number,
    sockets: number,
    group: number,
  ) {
    const classPath = `${options.classes}:${options.jar}`;
    this.#child = spawn(
      'java',
      [
        ...['-XX:+UseParallelGC', '-Xmx1g', `-DwarmUpSeconds=${options.warmUpSeconds}`],
        ...['-cp', classPath, 'Load', String(port), String(sockets), String(group)],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    if (this.#child.stdout === null) throw new Error('no output to read');
    this.#lines = createInterface({ input: this.#child.stdout });
    this.#events = this.#lines[Symbol.asyncIterator]();
  }

  /** Waits until every peer is in its swarm. */
  async opened(): Promise<void> {
    await this.#next('open');
  }

  /** Has it do something, and calls `begun` at the moment from which is counted. */
  async measure(command: string, begun: () => void): Promise<Counts> {
    this.#child.stdin?.write(`${command}\n`);
    await this.#next('begin');
    begun();
    return this.#next('done');
  }

  async floodersClosed(): Promise<number> {
    return (await this.#next('flooders')).closed;
  }

  async close(): Promise<void> {
    this.#lines.close();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
  }

  async #next(expected: string): Promise<Counts> {
    const line = await this.#events.next();
    if (line.done === true) throw new Error('the load generator has ended');
    const event = JSON.parse(line.value) as Event;
    if (event.event !== expected) throw new Error(`expected ${expected}, got ${line.value}`);
    return event.figures;
  }
}
