import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { FrameDrawer, PICTURE } from './frames.js';
import { pause } from './timing.js';

/** Length of an HLS segment, s; the GOP is a second for everybody. */
export const HLS_SEGMENT_SECONDS = 2;
const VIDEO_KBITS = 900;
const AUDIO_KBITS = 96;
/** Frames that may wait for the encoder before the run is worthless: a second. */
const FRAMES_BEHIND_LIMIT = PICTURE.framesPerSecond;

/**
 * The one live encoder of a run: frames drawn in real time go in, H.264 and AAC come out once, written as FLV to
 * `onFlv` and as an HLS playlist `live.m3u8` with its segments into a folder. A frame carries the time at which it was
 * handed over, so whatever the encoder itself takes is part of every measured lag.
 */
export class Encoder {
  readonly #child: ChildProcess;
  readonly #drawer = new FrameDrawer(Math.random);
  #closed = false;
  #failure: Error | undefined;
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
    void this.#feed(); // ends with close(); what goes wrong is told by check()
  }

  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** @throws Error when the encoder ended or cannot keep up */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** Hands over each frame when its time has come; those that a busy machine made late follow at once. */
  async #feed(): Promise<void> {
    const start = performance.now();
    const stdin = this.#child.stdin;
    for (let frame = 0; !this.#closed && this.#failure === undefined; frame++) {
      const wait = start + (frame * 1_000) / PICTURE.framesPerSecond - performance.now();
      if (wait > 0) await pause(wait);
      const picture = this.#drawer.draw(Date.now());
      if ((stdin?.writableLength ?? 0) > FRAMES_BEHIND_LIMIT * picture.length) {
        this.#failure = new Error('the encoder is a second behind: the machine is too busy to measure anything');
        return;
      }
      stdin?.write(picture);
    }
  }
}

/** A broadcaster has a machine of its own: where that is allowed, the viewers' load does not slow the encoder down. */
function favour(processId: number | undefined): void {
  if (processId === undefined) return;
  try {
    setPriority(processId, -10);
  } catch {
    // Not root; a machine that is too busy then fails the run, see above.
  }
}

function encoderArguments(hlsFolder: string, hlsListSize: number): string[] {
  const { width, height, framesPerSecond } = PICTURE;
  const hls = [
    'f=hls',
    `hls_time=${HLS_SEGMENT_SECONDS}`,
    `hls_list_size=${hlsListSize}`,
    'hls_delete_threshold=10',
    'hls_flags=delete_segments+independent_segments+temp_file',
  ].join(':');
  return [
    ...['-hide_banner', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
    ...['-video_size', `${width}x${height}`, '-framerate', String(framesPerSecond), '-i', 'pipe:0'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100', '-map', '0:v', '-map', '1:a'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', String(framesPerSecond)],
    ...['-keyint_min', String(framesPerSecond), '-sc_threshold', '0', '-threads', '1'],
    ...['-b:v', `${VIDEO_KBITS}k`, '-maxrate', `${VIDEO_KBITS}k`, '-bufsize', `${VIDEO_KBITS / 2}k`],
    ...['-c:a', 'aac', '-b:a', `${AUDIO_KBITS}k`, '-flags', '+global_header', '-f', 'tee'],
    `[f=flv:flvflags=no_duration_filesize:flush_packets=1]pipe\\:1|[${hls}]${join(hlsFolder, 'live.m3u8')}`,
  ];
}
