import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../swarm/nodes/gateway-process.js';

export const SERVERS = ['bittube', 'bittorrent-tracker'] as const;
export type ServerName = (typeof SERVERS)[number];

export interface TrackerServer {
  readonly pid: number;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a tracker in a process of its own, and waits until it listens. */
export async function startServer(
  name: ServerName,
  options: { jar: string; javaOptions: readonly string[]; classes: string },
  sockets: number,
): Promise<TrackerServer> {
  const port = await freePort();
  const child =
    name === 'bittube'
      ? spawn('java', [...options.javaOptions, '-jar', options.jar, 'tracker', ...arguments_(port, sockets)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
      : spawn(process.execPath, [vendor(options.classes), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await firstLine(child);
  return {
    pid: child.pid ?? -1,
    port,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}

/** All peers of a benchmark share one address, and come at once, of which a tenth is allowed in a second: its limits are raised, all others stay what they are. */
function arguments_(port: number, sockets: number): string[] {
  const address = ['--http-host', '127.0.0.1', '--http-port', String(port), '--stun-port', '0'];
  return [...address, '--sockets-per-address', String(10 * sockets + 2_000), '--megabytes-per-address', '1000'];
}

/** @param classes bench/target/tracker/load */
function vendor(classes: string): string {
  return join(classes, '..', '..', '..', 'tracker', 'vendor-tracker.mjs');
}

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('no output to read');
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the tracker did not start');
  });
  await Promise.race([once(lines, 'line'), ended]);
  ended.catch(() => undefined);
  lines.close();
  child.stdout.resume();
}
