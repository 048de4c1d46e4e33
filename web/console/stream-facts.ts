import type { ConsoleChannel } from './channel.js';
import { bitRate, count, duration, UNKNOWN } from './figures.js';

/** What the server reads of a channel's stream, for people. */
export function streamFacts(channel: ConsoleChannel): readonly (readonly [name: string, value: string])[] {
  const { width, height, framesPerSecond, bitsPerSecond, keyframeMillis } = channel.figures;
  return [
    ['Picture', channel.videoCodec ?? UNKNOWN],
    ['Sound', channel.audioCodec ?? UNKNOWN],
    ['Size', width === undefined || height === undefined ? UNKNOWN : `${width} × ${height}`],
    ['Pictures a second', framesPerSecond === undefined ? UNKNOWN : count(framesPerSecond)],
    ['Bit rate', bitRate(bitsPerSecond)],
    ['Keyframe every', duration(keyframeMillis)],
    ['Timestamps repaired', count(channel.repairs)],
    ['Connected anew', ['never', 'once'][channel.reconnects] ?? `${count(channel.reconnects)} times`],
  ];
}
