import type { Figures } from './figures.js';
import type { MachineUse } from './measurement.js';

interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal?: string;
  readonly met?: boolean;
}

/** The figures as a table, each beside its goal. */
export function report(figures: Figures, machine: MachineUse): string {
  const rows = [...goalRows(figures), ...plainRows(figures), ...machineRows(machine)];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, value, goal, met }) => {
    const judged = goal === undefined ? '' : `${goal.padEnd(12)}${met === true ? 'met' : 'MISSED'}`;
    return `${name.padEnd(width)}  ${value.padStart(24)}  ${judged}`.trimEnd();
  });
  return lines.join('\n');
}

function goalRows(f: Figures): Row[] {
  return [
    atMost('egress ÷ least possible, connectable', f.egressOverLeast, 1.8, (value) => value.toFixed(2)),
    atMost('diffusion p95', f.diffusionP95Millis, 800, millis),
    atMost('start-up p50', f.startupP50Millis, 800, millis),
    atMost('start-up p95', f.startupP95Millis, 1_500, millis),
    atMost('stalled share of watched time', f.stalledShare, 0.003, percent),
    atMost('duplicates, share of packets', f.duplicatesShare, 0.01, percent),
    atMost('control, share of media bytes', f.controlShare, 0.02, percent),
    atMost('signalling per peer', f.signallingBytesPerSecondPerPeer, 30, (value) => `${value.toFixed(1)} B/s`),
  ];
}

function plainRows(f: Figures): Row[] {
  const { feed, join, pull, relay } = f.egressInStreams;
  const streams = [`feed ${feed.toFixed(2)}`, `join ${join.toFixed(2)}`, `pull ${pull.toFixed(2)}`];
  return [
    {
      name: 'offload of connectable peers (limit)',
      value: `${percent(f.offloadConnectable)} (${percent(f.bestOffloadConnectable)})`,
    },
    { name: 'egress ÷ least possible, with blocked', value: f.egressOverLeastWithBlocked.toFixed(2) },
    { name: 'egress in streams', value: [...streams, `relay ${relay.toFixed(2)}`].join(' ') },
    { name: 'diffusion p50', value: millis(f.diffusionP50Millis) },
    { name: 'lag behind the head p50 / p95', value: `${millis(f.lagP50Millis)} / ${millis(f.lagP95Millis)}` },
    { name: 'stalls, packets skipped', value: `${f.stalls}, ${f.skippedPackets}` },
    { name: 'stream', value: `${(f.bitsPerSecond / 1e6).toFixed(3)} Mbit/s` },
    { name: 'viewers on average', value: f.viewers.toFixed(1) },
    { name: 'came, crashed, never started', value: `${f.joins}, ${f.crashes}, ${f.neverStarted}` },
    { name: 'connections per peer per minute', value: `${f.connectionsPerPeerPerMinute.toFixed(1)}` },
    { name: 'connections failed (ends)', value: String(f.connectionsFailed) },
  ];
}

function machineRows(m: MachineUse): Row[] {
  const use = (cores: number | null, megabytes: number | null) =>
    cores === null || megabytes === null ? '–' : `${cores.toFixed(2)} cores, ${megabytes.toFixed(0)} MB`;
  const { p50Millis, p99Millis, mostMillis } = m.eventLoopDelay;
  return [
    { name: 'gateway and tracker', value: use(m.gatewayCores, m.gatewayMegabytes) },
    { name: 'all peers', value: use(m.peersCores, m.peersMegabytes) },
    {
      name: 'event loop late p50 / p99 / most',
      value: `${p50Millis.toFixed(0)} / ${p99Millis.toFixed(0)} / ${mostMillis.toFixed(0)} ms`,
    },
    { name: 'event loop busy', value: percent(m.eventLoopBusy) },
  ];
}

function atMost(name: string, value: number | null, bound: number, show: (value: number) => string): Row {
  return {
    name,
    value: value === null ? '–' : show(value),
    goal: `≤ ${show(bound)}`,
    met: value !== null && value <= bound,
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function millis(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(0)} ms`;
}
