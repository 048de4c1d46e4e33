import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeClip, type Clip } from './films/clip.js';
import type { Moves } from './films/moves.js';
import { caption, json, table, type FilmRun } from './films/report.js';
import { startBitTube } from './pages/bittube.js';
import { bundleForPage } from './pages/bundle.js';
import { measure } from './pages/measure.js';
import { details, withSection } from './pages/report.js';
import { startRival } from './pages/rival.js';
import { SYSTEM_NAMES, type RunningSystem, type SystemName } from './pages/system.js';

/** The project's top folder; this file runs from `bench/target/swarm/`. */
const TOP = fileURLToPath(new URL('../../../', import.meta.url));

const USAGE = `node bench/run.mjs swarm/films [options]

  --pages 12            viewers
  --stagger 4           seconds between their coming
  --film 120            length of the film, s
  --moves 5             moves of each viewer in the second run of each system; 0: no such run
  --only bittube,rival  which systems: ${SYSTEM_NAMES.join(', ')}
  --jar FILE            the gateway; gateway/target/bittube.jar without this
  --json FILE           where all figures go; bench/target/swarm-films.json without this
  --readme              also write the table into the README
`;

/** From one move to the next, and before the first, s. */
const MOVE_EVERY_SECONDS = 6;
/** For the slowest to reach the end. */
const SPARE_SECONDS = 5;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    pages: { type: 'string', default: '12' },
    stagger: { type: 'string', default: '4' },
    film: { type: 'string', default: '120' },
    moves: { type: 'string', default: '5' },
    only: { type: 'string', default: 'bittube,rival' },
    jar: { type: 'string' },
    json: { type: 'string' },
    readme: { type: 'boolean', default: false },
  },
});

const number = (name: 'pages' | 'stagger' | 'film' | 'moves', least: number, most: number): number => {
  const value = Number(values[name]);
  if (!(value >= least && value <= most)) throw new Error(`--${name} is a number from ${least} to ${most}`);
  return value;
};

async function start(name: SystemName, jar: string, clip: Clip): Promise<RunningSystem> {
  if (name !== 'bittube') {
    const { hlsFolder, segments } = clip;
    // The playlist is complete when it lists them all.
    return startRival({ hlsFolder, hlsListSize: segments, tuned: name === 'rival-tuned', megabits: undefined });
  }
  const contents = new Uint8Array(await readFile(clip.flvFile));
  return startBitTube(jar, undefined, async (gateway) => `object="${await gateway.addObject('film.flv', contents)}"`);
}

async function main(folder: string): Promise<void> {
  const pages = number('pages', 1, 100);
  const staggerSeconds = number('stagger', 0, 600);
  const filmSeconds = number('film', 20, 3_600);
  const moves = number('moves', 0, 1_000);
  const systems = values.only.split(',').map((text) => {
    const name = SYSTEM_NAMES.find((known) => known === text);
    if (name === undefined) throw new Error(`--only knows ${SYSTEM_NAMES.join(', ')}, not ${text}`);
    return name;
  });
  const jar = resolve(values.jar ?? join(TOP, 'gateway/target/bittube.jar'));
  if (systems.includes('bittube') && !existsSync(jar)) {
    throw new Error(`There is no ${jar}: build it with "mvn package -DskipTests", or name another one with --jar.`);
  }
  const clip = await makeClip(folder, filmSeconds);
  const probe = await bundleForPage('../films/film-probe.ts');
  const plan: Moves = { count: moves, firstSeconds: MOVE_EVERY_SECONDS, everySeconds: MOVE_EVERY_SECONDS, filmSeconds };
  const movesProbe = `window.filmMoves = ${JSON.stringify(plan)};\n${probe}`;

  const runs: FilmRun[] = [];
  for (const name of systems) {
    for (const about of moves > 0 ? [false, true] : [false]) {
      const seconds = about ? (moves + 1) * MOVE_EVERY_SECONDS + SPARE_SECONDS : filmSeconds + SPARE_SECONDS;
      const system = await start(name, jar, clip);
      try {
        const subject = { name, capMegabits: undefined, system, encoder: undefined };
        const run = await measure(subject, { pages, staggerSeconds, seconds }, about ? movesProbe : probe);
        runs.push({ run, moves: about });
        console.log(`${table(runs.slice(-1)).split('\n').at(-1)}\n${details(run)}`);
      } finally {
        await system.close();
      }
    }
  }
  const date = new Date();
  const summary = `${caption(runs, pages, staggerSeconds, filmSeconds, date)}\n\n${table(runs)}`;
  console.log(`\n${summary}`);
  const file = resolve(values.json ?? join(TOP, 'bench/target/swarm-films.json'));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, json(runs, date));
  console.log(`\nAll figures: ${file}`);
  if (values.readme) {
    const readme = join(TOP, 'README.md');
    await writeFile(readme, withSection(await readFile(readme, 'utf8'), 'bench:films', summary));
  }
}

if (values.help) {
  console.log(USAGE);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'bittube-bench-film-'));
  try {
    await main(folder);
  } catch (failure) {
    console.error(failure instanceof Error ? failure.message : failure);
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
