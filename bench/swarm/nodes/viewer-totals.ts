/** What viewers have got, done and suffered: of one since it came, or of many together. */
export interface ViewerTotals {
  readonly fromPeersBytes: number;
  readonly fromFeedBytes: number;
  readonly fromHttpBytes: number;
  readonly toPeersBytes: number;
  /** Genuine packets, without those that came again. */
  readonly packets: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly poisoned: number;
  readonly stalls: number;
  readonly stalledMillis: number;
  /** Time since the first picture. */
  readonly watchedMillis: number;
  /** Time since it came. */
  readonly presentMillis: number;
  readonly controlBytes: number;
  readonly dataBytes: number;
  readonly signallingSentBytes: number;
  readonly signallingReceivedBytes: number;
  readonly connectionsOpened: number;
  readonly connectionsFailed: number;
}

export const NOTHING: ViewerTotals = {
  fromPeersBytes: 0,
  fromFeedBytes: 0,
  fromHttpBytes: 0,
  toPeersBytes: 0,
  packets: 0,
  duplicates: 0,
  skipped: 0,
  poisoned: 0,
  stalls: 0,
  stalledMillis: 0,
  watchedMillis: 0,
  presentMillis: 0,
  controlBytes: 0,
  dataBytes: 0,
  signallingSentBytes: 0,
  signallingReceivedBytes: 0,
  connectionsOpened: 0,
  connectionsFailed: 0,
};

export function sum(a: ViewerTotals, b: ViewerTotals): ViewerTotals {
  return combine(a, b, (x, y) => x + y);
}

/** What came between two moments. */
export function difference(later: ViewerTotals, earlier: ViewerTotals): ViewerTotals {
  return combine(later, earlier, (x, y) => x - y);
}

function combine(a: ViewerTotals, b: ViewerTotals, each: (x: number, y: number) => number): ViewerTotals {
  const keys = Object.keys(NOTHING) as (keyof ViewerTotals)[];
  return Object.fromEntries(keys.map((key) => [key, each(a[key], b[key])])) as unknown as ViewerTotals;
}
