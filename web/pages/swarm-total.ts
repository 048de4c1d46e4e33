import { percent } from '../player/words.js';

/** What is known of one viewer. */
export interface Watching {
  /** Of what came in the last half minute, the part that came from viewers, 0 … 1; undefined before anything came. */
  readonly share: number | undefined;
}

/** All viewers together. */
export interface SwarmTotal {
  /** Viewers to whom something came. */
  readonly watching: number;
  /** How many times the server sends the stream to them: without the others, as often as there are viewers. */
  readonly streams: number;
  /** Part that viewers brought, 0 … 1. */
  readonly share: number;
}

/** All play the same stream, so that each counts alike. Undefined while nobody watches. */
export function swarmTotal(viewers: readonly Watching[]): SwarmTotal | undefined {
  const shares = viewers.flatMap(({ share }) => share ?? []);
  if (shares.length === 0) {
    return undefined;
  }
  const streams = shares.reduce((sum, share) => sum + 1 - share, 0);
  return { watching: shares.length, streams, share: 1 - streams / shares.length };
}

/** `1.3 streams`, `1.0 streams`. */
export function streams(count: number): string {
  return `${count.toFixed(1)}\u202fstreams`;
}

/** What it means, in one sentence. */
export function totalSentence({ watching, share }: SwarmTotal): string {
  if (watching === 1) {
    return 'One viewer alone has nobody to share with.';
  }
  const others = `Without sharing it would be ${watching}.`;
  return share > 0
    ? `${percent(share)} of all pictures came from other viewers in the last half minute. ${others}`
    : `Nothing came from other viewers yet. ${others}`;
}
