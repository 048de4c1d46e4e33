import type { FigureName } from './figures.js';
import type { Report } from './report.js';

/** One line of the table, in words. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly limit: string;
  readonly goal: string;
  /** Undefined where there is no goal. */
  readonly met: boolean | undefined;
}

type Unit = 'share' | 'smallShare' | 'millis' | 'times' | 'bytes' | 'count' | 'perMinute';

const shown: readonly (readonly [FigureName, string, Unit])[] = [
  ['offloadConnectable', 'Share from peers, viewers with UDP', 'share'],
  ['egressOverLeast', 'Gateway egress ÷ least possible', 'times'],
  ['egressOverLeastWithBlocked', '… with viewers without UDP', 'times'],
  ['diffusionP50Millis', 'Diffusion of a packet, p50', 'millis'],
  ['diffusionP95Millis', 'Diffusion of a packet, p95', 'millis'],
  ['connectableDiffusionP95Millis', '… of viewers with UDP, p95', 'millis'],
  ['lagP50Millis', 'Lag behind the gateway, p50', 'millis'],
  ['lagP95Millis', 'Lag behind the gateway, p95', 'millis'],
  ['startupP50Millis', 'Start-up, p50', 'millis'],
  ['startupP95Millis', 'Start-up, p95', 'millis'],
  ['stalledShare', 'Picture stood still', 'smallShare'],
  ['viewersStalledOverSecond', 'Viewers with a stall over 1 s', 'count'],
  ['longestStallP95Millis', 'Longest stall, p95 of viewers', 'millis'],
  ['longestStallMaxMillis', 'Longest stall of all', 'millis'],
  ['skippedPackets', 'Packets skipped', 'count'],
  ['duplicatesShare', 'Duplicates', 'smallShare'],
  ['controlShare', 'Control bytes ÷ media bytes', 'smallShare'],
  ['signallingBytesPerSecondPerPeer', 'Signalling per viewer', 'bytes'],
  ['connectionsPerPeerPerMinute', 'Connections per viewer', 'perMinute'],
  ['poisonedReceived', 'Altered packets received and refused', 'count'],
  ['poisonedPlayed', 'Altered packets played', 'count'],
  ['poisonedPassedOn', 'Altered packets passed on', 'count'],
  ['startsFailed', 'Viewers that never got a picture', 'count'],
  ['startsUnknown', 'Viewers gone before 5 s without one', 'count'],
];

/** The figures beside their limits and goals, in the order in which they are read. */
export function rowsOf(report: Report): readonly Row[] {
  const limits: Partial<Record<FigureName, number | null>> = {
    offloadConnectable: report.limits.bestOffloadConnectable,
    egressOverLeast: 1,
    egressOverLeastWithBlocked: 1,
    diffusionP50Millis: report.limits.leastDiffusionP50Millis,
    diffusionP95Millis: report.limits.leastDiffusionP95Millis,
    connectableDiffusionP95Millis: report.limits.leastDiffusionP95Millis,
  };
  return shown.map(([figure, name, unit]) => {
    const goal = report.goals.find((one) => one.figure === figure);
    return {
      name,
      value: formatted(report[figure], unit),
      limit: formatted(limits[figure] ?? null, unit, ''),
      goal: goal === undefined ? '' : `${goal.relation} ${formatted(goal.bound, unit)}`,
      met: goal?.met,
    };
  });
}

function formatted(value: number | null, unit: Unit, absent = '–'): string {
  if (value === null) return absent;
  switch (unit) {
    case 'share':
      return `${(100 * value).toFixed(2)} %`;
    case 'smallShare':
      return `${(100 * value).toFixed(value >= 0.1 ? 1 : 2)} %`;
    case 'millis':
      return value >= 10_000 ? `${(value / 1_000).toFixed(1)} s` : `${Math.round(value).toLocaleString('en')} ms`;
    case 'times':
      return `× ${value.toFixed(2)}`;
    case 'bytes':
      return `${value.toFixed(1)} B/s`;
    case 'count':
      return value.toLocaleString('en');
    case 'perMinute':
      return `${value.toFixed(2)} /min`;
  }
}
