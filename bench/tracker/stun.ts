import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from '../swarm/nodes/gateway-process.js';
import { processUse } from '../swarm/nodes/process-meter.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'); // from bench/target/tracker
const COTURN = '/usr/bin/turnserver';
const SECONDS_BEFORE = 5;
const USAGE = `What a STUN answer costs: Binding over UDP, beside coturn where it is installed.
  --seconds 10   measured, of each server, after ${SECONDS_BEFORE} s that are not
  --rounds 3     of each server, in turns; the median is told
  --jar FILE     left out: gateway/target/bittube.jar
  --json FILE    left out: bench/target/tracker-stun.json`;

interface Server {
  readonly name: string;
  start(port: number, folder: string): ChildProcess;
}

interface Round {
  readonly server: string;
  readonly answersPerSecond: number;
  /** Processor time of the server, µs an answer. */
  readonly cpuMicros: number;
  readonly wrong: number;
  readonly lost: number;
}

interface LoadEvent {
  readonly event: 'begin' | 'done';
  readonly seconds: number;
  readonly answers: number;
  readonly wrong: number;
  readonly lost: number;
}

function bittube(jar: string): Server {
  // All requests come from one address: its limit is raised, and checked nevertheless.
  const options = ['--http-host', '127.0.0.1', '--http-port', '0', '--stun-per-second', '1000000'];
  return {
    name: 'BitTube',
    start: (port) => spawn('java', ['-jar', jar, 'tracker', ...options, '--stun-port', String(port)]),
  };
}

const coturn: Server = {
  name: 'coturn',
  start: (port, folder) =>
    spawn(COTURN, [
      ...['-n', '--stun-only', '--listening-ip', '127.0.0.1', '--listening-port', String(port)],
      ...['--no-tls', '--no-dtls', '--no-cli', '--no-software-attribute', '--log-file', 'stdout', '--simple-log'],
      ...['--pidfile', join(folder, 'coturn.pid'), '--userdb', join(folder, 'coturn.db'), '-m', '1'],
    ]),
};

async function round(server: Server, jar: string, seconds: number): Promise<Round> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'bittube-stun-'));
  const child = server.start(port, folder);
  child.stdout?.resume();
  child.stderr?.resume();
  try {
    await pause(2_000); // it says nothing over UDP; the load would repeat what comes too early
    const source = join(ROOT, 'bench', 'tracker', 'stun-load', 'StunLoad.java');
    const load = spawn('java', ['-cp', jar, source, String(port), String(SECONDS_BEFORE), String(seconds)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let before = 0;
    for await (const line of createInterface({ input: load.stdout })) {
      const event = JSON.parse(line) as LoadEvent;
      if (event.event === 'begin') {
        before = cpuSeconds(child);
        continue;
      }
      const used = cpuSeconds(child) - before;
      if (event.answers === 0) throw new Error(`${server.name} answers nothing`);
      return {
        server: server.name,
        answersPerSecond: event.answers / event.seconds,
        cpuMicros: (used / event.answers) * 1e6,
        wrong: event.wrong,
        lost: event.lost,
      };
    }
    throw new Error('the load generator has ended');
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  }
}

function cpuSeconds({ pid }: ChildProcess): number {
  const use = processUse(pid ?? -1);
  if (use === undefined) throw new Error('the server has ended, or this system does not tell what a process uses');
  return use.cpuSeconds;
}

function row(name: string, rounds: readonly Round[]): string {
  const own = rounds.filter(({ server }) => server === name).sort((one, other) => one.cpuMicros - other.cpuMicros);
  const median = own[Math.floor(own.length / 2)];
  if (median === undefined) return `| ${name} | not measured |||||`;
  const { cpuMicros, answersPerSecond } = median;
  const wrong = own.reduce((sum, one) => sum + one.wrong, 0);
  const lost = own.reduce((sum, one) => sum + one.lost, 0);
  const perCore = (1e3 / cpuMicros).toFixed(0);
  return `| ${name} | ${(answersPerSecond / 1e3).toFixed(0)} k/s | ${cpuMicros.toFixed(2)} µs | ${perCore} k/s | ${wrong} | ${lost} |`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '3' },
      jar: { type: 'string', default: join(ROOT, 'gateway', 'target', 'bittube.jar') },
      json: { type: 'string', default: join(ROOT, 'bench', 'target', 'tracker-stun.json') },
    },
  });
  const [seconds, times] = [Number(values.seconds), Number(values.rounds)];
  if (values.help || !(seconds >= 1) || !(times >= 1)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const servers = [bittube(values.jar), ...(existsSync(COTURN) ? [coturn] : [])];
  const [loadBefore = 0] = loadavg();
  const rounds: Round[] = [];
  for (let i = 0; i < times; i++) {
    for (const server of servers) rounds.push(await round(server, values.jar, seconds));
  }
  console.log('| server | answered | CPU of the server an answer | answers a second of one core | wrong | lost |');
  console.log('|---|---|---|---|---|---|');
  for (const { name } of servers) console.log(row(name, rounds));
  if (servers.length === 1) console.log('\ncoturn is not installed.');
  if (loadBefore > 1) console.log(`\nThe machine was busy before it began (load ${loadBefore.toFixed(1)}).`);
  await mkdir(dirname(values.json), { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model, loadBefore };
  await writeFile(values.json, JSON.stringify({ at: new Date().toISOString(), machine, rounds }, null, 2));
}

await main();
