/** A stretch of playable media, in seconds of the video element's time. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Holes up to this are played over by browsers without stopping. */
const SEAMLESS_SECONDS = 0.1;

export function rangesOf(ranges: TimeRanges): readonly Range[] {
  return Array.from({ length: ranges.length }, (_, index) => ({ start: ranges.start(index), end: ranges.end(index) }));
}

/** Playable media ahead of `time`, in seconds: to the end of the stretch that `time` stands in, or is about to enter. */
export function aheadOf(ranges: readonly Range[], time: number): number {
  let end = time;
  for (const range of ranges) {
    if (range.start <= end + SEAMLESS_SECONDS && range.end > end) {
      end = range.end;
    }
  }
  return end - time;
}

/** The first stretch that begins after `time`, when nothing is playable at `time` itself. */
export function nextAfter(ranges: readonly Range[], time: number): Range | undefined {
  return aheadOf(ranges, time) > SEAMLESS_SECONDS ? undefined : ranges.find(({ start }) => start > time);
}
