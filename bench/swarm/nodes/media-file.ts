import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const KILOBITS_AUDIO = 96;

/**
 * A video with sound and a keyframe each second, long enough that no run sees its end. Made once and kept.
 *
 * @param kilobits per second, sound included
 * @throws Error when ffmpeg is missing or fails
 */
export async function makeVideo(file: string, seconds: number, kilobits = 976): Promise<void> {
  if (await exists(file)) return;
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.part`;
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=480x270:rate=25`, '-f', 'lavfi', '-i', 'sine=frequency=440'];
  // Filler keeps the rate up where the test picture needs less: the figures are about bytes, not about pictures.
  const rate = `${kilobits - KILOBITS_AUDIO}k`;
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25', '-sc_threshold', '0'];
  const steady = ['-b:v', rate, '-minrate', rate, '-maxrate', rate, '-bufsize', rate, '-x264-params', 'nal-hrd=cbr'];
  const audio = ['-c:a', 'aac', '-b:a', `${KILOBITS_AUDIO}k`, '-ar', '44100'];
  const target = ['-t', String(seconds), '-f', 'flv', unfinished];
  const args = ['-v', 'error', '-y', ...source, ...video, ...steady, ...audio, ...target];
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('ffmpeg could not make the video');
  await rename(unfinished, file);
}

async function exists(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
