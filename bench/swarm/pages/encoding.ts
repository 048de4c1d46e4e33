import { PICTURE } from './frames.js';

/** Length of an HLS segment, s; the GOP is a second for everybody. */
export const HLS_SEGMENT_SECONDS = 2;
const VIDEO_KBITS = 900;
const AUDIO_KBITS = 96;

/** What ffmpeg is told of frames on its standard input, up to its output. */
export function encodingArguments(): string[] {
  const { width, height, framesPerSecond } = PICTURE;
  return [
    ...['-hide_banner', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
    ...['-video_size', `${width}x${height}`, '-framerate', String(framesPerSecond), '-i', 'pipe:0'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100', '-map', '0:v', '-map', '1:a'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', String(framesPerSecond)],
    ...['-keyint_min', String(framesPerSecond), '-sc_threshold', '0', '-threads', '1'],
    ...['-b:v', `${VIDEO_KBITS}k`, '-maxrate', `${VIDEO_KBITS}k`, '-bufsize', `${VIDEO_KBITS / 2}k`],
    ...['-c:a', 'aac', '-b:a', `${AUDIO_KBITS}k`, '-flags', '+global_header'],
  ];
}
