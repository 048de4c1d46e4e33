import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { encodingArguments, HLS_SEGMENT_SECONDS } from '../pages/encoding.js';
import { FrameDrawer, PICTURE } from '../pages/frames.js';

/** One film in both forms. */
export interface Clip {
  readonly flvFile: string;
  /** Holds `live.m3u8` with its segments. */
  readonly hlsFolder: string;
  readonly segments: number;
}

/**
 * Encodes a film once and writes it as FLV and as HLS; the barcode of a frame (barcode.ts) says where in the film it stands.
 * @throws Error when ffmpeg fails
 */
export async function makeClip(folder: string, seconds: number): Promise<Clip> {
  const flvFile = join(folder, 'film.flv');
  const hls = `f=hls:hls_time=${HLS_SEGMENT_SECONDS}:hls_playlist_type=vod:hls_flags=independent_segments`;
  const outputs = `[f=flv:flvflags=add_keyframe_index]${flvFile}|[${hls}]${join(folder, 'live.m3u8')}`;
  const ends = ['-t', String(seconds)];
  const child = spawn('ffmpeg', [...encodingArguments(), ...ends, '-f', 'tee', outputs], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));
  child.stdin.on('error', () => undefined); // it has all frames that it wants, or failed: its exit tells
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const drawer = new FrameDrawer(Math.random);
  for (let frame = 0; frame < seconds * PICTURE.framesPerSecond && child.stdin.writable; frame++) {
    const taken = child.stdin.write(drawer.draw((frame * 1_000) / PICTURE.framesPerSecond));
    if (!taken) await Promise.race([once(child.stdin, 'drain'), exit]);
  }
  child.stdin.end();
  const [code] = await exit;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${log}`);
  return { flvFile, hlsFolder: folder, segments: Math.ceil(seconds / HLS_SEGMENT_SECONDS) };
}
