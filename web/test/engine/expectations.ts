import { expect } from 'vitest';
import type { Viewer, World } from './world.js';

/** Everything that each of these viewers played was in order, and it is at the live edge. */
export function expectAtLiveEdge(world: World, viewers: readonly Viewer[], behindPackets = 60): void {
  for (const { sink } of viewers) {
    expect(sink.faults, describeViewers(viewers)).toEqual([]);
    expect(sink.epoch, describeViewers(viewers)).toBe(world.gateway.epoch);
    expect(sink.lastSeq, describeViewers(viewers)).toBeGreaterThan(world.gateway.head - behindPackets);
  }
}

/** Bytes from peers ÷ all bytes of these viewers. */
export function shareFromPeers(viewers: readonly Viewer[]): number {
  let peers = 0;
  let all = 0;
  for (const { engine } of viewers) {
    const { fromPeersBytes, fromFeedBytes, fromHttpBytes } = engine.stats();
    peers += fromPeersBytes;
    all += fromPeersBytes + fromFeedBytes + fromHttpBytes;
  }
  return peers / all;
}

export function totalStalledMillis(viewers: readonly Viewer[]): number {
  return viewers.reduce((sum, { sink }) => sum + sink.stalledMillis, 0);
}

/** One line a viewer, for a failing test's message. */
function describeViewers(viewers: readonly Viewer[]): string {
  return viewers
    .map(({ engine, sink }) => {
      const s = engine.stats();
      const from = s.substreams
        .map((source) => (source.kind === 'peer' ? String(source.hops) : source.kind[0]))
        .join('');
      const bytes = [s.fromPeersBytes, s.fromFeedBytes, s.httpPacketsBytes, s.httpJoinBytes, s.toPeersBytes];
      return [
        `${s.state}/${s.mode} from=${from} kB=${bytes.map((b) => Math.round(b / 1000)).join('/')}`,
        `n=${s.neighbours} c=${s.childSubstreams}/${s.capacityKbps} lag=${Math.round(s.lagMillis ?? -1)}/${Math.round(s.targetLagMillis)}`,
        `stall=${sink.stalls}/${Math.round(sink.stalledMillis)} late=${s.late} dup=${s.duplicates} skip=${s.skipped} seq=${sink.lastSeq} rate=${s.bitsPerSecond}`,
      ].join(' ');
    })
    .join('\n');
}
