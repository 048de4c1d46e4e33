import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBitTube } from './pages/bittube.js';
import { bundleForPage } from './pages/bundle.js';
import { Encoder } from './pages/encoder.js';
import { FlvOrigin } from './pages/flv-origin.js';
import { measure, type Run } from './pages/measure.js';
import { parseOptions, USAGE, type Options } from './pages/options.js';
import { caption, details, json, table, withSection } from './pages/report.js';
import { startRival } from './pages/rival.js';
import type { RunningSystem, SystemName } from './pages/system.js';

/** The project's top folder; this file runs from `bench/target/swarm/`. */
const TOP = fileURLToPath(new URL('../../../', import.meta.url));

/** What must be closed, newest first, however the run ends. */
const closers: (() => Promise<void>)[] = [];
let stopping = false;

async function closeAll(): Promise<void> {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
    await close().catch((failure: unknown) => console.error(failure));
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return; // a terminal and the starting script may both send it
    stopping = true;
    void closeAll().then(() => process.exit(130));
  });
}

async function main(options: Options): Promise<void> {
  const jar = resolve(options.jar ?? join(TOP, 'gateway/target/bittube.jar'));
  if (options.systems.includes('bittube') && !existsSync(jar)) {
    throw new Error(`There is no ${jar}: build it with "mvn package -DskipTests", or name another one with --jar.`);
  }
  const hlsFolder = await mkdtemp(join(tmpdir(), 'bittube-bench-hls-'));
  closers.push(() => rm(hlsFolder, { recursive: true, force: true }));
  const flv = new FlvOrigin();
  await flv.start();
  closers.push(() => flv.close());
  const encoder = new Encoder(hlsFolder, options.hlsListSize, (chunk) => flv.accept(chunk));
  closers.push(() => encoder.close());
  const probe = await bundleForPage('page-probe.ts');

  const start = (name: SystemName, megabits: number | undefined): Promise<RunningSystem> =>
    name === 'bittube'
      ? startBitTube(jar, megabits, async (gateway) => {
          await gateway.createChannel('bench', flv.url);
          return 'channel="bench"';
        })
      : startRival({ hlsFolder, hlsListSize: options.hlsListSize, tuned: name === 'rival-tuned', megabits });
  const runs: Run[] = [];
  for (const capMegabits of options.caps) {
    for (const name of options.systems) {
      const system = await start(name, capMegabits);
      closers.push(() => system.close());
      const subject = { name, capMegabits, system, encoder };
      const run = await measure(subject, options, probe);
      runs.push(run);
      await closers.pop()?.();
      console.log(`${table([run]).split('\n').at(-1)}\n${details(run)}`);
    }
  }
  await report(runs, options);
}

async function report(runs: readonly Run[], options: Options): Promise<void> {
  const { pages, seconds, staggerSeconds } = options;
  const schedule = { pages, seconds, staggerSeconds };
  const date = new Date();
  const summary = `${caption(runs, schedule, date)}\n\n${table(runs)}`;
  console.log(`\n${summary}`);
  const file = resolve(options.json ?? join(TOP, 'bench/target/swarm-pages.json'));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, json(runs, schedule, date));
  console.log(`\nAll figures: ${file}`);
  if (options.readme) {
    const readme = join(TOP, 'README.md');
    await writeFile(readme, withSection(await readFile(readme, 'utf8'), 'bench:swarm', summary));
  }
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else await main(options);
} catch (failure) {
  if (!stopping) console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
} finally {
  if (!stopping) await closeAll();
}
