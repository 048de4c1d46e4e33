import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { processUse, type ProcessUse } from '../swarm/nodes/process-meter.js';
import { compileLoad, Load, type Counts } from './load-process.js';
import { SERVERS, startServer, type ServerName } from './servers.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'); // from bench/target/tracker
const USAGE = `What a tracker of the WebTorrent dialect costs, and how fast it is: BitTube beside the npm bittorrent-tracker.
  --only bittube,bittorrent-tracker   which servers, one after the other
  --sockets 10000       for the paced run, and for the memory of a socket
  --announces 1500      a second, of all sockets together, each with 5 offers that are answered
  --seconds 30          of each measurement
  --warm-up 20          seconds of the same load before each measurement, in which Java compiles what runs often
  --saturation 2000     sockets of the run that goes as fast as it can; 0: none
  --idle 0              sockets that do nothing, for their memory; 0: none (50000 needs ulimit -n 110000)
  --flooders 0          sockets that send without end while the paced run goes on; BitTube only; 0: none
  --java-options='-XX:+UseSerialGC -Xmn32m'    of BitTube
  --jar FILE            left out: gateway/target/bittube.jar
  --json FILE           left out: bench/target/tracker-signalling.json`;

const GROUP = 50;
const SETTLE_MILLIS = 3_000;

interface Row {
  readonly server: ServerName;
  readonly run: string;
  readonly counts?: Counts;
  readonly relayed?: number;
  readonly microsPerRelayed?: number;
  readonly systemMicrosPerRelayed?: number;
  readonly kibPerSocket?: number;
  readonly residentMegabytes: number;
  readonly floodersClosed?: number;
  readonly loadAverage: number;
}

interface Options {
  readonly jar: string;
  readonly javaOptions: readonly string[];
  readonly classes: string;
  readonly warmUpSeconds: number;
}

function use(pid: number): ProcessUse {
  const used = processUse(pid);
  if (used === undefined) throw new Error('this system does not tell what a process uses, or the server has ended');
  return used;
}

/** One server, one load, and what is measured between the two. */
async function withLoad(
  name: ServerName,
  options: Options,
  sockets: number,
  run: string,
  commands: readonly string[],
): Promise<Row[]> {
  const server = await startServer(name, options, sockets);
  const load = new Load(options, server.port, sockets, GROUP);
  try {
    // A first connection or two, so that classes are loaded: their memory is nobody's socket.
    await pause(SETTLE_MILLIS);
    const empty = use(server.pid).residentMegabytes;
    await load.opened();
    await pause(SETTLE_MILLIS);
    const open = use(server.pid).residentMegabytes;
    const kibPerSocket = ((open - empty) * 1024) / sockets;
    const rows: Row[] = [];
    if (commands.length === 0) {
      rows.push({ server: name, run, kibPerSocket, residentMegabytes: open, loadAverage: loadavg()[0] ?? NaN });
    }
    for (const command of commands) {
      let before = use(server.pid);
      const counts = await load.measure(command, () => (before = use(server.pid)));
      const after = use(server.pid);
      const relayed = counts.offers + counts.answers;
      const floodersClosed = command.startsWith('flood') ? await load.floodersClosed() : undefined;
      rows.push({
        server: name,
        run: command.startsWith('flood') ? `${run}, flooded` : run,
        counts,
        relayed,
        microsPerRelayed: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / relayed,
        systemMicrosPerRelayed: ((after.systemSeconds - before.systemSeconds) * 1e6) / relayed,
        kibPerSocket,
        residentMegabytes: after.residentMegabytes,
        ...(floodersClosed === undefined ? {} : { floodersClosed }),
        loadAverage: loadavg()[0] ?? NaN,
      });
    }
    return rows;
  } finally {
    await load.close();
    await server.close();
  }
}

function line(row: Row): string {
  const counts = row.counts;
  const of = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '';
  const delivered = counts === undefined ? '' : `${of((100 * row.relayed!) / (10 * counts.announces), 1)} %`;
  const wrong = counts === undefined ? '' : `${counts.wrong} / ${counts.closed}`;
  return `| ${row.server} | ${row.run} | ${counts === undefined ? '' : of(row.relayed! / counts.seconds, 0)} | ${of(row.microsPerRelayed, 1)} | ${of(row.systemMicrosPerRelayed, 1)} | ${of(counts?.p50Millis, 1)} / ${of(counts?.p99Millis, 1)} | ${delivered} | ${wrong} | ${of(row.kibPerSocket, 1)} | ${of(row.residentMegabytes, 0)} | ${of(row.loadAverage, 1)} |`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string', default: SERVERS.join(',') },
      sockets: { type: 'string', default: '10000' },
      announces: { type: 'string', default: '1500' },
      seconds: { type: 'string', default: '30' },
      'warm-up': { type: 'string', default: '20' },
      saturation: { type: 'string', default: '2000' },
      idle: { type: 'string', default: '0' },
      flooders: { type: 'string', default: '0' },
      'java-options': { type: 'string', default: '-XX:+UseSerialGC -Xmn32m' },
      jar: { type: 'string', default: join(ROOT, 'gateway', 'target', 'bittube.jar') },
      json: { type: 'string', default: join(ROOT, 'bench', 'target', 'tracker-signalling.json') },
    },
  });
  const names = SERVERS.filter((name) => values.only.split(',').includes(name));
  const numbers = [
    values.sockets,
    values.announces,
    values.seconds,
    values.saturation,
    values.idle,
    values.flooders,
    values['warm-up'],
  ];
  if (values.help || names.length === 0 || !numbers.every((number) => /^\d+$/.test(number))) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const [sockets = 0, announces = 0, seconds = 0, saturation = 0, idle = 0, flooders = 0, warmUpSeconds = 0] =
    numbers.map(Number);
  const options: Options = {
    jar: values.jar,
    javaOptions: values['java-options'].split(' ').filter((option) => option !== ''),
    classes: await compileLoad(join(ROOT, 'bench'), values.jar),
    warmUpSeconds,
  };
  const rows: Row[] = [];
  console.log(
    '| server | run | relayed/s | µs CPU each | of that in the kernel | announce p50 / p99 ms | delivered | wrong / closed | KiB a socket | RSS MiB | load |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  const add = (more: Row[]): void => {
    rows.push(...more);
    for (const row of more) console.log(line(row));
  };
  for (const name of names) {
    const paced = [`paced ${announces} ${seconds}`];
    if (flooders > 0 && name === 'bittube') paced.push(`flood ${flooders} ${announces} ${seconds}`);
    if (sockets > 0) add(await withLoad(name, options, sockets, `${sockets} sockets`, paced));
    if (saturation > 0) add(await withLoad(name, options, saturation, 'saturation', [`saturate ${seconds}`]));
    if (idle > 0) add(await withLoad(name, options, idle, `${idle} idle`, []));
  }
  const machine = { cores: cpus().length, model: cpus()[0]?.model, memoryBytes: totalmem() };
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(
    values.json,
    JSON.stringify({ at: new Date().toISOString(), machine, javaOptions: options.javaOptions, rows }, null, 2),
  );
}

await main();
