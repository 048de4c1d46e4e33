/** One look at the memory of a page. */
export interface MemoryLook {
  /** Since the page plays. */
  readonly minute: number;
  /** Live JavaScript objects after a forced collection, with the bytes of their array buffers. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly domNodes: number;
  readonly listeners: number;
  readonly documents: number;
  readonly connections: number;
}

export interface Verdict {
  readonly flat: boolean;
  /** Least-squares line through the heap from the first look that counts. */
  readonly slopeBytesPerTenMinutes: number;
  /** Mean of the last quarter of the looks ÷ mean of the first. */
  readonly endOverStart: number;
  /** Mean of DOM nodes and of listeners over the last quarter ÷ over the first, the greater. */
  readonly nodesOverStart: number;
}

/** Below a megabyte in ten minutes: an evening of four hours adds 24 MB, a tenth of what such a page has in RAM. */
export const MAX_SLOPE_BYTES = 1024 * 1024;
export const MAX_GROWTH = 1.1;

/**
 * Flat: the line through all looks rises less than {@link MAX_SLOPE_BYTES} in ten minutes, and neither the heap nor the
 * number of nodes and listeners is more than a tenth above what it was. Single looks are not compared: what waits in the
 * window of packets differs from second to second. Resident memory is printed and not judged, for the browser gives
 * back what is free when it likes.
 */
export function judge(looks: readonly MemoryLook[]): Verdict {
  const quarter = Math.max(1, Math.floor(looks.length / 4));
  const grown = (of: (look: MemoryLook) => number): number =>
    mean(looks.slice(-quarter).map(of)) / mean(looks.slice(0, quarter).map(of));
  const slopeBytesPerTenMinutes = slope(looks.map(({ minute, heapBytes }) => [minute, heapBytes])) * 10;
  const endOverStart = grown(({ heapBytes }) => heapBytes);
  const nodesOverStart = Math.max(
    grown(({ domNodes }) => domNodes),
    grown(({ listeners }) => listeners),
  );
  const flat = slopeBytesPerTenMinutes < MAX_SLOPE_BYTES && endOverStart <= MAX_GROWTH && nodesOverStart <= MAX_GROWTH;
  return { flat, slopeBytesPerTenMinutes: Math.round(slopeBytesPerTenMinutes), endOverStart, nodesOverStart };
}

/** Of the line that fits the points best, in y per x; 0 for fewer than two points. */
export function slope(points: readonly (readonly [number, number])[]): number {
  const middleX = mean(points.map(([x]) => x));
  const middleY = mean(points.map(([, y]) => y));
  let products = 0;
  let squares = 0;
  for (const [x, y] of points) {
    products += (x - middleX) * (y - middleY);
    squares += (x - middleX) ** 2;
  }
  return squares === 0 ? 0 : products / squares;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
