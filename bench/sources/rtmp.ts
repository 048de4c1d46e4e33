import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort, GatewayProcess } from '../swarm/nodes/gateway-process.js';
import { Histogram } from '../swarm/nodes/histogram.js';
import { makeVideo } from '../swarm/nodes/media-file.js';
import { processUse } from '../swarm/nodes/process-meter.js';
import { readLive } from './live-tags.js';
import { markOf, marksOf, PassingFrames } from './passing-frames.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'); // from bench/target/sources
const USAGE = `What the way through a gateway costs, from an RTMP encoder (ffmpeg) to a reader of /live/{name}.flv.
  --seconds 60      how long to measure
  --kilobits 4000   of the stream, per second
  --jar FILE        the gateway; left out: gateway/target/bittube.jar
  --json FILE       left out: bench/target/sources-rtmp.json`;

/** Java compiles what runs often; before that it costs more. */
const WARM_UP_SECONDS = 20;
const IDLE_SECONDS = 10;
/** A packet of the swarm holds so much of the stream, and leaves when it is full. */
const PACKET_MILLIS = 50;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      kilobits: { type: 'string', default: '4000' },
      jar: { type: 'string', default: join(ROOT, 'gateway', 'target', 'bittube.jar') },
      json: { type: 'string', default: join(ROOT, 'bench', 'target', 'sources-rtmp.json') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const seconds = Number(values.seconds);
  const kilobits = Number(values.kilobits);
  const clip = join(ROOT, 'bench', 'target', `rtmp-${kilobits}-${seconds}.flv`);
  await makeVideo(clip, seconds + WARM_UP_SECONDS + 5, kilobits);
  const marks = marksOf(await readFile(clip));

  const rtmpPort = await freePort();
  const gateway = await GatewayProcess.start(values.jar, ['--stun-port', '0', '--rtmp-port', String(rtmpPort)]);
  const relay = await PassingFrames.start(marks, rtmpPort);
  const abort = new AbortController();
  try {
    const { streamKey = '' } = await gateway.addChannel('bench', { type: 'rtmp-publish' });
    await pause(3_000); // what belongs to the start is over
    const idle = await coresOf(gateway, IDLE_SECONDS);
    const target = `rtmp://127.0.0.1:${relay.port}/live/bench?key=${streamKey}`;
    const encoder = spawn('ffmpeg', ['-v', 'error', '-re', '-i', clip, '-c', 'copy', '-f', 'flv', target], {
      stdio: ['ignore', 'ignore', 'inherit'],
      signal: abort.signal,
    });
    encoder.on('error', () => undefined); // ended by the signal above
    await gateway.waitForStream('bench');
    const times = new Histogram(2_000, 1);
    let measuring = false;
    const reading = readLive(`${gateway.origin}/live/bench.flv`, abort.signal, (tag) => {
      const mark = tag.type === 'video' ? markOf(tag.bytes) : undefined;
      const passed = mark === undefined ? undefined : relay.passedAt(mark);
      if (measuring && passed !== undefined) times.add(performance.now() - passed);
    });
    await pause(WARM_UP_SECONDS * 1_000);
    measuring = true;
    const busy = await coresOf(gateway, seconds - 5);
    measuring = false;
    abort.abort();
    await reading;
    if (times.count < seconds * 10) throw new Error(`only ${times.count} pictures were seen on both sides`);
    const [p50 = NaN, p95 = NaN, p99 = NaN] = [0.5, 0.95, 0.99].map((share) => times.percentile(share));
    const result = {
      at: new Date().toISOString(),
      machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
      kilobits,
      pictures: times.count,
      latencyMillis: { p50, p95, p99 },
      beyondThePacketMillis: { p50: p50 - PACKET_MILLIS, p95: p95 - PACKET_MILLIS, p99: p99 - PACKET_MILLIS },
      gatewayCores: { idle, publishing: busy, more: busy - idle },
    };
    await mkdir(dirname(values.json), { recursive: true });
    await writeFile(values.json, JSON.stringify(result, undefined, 2));
    console.log(`${kilobits / 1_000} Mbit/s, ${times.count} pictures, from the encoder's connection to the reader's:`);
    console.log(
      `  ${p50} ms p50, ${p95} ms p95, ${p99} ms p99, of which up to ${PACKET_MILLIS} ms are the packet's own`,
    );
    console.log(`  the gateway's whole process: ${percent(busy)} of a core with it, ${percent(idle)} without`);
  } finally {
    abort.abort();
    relay.close();
    await gateway.close();
  }
}

/** Cores that the whole process used, on average. */
async function coresOf(gateway: GatewayProcess, seconds: number): Promise<number> {
  const [startMillis, before] = [performance.now(), cpuSeconds(gateway)];
  await pause(seconds * 1_000);
  return (cpuSeconds(gateway) - before) / ((performance.now() - startMillis) / 1_000);
}

function cpuSeconds(gateway: GatewayProcess): number {
  const use = processUse(gateway.pid);
  if (use === undefined) throw new Error(`the gateway ended, or this system has no /proc:\n${gateway.log}`);
  return use.cpuSeconds;
}

function percent(cores: number): string {
  return `${(cores * 100).toFixed(1)} %`;
}

await main();
