import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { makeVideo } from '../swarm/nodes/media-file.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'); // from bench/target/sources
const USAGE = `What it costs to parse what an encoder sends over RTMP: from bytes of the network to repaired tags, in a process of its own.
Needs the tests' classes: mvn test-compile.
  --kilobits 4000   of the stream, per second
  --minutes 120     of stream to parse
  --jar FILE        the gateway; left out: gateway/target/bittube.jar`;

const CLASSES = join(ROOT, 'gateway', 'target', 'test-classes');
const PROGRAM = 'org.bittube.gateway.source.RtmpParsing';
const CLIP_SECONDS = 20;
/** That of RTMP from the start, that of OBS, that of ffmpeg. */
const CHUNK_SIZES = [128, 4_096, 60_000];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kilobits: { type: 'string', default: '4000' },
      minutes: { type: 'string', default: '120' },
      jar: { type: 'string', default: join(ROOT, 'gateway', 'target', 'bittube.jar') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (!existsSync(join(CLASSES, `${PROGRAM.replaceAll('.', '/')}.class`))) {
    throw new Error(`There is no ${PROGRAM} in ${CLASSES}: run mvn test-compile.`);
  }
  const clip = join(ROOT, 'bench', 'target', `parsing-${values.kilobits}.flv`);
  await makeVideo(clip, CLIP_SECONDS, Number(values.kilobits));
  console.log(`${Number(values.kilobits) / 1_000} Mbit/s, share of a core:`);
  for (const chunkSize of CHUNK_SIZES) {
    const path = [CLASSES, values.jar].join(delimiter);
    const program = ['-Xmx256m', '-cp', path, PROGRAM, clip, values.minutes, String(chunkSize)];
    const { stdout } = await promisify(execFile)('java', program);
    const { streamSeconds, tags, share, warmShare } = JSON.parse(stdout) as Record<string, number | undefined>;
    const percent = (value = NaN): string => `${(100 * value).toFixed(2)} %`;
    console.log(
      `chunks of ${chunkSize} bytes: ${percent(share)} with Java's start and compiler, ${percent(warmShare)} without the first tenth (${tags} tags, ${streamSeconds} s of stream)`,
    );
  }
}

await main();
