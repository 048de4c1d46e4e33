import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FlvTag } from '../../web/media/flv-tag.js';
import { freePort, GatewayProcess } from '../swarm/nodes/gateway-process.js';
import { makeVideo } from '../swarm/nodes/media-file.js';
import { processUse } from '../swarm/nodes/process-meter.js';
import { readLive } from './live-tags.js';
import { Togetherness } from './togetherness.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'); // from bench/target/sources
const USAGE = `A channel whose encoder (ffmpeg, RTMP, a looped file) is killed and started again each minute.
  --minutes 60      how long
  --jar FILE        the gateway; left out: gateway/target/bittube.jar
  --json FILE       left out: bench/target/sources-restarts.json`;

const RUN_MILLIS = 60_000;
/** Between the end of one encoder and the beginning of the next. */
const AWAY_MILLIS = 1_000;

/** What one reader of the stream notes: whether times go back, and where the stream is. */
class Notes {
  #first: { readonly timeMillis: number; readonly atMillis: number } | undefined;
  readonly #last = new Map<string, number>();
  tags = 0;
  stepsBack = 0;
  timeMillis = 0;

  note(tag: FlvTag): void {
    if (tag.type === 'script') return;
    this.#first ??= { timeMillis: tag.timestampMillis, atMillis: performance.now() };
    if (tag.timestampMillis < (this.#last.get(tag.type) ?? 0)) this.stepsBack++;
    this.#last.set(tag.type, tag.timestampMillis);
    this.timeMillis = Math.max(this.timeMillis, tag.timestampMillis);
    this.tags++;
  }

  /** How long the stream is that came, ms. */
  get streamMillis(): number {
    return this.timeMillis - (this.#first?.timeMillis ?? 0);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '60' },
      jar: { type: 'string', default: join(ROOT, 'gateway', 'target', 'bittube.jar') },
      json: { type: 'string', default: join(ROOT, 'bench', 'target', 'sources-restarts.json') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const clip = join(ROOT, 'bench', 'target', 'restarts.flv');
  await makeVideo(clip, 20);
  const rtmpPort = await freePort();
  const gateway = await GatewayProcess.start(values.jar, ['--stun-port', '0', '--rtmp-port', String(rtmpPort)]);
  const abort = new AbortController();
  let encoder: ChildProcess | undefined;
  try {
    const { streamKey = '' } = await gateway.addChannel('bench', { type: 'rtmp-publish' });
    const target = `rtmp://127.0.0.1:${rtmpPort}/live/bench?key=${streamKey}`;
    const notes = new Notes();
    const togetherness = new Togetherness(new Uint8Array(await readFile(clip)));
    const minutes = [];
    for (let minute = 1; minute <= Number(values.minutes); minute++) {
      togetherness.beginRun();
      encoder = spawn('ffmpeg', [
        '-v',
        'quiet',
        '-re',
        '-stream_loop',
        '-1',
        '-i',
        clip,
        '-c',
        'copy',
        '-f',
        'flv',
        target,
      ]);
      if (minute === 1) {
        await gateway.waitForStream('bench');
        void readLive(`${gateway.origin}/live/bench.flv`, abort.signal, (tag) => {
          notes.note(tag);
          togetherness.note(tag);
        });
      }
      await pause(RUN_MILLIS);
      encoder.kill('SIGKILL');
      await once(encoder, 'exit');
      await pause(AWAY_MILLIS);
      const resident = processUse(gateway.pid)?.residentMegabytes ?? NaN;
      minutes.push({ minute, streamMillis: notes.streamMillis, residentMegabytes: Math.round(resident) });
      const { stepsBack } = notes;
      const { mostApartMillis } = togetherness;
      console.log(
        `minute ${minute}: stream ${notes.streamMillis} ms, back ${stepsBack}, apart ${mostApartMillis} ms, ${Math.round(resident)} MiB`,
      );
    }
    const { tags, stepsBack, streamMillis } = notes;
    const { compared, mostApartMillis } = togetherness;
    const result = {
      at: new Date().toISOString(),
      tags,
      stepsBack,
      compared,
      mostApartMillis,
      streamMillis,
      minutes,
    };
    await mkdir(dirname(values.json), { recursive: true });
    await writeFile(values.json, JSON.stringify(result, undefined, 2));
    console.log(
      `${tags} tags, ${stepsBack} times back, sound and picture moved against each other by ${mostApartMillis} ms at most (${compared} compared)`,
    );
  } finally {
    abort.abort();
    encoder?.kill('SIGKILL');
    await gateway.close();
  }
}

await main();
