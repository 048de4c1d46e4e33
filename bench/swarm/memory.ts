// Whether the memory of a playing page stays where it is: node bench/run.mjs swarm/memory --help
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { pause } from '../../web/e2e/gateway-process.js';
import { judge, MAX_GROWTH, MAX_SLOPE_BYTES, type MemoryLook } from './cost/flatness.js';
import { growth } from './cost/heap-summary.js';
import { machine } from './cost/machine.js';
import { lookAtMemory, snapshotHeap } from './cost/memory-look.js';
import { type OpenedParts, withParts } from './cost/opened-parts.js';
import { jarOf, Stage } from './cost/stage.js';

/** By then the window of packets is full (a minute) and mpegts.js has cut its own buffer back at least once. */
const FIRST_MINUTE = 2;
const GROWN_SHOWN = 15;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    jar: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log('node bench/run.mjs swarm/memory [--minutes 30] [--jar FILE] [--json FILE]');
} else {
  await withParts((parts) => main(Number(values.minutes), parts));
}

async function main(minutes: number, parts: OpenedParts): Promise<void> {
  if (!(minutes > FIRST_MINUTE)) throw new Error(`--minutes has to be more than ${FIRST_MINUTE}`);
  const stage = await Stage.start(jarOf(values.jar), parts);
  const startedAt = performance.now();
  const at = async (minute: number): Promise<MemoryLook> => {
    await pause(Math.max(0, startedAt + minute * 60_000 - performance.now()));
    const look = await lookAtMemory(stage.measured, stage.page, minute);
    console.log(line(look));
    return look;
  };
  for (let minute = 0; minute < FIRST_MINUTE; minute++) await at(minute);
  const looks = [await at(FIRST_MINUTE)];
  const before = await snapshotHeap(stage.page);
  for (let minute = FIRST_MINUTE + 1; minute <= minutes; minute++) looks.push(await at(minute));
  const after = await snapshotHeap(stage.page);
  const grown = growth(before, after, GROWN_SHOWN);
  const verdict = judge(looks);
  const player = await stage.look();
  console.log(`\ngrew most between the snapshots of minute ${FIRST_MINUTE} and ${minutes}`);
  for (const { name, count, selfBytes } of grown) {
    console.log(`${String(selfBytes).padStart(10)} B ${String(count).padStart(7)}  ${name}`);
  }
  console.log(
    `\n${verdict.flat ? 'flat' : 'NOT FLAT'}: ${(verdict.slopeBytesPerTenMinutes / 1024).toFixed(0)} KiB in ten minutes ` +
      `(limit ${MAX_SLOPE_BYTES / 1024}), end ÷ start ${verdict.endOverStart.toFixed(3)}, ` +
      `nodes and listeners ${verdict.nodesOverStart.toFixed(3)} (limit ${MAX_GROWTH}); ` +
      `${player.stalls} stalls, ${player.neighbours} neighbours`,
  );
  if (values.json !== undefined) {
    const result = { ...machine(new Date()), minutes, ...verdict, looks, grown, player };
    await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
  }
}

function line(look: MemoryLook): string {
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(2).padStart(7);
  return (
    `minute ${String(look.minute).padStart(2)}: heap ${megabytes(look.heapBytes)} MiB, renderer in RAM ` +
    `${megabytes(look.residentBytes)} MiB, ${look.domNodes} nodes, ${look.listeners} listeners, ` +
    `${look.connections} connections`
  );
}
