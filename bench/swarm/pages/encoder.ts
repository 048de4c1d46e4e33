import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { encodingArguments, HLS_SEGMENT_SECONDS } from './encoding.js';
import { FrameDrawer, PICTURE } from './frames.js';
import { favour } from './machine.js';
import { pause } from './timing.js';

/** A stream that is this late is not live any more, and the run is worthless, ms. */
const LATE_LIMIT_MILLIS = 2_000;

/**
 * The one live encoder of a run: frames drawn in real time go in, H.264 and AAC come out once, written as FLV to
 * `onFlv` and as an HLS playlist `live.m3u8` with its segments into a folder. A frame carries the time at which it was
 * handed over, so whatever the encoder itself takes is part of every measured lag.
 */
export class Encoder {
  readonly #child: ChildProcess;
  readonly #drawer = new FrameDrawer(Math.random);
  readonly #end = new AbortController();
  #closed = false;
  #failure: Error | undefined;
  #worstDelayMillis = 0;
  #log = '';

  constructor(hlsFolder: string, hlsListSize: number, onFlv: (chunk: Buffer) => void) {
    const child = spawn('ffmpeg', encoderArguments(hlsFolder, hlsListSize), { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    favour(child.pid);
    child.stdout.on('data', onFlv);
    child.stderr.on('data', (chunk: Buffer) => (this.#log = (this.#log + chunk.toString()).slice(-4_000)));
    child.stdin.on('error', () => undefined); // its end is noticed below, with what it said
    child.on('error', (error) => (this.#failure = new Error(`ffmpeg cannot be started: ${error.message}`)));
    child.on('exit', () => {
      if (!this.#closed) this.#failure ??= new Error(`ffmpeg ended: ${this.#log}`);
    });
    this.#feed(child.stdin).catch(() => undefined); // ended by close(); what else goes wrong is told by check()
  }

  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** @throws Error when the encoder ended or cannot keep up */
  check(): void {
    if (this.#worstDelayMillis > LATE_LIMIT_MILLIS) {
      throw new Error('the broadcast is two seconds late: the machine is too busy to measure anything');
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#end.abort();
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** From here on the worst delay is counted: starting a browser may have delayed the broadcast, which is nobody's fault. */
  forgetDelays(): void {
    this.#worstDelayMillis = 0;
  }

  /** The most by which a frame was handed over late, ms: what a busy machine did to the broadcast. */
  get worstDelayMillis(): number {
    return this.#worstDelayMillis;
  }

  /** Hands over each frame when its time has come and the encoder takes it; those that are late follow at once. */
  async #feed(stdin: Writable): Promise<void> {
    const start = performance.now();
    for (let frame = 0; !this.#closed && this.#failure === undefined; frame++) {
      const wait = start + (frame * 1_000) / PICTURE.framesPerSecond - performance.now();
      if (wait > 0) await pause(wait);
      this.#worstDelayMillis = Math.max(this.#worstDelayMillis, -wait);
      if (!stdin.write(this.#drawer.draw(Date.now()))) await once(stdin, 'drain', { signal: this.#end.signal });
    }
  }
}

function encoderArguments(hlsFolder: string, hlsListSize: number): string[] {
  const hls = [
    'f=hls',
    `hls_time=${HLS_SEGMENT_SECONDS}`,
    `hls_list_size=${hlsListSize}`,
    'hls_delete_threshold=10',
    'hls_flags=delete_segments+independent_segments+temp_file',
  ].join(':');
  return [
    ...encodingArguments(),
    ...['-f', 'tee'],
    `[f=flv:flvflags=no_duration_filesize:flush_packets=1]pipe\\:1|[${hls}]${join(hlsFolder, 'live.m3u8')}`,
  ];
}
