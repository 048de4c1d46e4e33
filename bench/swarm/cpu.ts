// What one playing page costs beside a page that plays plain HTTP-FLV: node bench/run.mjs swarm/cpu --help
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { pause } from '../../web/e2e/gateway-process.js';
import { Chromium } from './cost/chromium.js';
import { measureRound, type Playing, type RoundCost } from './cost/cpu-round.js';
import { machine } from './cost/machine.js';
import { type OpenedParts, withParts } from './cost/opened-parts.js';
import { libraryFolder, PLAIN_SETTINGS, PlainPage } from './cost/plain-page.js';
import { writeProfile } from './cost/profile.js';
import { jarOf, playing, Stage } from './cost/stage.js';

/** The goal: CPU of the page in the swarm ÷ CPU of the plain page. */
const GOAL = 1.3;
/** Code is compiled and buffers reach their size in the first seconds of a page. */
const WARM_UP_SECONDS = 20;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
    jar: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`node bench/run.mjs swarm/cpu [--seconds 60] [--rounds 3] [--jar FILE] [--json FILE] [--profile PREFIX]

  --profile   after the rounds, record where the scripts of both pages spend one more round:
              PREFIX-swarm.cpuprofile and PREFIX-plain.cpuprofile, for the Performance panel of DevTools`);
} else {
  await withParts((parts) => main(Number(values.seconds), Number(values.rounds), parts));
}

async function main(seconds: number, rounds: number, parts: OpenedParts): Promise<void> {
  if (!(seconds >= 1 && rounds >= 1)) throw new Error('--seconds and --rounds have to be numbers from 1 on');
  const stage = await Stage.start(jarOf(values.jar), parts);
  const plainPage = parts.keep(await PlainPage.start(libraryFolder()));
  const plainChromium = parts.keep(await Chromium.start());
  const page = await plainChromium.open(plainPage.urlFor(stage.flvUrl));
  await playing(page);
  await pause(WARM_UP_SECONDS * 1_000);
  const players: readonly [Playing, Playing] = [
    { chromium: stage.measured, page: stage.page },
    { chromium: plainChromium, page },
  ];
  const measured: { ratio: number; swarm: RoundCost; plain: RoundCost }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const [swarm, plain] = await measureRound(players, seconds, pause);
    if (swarm === undefined || plain === undefined) throw new Error('a page was not measured');
    const ratio = swarm.cpuSeconds / plain.cpuSeconds;
    measured.push({ ratio, swarm, plain });
    console.log(line(`round ${round} swarm`, swarm));
    console.log(`${line(`round ${round} plain`, plain)}  ratio ${ratio.toFixed(2)}`);
  }
  const ratio = spread(measured.map((one) => one.ratio));
  const held = ratio.median <= GOAL ? 'kept' : 'missed';
  console.log(
    `ratio min ${ratio.min.toFixed(2)} median ${ratio.median.toFixed(2)} max ${ratio.max.toFixed(2)}, goal ${GOAL}: ${held}`,
  );
  const last = measured.at(-1);
  if (last !== undefined) printSplit(last.swarm, last.plain);
  if (values.json !== undefined) {
    const chromium = await plainChromium.version();
    const result = { ...machine(new Date()), chromium, seconds, plainSettings: PLAIN_SETTINGS, goal: GOAL, ratio };
    await writeFile(values.json, `${JSON.stringify({ ...result, rounds: measured }, null, 2)}\n`);
  }
  if (values.profile !== undefined) {
    await Promise.all([
      writeProfile(stage.page, seconds, `${values.profile}-swarm.cpuprofile`),
      writeProfile(page, seconds, `${values.profile}-plain.cpuprofile`),
    ]);
  }
}

function line(name: string, cost: RoundCost): string {
  const peers = `peers ${cost.fromPeersKbps} in ${cost.toPeersKbps} out, gateway ${cost.fromServerKbps} kbit/s`;
  const picture = `${cost.framesPerSecond.toFixed(1)} fps ${cost.droppedFrames} dropped rate ${cost.playbackRate}`;
  return `${name}: ${cost.cpuSeconds.toFixed(2)} s = ${(cost.coreShare * 100).toFixed(1)} % of a core, ${picture}, ${peers}`;
}

/** The threads that differ most, of the last round. */
function printSplit(swarm: RoundCost, plain: RoundCost): void {
  for (const [title, key] of [
    ['process', 'byRole'],
    ['thread', 'byThread'],
  ] as const) {
    const names = [...new Set([...Object.keys(swarm[key]), ...Object.keys(plain[key])])];
    const rows = names.map((name) => ({ name, swarm: swarm[key][name] ?? 0, plain: plain[key][name] ?? 0 }));
    rows.sort((a, b) => Math.abs(b.swarm - b.plain) - Math.abs(a.swarm - a.plain));
    console.log(`\n${`CPU seconds by ${title}`.padEnd(52)} swarm   plain`);
    for (const row of rows.slice(0, 12)) {
      console.log(`${row.name.padEnd(50)} ${row.swarm.toFixed(2).padStart(7)} ${row.plain.toFixed(2).padStart(7)}`);
    }
  }
}

function spread(values: readonly number[]): { min: number; median: number; max: number } {
  const ascending = [...values].sort((a, b) => a - b);
  const middle = ascending.length / 2;
  const low = ascending[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = ascending[Math.floor(middle)] ?? Number.NaN;
  return { min: ascending[0] ?? Number.NaN, median: (low + high) / 2, max: ascending.at(-1) ?? Number.NaN };
}
