import { randomFillSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ADMIN_TOKEN, GatewayProcess } from '../swarm/nodes/gateway-process.js';
import { processUse } from '../swarm/nodes/process-meter.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'); // from bench/target/objects
const USAGE = `How fast a gateway makes objects of files, and what memory that takes.
  --megabytes 16,256,1024   sizes of the files, one after the other, in MiB
  --rounds 3                files of each size; the median is told
  --heap 192                MiB of heap that the gateway may have: a large file fits through it only if it is never held as a whole
  --jar FILE                the gateway; left out: gateway/target/bittube.jar
  --json FILE               left out: bench/target/objects-import.json`;

const MEBIBYTE = 1 << 20;
const MEMORY_LOOK_MILLIS = 20;

interface Round {
  readonly megabytes: number;
  readonly uploadSeconds: number;
  readonly importSeconds: number;
  readonly importCpuSeconds: number;
  readonly peakResidentMegabytes: number;
}

/** Random bytes, so that nothing on the way can save any work; each chunk is another, and no two files are the same. */
async function* contents(bytes: number): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(MEBIBYTE);
  randomFillSync(chunk);
  for (let at = 0; at < bytes; at += chunk.length) {
    randomFillSync(chunk, 0, 64);
    yield chunk.slice(0, Math.min(chunk.length, bytes - at));
    await Promise.resolve();
  }
}

function tus(
  gateway: GatewayProcess,
  path: string,
  method: string,
  headers: object,
  body?: unknown,
): Promise<Response> {
  return fetch(new URL(path, gateway.origin), {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Tus-Resumable': '1.0.0', ...headers },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  } as RequestInit);
}

function part(gateway: GatewayProcess, path: string, offset: number, body: unknown): Promise<Response> {
  const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) };
  return tus(gateway, path, 'PATCH', headers, body);
}

/**
 * Uploads a file but for its last byte, and then that one: what the gateway does from there to its answer is the import, with the file on
 * the disk: reading, hashing, the hash tree, both forced to the disk, the descriptor.
 */
async function round(gateway: GatewayProcess, megabytes: number): Promise<Round> {
  const bytes = megabytes * MEBIBYTE;
  const filename = Buffer.from(`random-${Date.now()}.bin`).toString('base64');
  const made = await tus(gateway, '/api/uploads', 'POST', {
    'Upload-Length': String(bytes),
    'Upload-Metadata': `filename ${filename}`,
  });
  const path = made.headers.get('location');
  if (path === null) throw new Error(`no upload: ${made.status} ${await made.text()}`);
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, use(gateway).residentMegabytes)), MEMORY_LOOK_MILLIS);
  const began = performance.now();
  const sent = await part(gateway, path, 0, contents(bytes - 1));
  if (!sent.ok) throw new Error(`not taken: ${sent.status} ${await sent.text()}`);
  const uploadSeconds = (performance.now() - began) / 1_000;

  const before = use(gateway);
  const started = performance.now();
  const done = await part(gateway, path, bytes - 1, new Uint8Array(1));
  const importSeconds = (performance.now() - started) / 1_000;
  clearInterval(look);
  const id = done.headers.get('bittube-object');
  if (id === null) throw new Error(`no object: ${done.status} ${await done.text()}`);
  const importCpuSeconds = use(gateway).cpuSeconds - before.cpuSeconds;
  await tus(gateway, `/api/objects/${id}`, 'DELETE', {});
  return { megabytes, uploadSeconds, importSeconds, importCpuSeconds, peakResidentMegabytes: peak };
}

function use(gateway: GatewayProcess): { cpuSeconds: number; residentMegabytes: number } {
  const used = processUse(gateway.pid);
  if (used === undefined) throw new Error('this system does not tell what a process uses: Linux is needed');
  return used;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function row(megabytes: number, rounds: readonly Round[]): string {
  const rate = (seconds: (round: Round) => number): string =>
    ((megabytes * MEBIBYTE) / 1e6 / median(rounds.map(seconds))).toFixed(0);
  const memory = Math.max(...rounds.map((one) => one.peakResidentMegabytes)).toFixed(0);
  return `| ${megabytes} MiB | ${rate((one) => one.uploadSeconds)} MB/s | ${rate((one) => one.importSeconds)} MB/s | ${rate((one) => one.importCpuSeconds)} MB/s | ${memory} MiB |`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      megabytes: { type: 'string', default: '16,256,1024' },
      rounds: { type: 'string', default: '3' },
      heap: { type: 'string', default: '192' },
      jar: { type: 'string', default: join(ROOT, 'gateway', 'target', 'bittube.jar') },
      json: { type: 'string', default: join(ROOT, 'bench', 'target', 'objects-import.json') },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const sizes = values.megabytes.split(',').map(Number);
  const times = Number(values.rounds);
  if (
    !sizes.every((size) => Number.isInteger(size) && size > 0) ||
    !Number.isInteger(times) ||
    times < 1 ||
    !/^[1-9]\d{1,5}$/.test(values.heap)
  ) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  process.env['JAVA_TOOL_OPTIONS'] = `${process.env['JAVA_TOOL_OPTIONS'] ?? ''} -Xmx${values.heap}m`.trim();
  const gateway = await GatewayProcess.start(values.jar, ['--stun-port', '0', '--free-megabytes', '0']);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void gateway.close().finally(() => process.exit(1)));
  }
  const results: Round[] = [];
  try {
    // The first file is hashed by code that the virtual machine has not compiled yet: it is not told.
    await round(gateway, 64);
    console.log('| file | upload | import | import, a second of one core | memory of the gateway, most |');
    console.log('|---|---|---|---|---|');
    for (const megabytes of sizes) {
      const rounds: Round[] = [];
      for (let i = 0; i < times; i++) rounds.push(await round(gateway, megabytes));
      results.push(...rounds);
      console.log(row(megabytes, rounds));
      await pause(500);
    }
  } finally {
    await gateway.close();
  }
  const [cpu] = cpus();
  const machine = {
    heapMegabytes: Number(values.heap),
    cores: cpus().length,
    model: cpu?.model,
    memoryBytes: totalmem(),
  };
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, JSON.stringify({ at: new Date().toISOString(), machine, rounds: results }, null, 2));
}

await main();
