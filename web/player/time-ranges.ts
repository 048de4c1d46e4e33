import type { Stretch } from './timeline.js';

/** Stretches in ms as `<video>` tells them: in seconds, and with an error for an index that there is not. */
export function timeRanges(stretches: readonly Stretch[]): TimeRanges {
  const at = (index: number): Stretch => {
    const found = stretches[index];
    if (found === undefined) {
      throw new DOMException(`there is no range ${index}`, 'IndexSizeError');
    }
    return found;
  };
  return { length: stretches.length, start: (index) => at(index).start / 1000, end: (index) => at(index).end / 1000 };
}
