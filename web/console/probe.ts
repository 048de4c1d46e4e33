import { asObject, asText } from '../transport/json-fields.js';
import { positive } from './channel.js';
import { bitRate, duration } from './figures.js';

/** What `POST /api/probe` saw of a source. */
export type Probe =
  | { readonly ok: true; readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly ok: false; readonly reason: string };

export function readProbe(json: unknown): Probe {
  const fields = asObject(json) ?? {};
  if (fields['ok'] !== true) {
    return {
      ok: false,
      reason:
        asText(fields['reason'], 4_096) ?? 'The gateway could not read it, and did not say why. Check the address.',
    };
  }
  const width = positive(fields['width']);
  const height = positive(fields['height']);
  const frames = positive(fields['framesPerSecond']);
  const bits = positive(fields['bitsPerSecond']);
  const keyframe = positive(fields['keyframeMillis']);
  return {
    ok: true,
    facts: [
      ['Picture', asText(fields['video'], 200) ?? 'none'],
      ['Sound', asText(fields['audio'], 200) ?? 'none'],
      ...(width === undefined || height === undefined ? [] : [['Size', `${width} × ${height}`] as const]),
      ...(frames === undefined ? [] : [['Pictures a second', String(Math.round(frames * 100) / 100)] as const]),
      ...(bits === undefined ? [] : [['Bit rate', bitRate(bits)] as const]),
      ...(keyframe === undefined ? [] : [['Keyframe every', duration(keyframe)] as const]),
    ],
  };
}
