import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cleanup } from 'node-datachannel';
import { createVerifySignature } from '../../web/peers/verify-signature.js';
import { SeededRandom } from '../../web/test/peers/random-bytes.js';
import { browserEnvironment } from '../../web/transport/browser-environment.js';
import { Audience } from './nodes/audience.js';
import { figuresOf } from './nodes/figures.js';
import { GatewayProcess } from './nodes/gateway-process.js';
import { Measurement } from './nodes/measurement.js';
import { makeVideo } from './nodes/media-file.js';
import { readOptions, USAGE, type Options } from './nodes/options.js';
import { visits } from './nodes/population.js';
import { ReferenceFeed } from './nodes/reference-feed.js';
import { report } from './nodes/report.js';
import { verifyOnce } from './nodes/verify-once.js';

const CHANNEL = 'bench';
/** An event loop that is later than this in a hundredth of the looks shows in the diffusion. */
const LATE_MILLIS = 50;
const RAMP_SECONDS = 20;
/** After the last of the first viewers has come, before it is measured. */
const SETTLE_SECONDS = 10;
/** Connections end on threads of their own, which must be through before the library ends. */
const CLOSING_MILLIS = 1_000;
/** The gateway keeps a window, and plays for a while before the first viewer comes. */
const LEAD_SECONDS = 5;

/**
 * What all viewers behind one address make necessary, and the benchmark's own copy of the feed beside as many as the gateway would give
 * by the number of viewers.
 */
function settings(peers: number): string[] {
  const copies = peers < 20 ? 1 : peers < 300 ? 2 : 3;
  return ['--pulls-per-second', '100000', '--feed-copies', String(copies + 1), '--stun-port', '0'];
}

async function run(options: Options): Promise<void> {
  const seconds = LEAD_SECONDS + RAMP_SECONDS + SETTLE_SECONDS + options.seconds;
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'media');
  const videoSeconds = 60 * Math.ceil((seconds + 30) / 60);
  await makeVideo(join(folder, `${videoSeconds}s.flv`), videoSeconds);
  const used = settings(options.peers);
  const gateway = await GatewayProcess.start(options.jar, [...used, '--media-dirs', folder]);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void gateway.close().finally(() => process.exit(1)));
  }
  try {
    await gateway.createChannel(CHANNEL, { type: 'file', path: `${videoSeconds}s.flv`, loop: true });
    await measure(options, gateway, used);
  } finally {
    await gateway.close();
    await pause(CLOSING_MILLIS);
    cleanup();
  }
}

async function measure(options: Options, gateway: GatewayProcess, used: readonly string[]): Promise<void> {
  const environment = browserEnvironment();
  const [loadBefore = 0] = loadavg();
  const reference = new ReferenceFeed(`${gateway.origin.replace('http', 'ws')}/feed/${CHANNEL}`, environment);
  await pause(LEAD_SECONDS * 1_000);
  const population = visits(
    {
      peers: options.peers,
      rampSeconds: RAMP_SECONDS,
      untilSeconds: RAMP_SECONDS + SETTLE_SECONDS + options.seconds,
      churnPerMinute: options.churnPerMinute,
      blockedPercent: options.blocked,
    },
    new SeededRandom(options.seed),
  );
  const verify = verifyOnce(createVerifySignature(crypto.subtle));
  const where = { gatewayUrl: gateway.origin, group: CHANNEL };
  const audience = new Audience({ ...where, environment, verify, reference }, population);
  await watch(audience, RAMP_SECONDS + SETTLE_SECONDS, 'coming');
  const measurement = await Measurement.begin({ audience, gateway, reference, channel: CHANNEL });
  await watch(audience, options.seconds, 'measured');
  const { counted, machine } = await measurement.end();
  if (reference.problem !== undefined) throw new Error(reference.problem);
  const figures = figuresOf(counted);
  console.log(`\n${options.peers} peers, ${options.seconds} s, seed ${options.seed}; gateway with ${used.join(' ')}\n`);
  console.log(report(figures, machine));
  if (machine.eventLoopDelay.p99Millis > LATE_MILLIS) {
    console.log(
      '\nThe event loop was late: these are figures of a machine that is too small or too busy, not of the swarm.',
    );
  }
  if (loadBefore > 1)
    console.log(`\nThe machine was busy before it began (load ${loadBefore.toFixed(1)}): times are too long.`);
  if (options.json !== undefined) {
    const host = {
      node: process.version,
      cpus: cpus().length,
      cpu: cpus()[0]?.model,
      memoryBytes: totalmem(),
      loadBefore,
    };
    const { jar: _jar, json: _json, ...asked } = options;
    const value = { date: new Date().toISOString(), host, options: asked, gatewaySettings: used, ...figures, machine };
    await writeFile(options.json, `${JSON.stringify(value, undefined, 2)}\n`);
  }
  // At last: the end of a hundred viewers' connections at once can make their library end the process.
  audience.close();
  reference.close();
}

/** Lets time pass, with a sign of life every 10 s. */
async function watch(audience: Audience, seconds: number, phase: string): Promise<void> {
  const until = performance.now() + seconds * 1_000;
  for (;;) {
    const left = until - performance.now();
    if (left <= 0) return;
    await pause(Math.min(left, 10_000));
    console.error(`${phase}: ${audience.size} viewers, ${audience.neighbours.toFixed(1)} connections each`);
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else await run(options);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
