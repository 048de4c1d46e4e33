import { GAP, scaled, short, type DecimalMark } from './scaled.js';

export type { DecimalMark } from './scaled.js';

/** `0.9 s`, `12 s`; below a tenth of a second `0.1 s`, for nobody is ahead of live. */
export function seconds(millis: number, mark: DecimalMark = '.'): string {
  const value = Math.max(0.1, millis / 1000);
  return `${short(value, mark)}${GAP}s`;
}

/** Powers of ten: `740 B`, `1.2 kB`, `34 MB`. */
export function bytes(count: number, mark: DecimalMark = '.'): string {
  return scaled(count, ['B', 'kB', 'MB', 'GB', 'TB'], mark);
}

/** `83 %`. Neither everything nor nothing is claimed before it is so: 99.6 % stays 99 %, 0.2 % becomes 1 %. */
export function percent(share: number): string {
  const exact = share * 100;
  const rounded = share >= 1 ? 100 : share <= 0 ? 0 : Math.min(99, Math.max(1, Math.round(exact)));
  return `${rounded}${GAP}%`;
}

/** `1 viewer`, `1,204 viewers`. */
export function viewers(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'viewer' : 'viewers'}`;
}

/** `Sharing with 7 others`; alone, it says where the picture comes from. */
export function sharing(neighbours: number): string {
  if (neighbours <= 0) {
    return 'From the server';
  }
  return `Sharing with ${neighbours} ${neighbours === 1 ? 'other' : 'others'}`;
}

/** One sentence for people: how much of the picture other viewers brought. */
export function shareSentence(neighbours: number, share: number | undefined): string {
  if (share === undefined) {
    return 'Waiting for the first seconds of the stream.';
  }
  if (neighbours === 0 && share <= 0) {
    return 'All of your picture comes from the server. As soon as others watch, you share with each other.';
  }
  return `${percent(share)} of your picture came from other viewers in the last half minute.`;
}
