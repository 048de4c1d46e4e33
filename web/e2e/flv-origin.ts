import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A broadcaster's server that nobody of us wrote the media part of: ffmpeg sends a live FLV in real time, plain HTTP
 * hands it on as an endless body. It can be taken away and brought back.
 */
export class FlvOrigin {
  readonly #server: Server;
  readonly #clip: string;
  readonly #folder: string;
  readonly #senders = new Set<ChildProcess>();
  readonly #responses = new Set<ServerResponse>();
  /** Every byte sent to the latest reader. */
  #sent: Buffer[] = [];
  #port = 0;

  private constructor(folder: string, clip: string) {
    this.#folder = folder;
    this.#clip = clip;
    this.#server = createServer((request, response) => {
      if (request.url === '/page.html') {
        response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>no stream here</title>');
      } else if (request.url === '/live.flv') {
        this.#serve(response);
      } else {
        response.writeHead(404).end();
      }
    });
  }

  static async start(): Promise<FlvOrigin> {
    const folder = await mkdtemp(join(tmpdir(), 'bittube-origin-'));
    const clip = join(folder, 'clip.flv');
    await makeClip(clip, 20);
    const origin = new FlvOrigin(folder, clip);
    await origin.comeBack();
    return origin;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/live.flv`;
  }

  get htmlUrl(): string {
    return `http://127.0.0.1:${this.#port}/page.html`;
  }

  /** What the latest reader was sent so far. */
  get sent(): Buffer {
    return Buffer.concat(this.#sent);
  }

  /** Cuts every reader off and refuses new ones. */
  async goAway(): Promise<void> {
    this.#cut();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Listens (again) on the same port. */
  async comeBack(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#port = address.port;
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.goAway();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #serve(response: ServerResponse): void {
    this.#sent = [];
    const sent = this.#sent;
    response.writeHead(200, { 'Content-Type': 'video/x-flv' });
    const sender = spawn(
      'ffmpeg',
      [
        '-v',
        'error',
        '-re',
        '-stream_loop',
        '-1',
        '-i',
        this.#clip,
        '-c',
        'copy',
        '-f',
        'flv',
        '-flvflags',
        'no_duration_filesize',
        'pipe:1',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#senders.add(sender);
    this.#responses.add(response);
    sender.stdout.on('data', (chunk: Buffer) => {
      sent.push(chunk);
      response.write(chunk);
    });
    response.on('close', () => {
      sender.kill('SIGKILL');
      this.#senders.delete(sender);
      this.#responses.delete(response);
    });
  }

  #cut(): void {
    for (const response of this.#responses) response.destroy();
  }
}

/** H.264 and AAC at about 1 Mbit/s with a keyframe every second. */
export async function makeClip(path: string, seconds: number, size = '640x360'): Promise<void> {
  await run('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=f=440:r=44100:d=${seconds}`],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      '-g',
      '25',
      '-b:v',
      '900k',
      '-maxrate',
      '900k',
      '-bufsize',
      '900k',
    ],
    ...['-c:a', 'aac', '-b:a', '64k', '-f', 'flv', path],
  ]);
}

/** Runs a program to its end; fails with what it said when its status is not 0. Resolves to its standard output. */
export async function run(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`${program} ended with ${status ?? 'a signal'}: ${err}`);
  return out;
}
