import { readFile, readdir } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';

/** Ticks a second of the times in `/proc`, on every Linux of today. */
const TICKS_PER_SECOND = 100;

/** CPU time of the whole machine, s, and the share of it that was idle can be told from two of these. */
export interface MachineTime {
  readonly busySeconds: number;
  readonly allSeconds: number;
}

export function machineTime(): MachineTime {
  let busy = 0;
  let all = 0;
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.irq + times.idle;
    all += sum;
    busy += sum - times.idle;
  }
  return { busySeconds: busy / 1_000, allSeconds: all / 1_000 };
}

/** What the figures were taken on. */
export function machineName(): string {
  return `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
}

export function loadOfLastMinute(): number {
  return loadavg()[0] ?? 0;
}

/** CPU seconds that the given processes and all their living descendants have used so far. */
export async function cpuSeconds(roots: readonly number[]): Promise<number> {
  const processes = new Map<number, { parent: number; ticks: number }>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'latin1').catch(() => undefined); // ended meanwhile
    if (stat === undefined) continue;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // proc(5): from the third field on
    processes.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
  }
  const belongs = (id: number): boolean => {
    for (let at = id; at > 1; at = processes.get(at)?.parent ?? 0) if (roots.includes(at)) return true;
    return false;
  };
  let ticks = 0;
  for (const [id, one] of processes) if (belongs(id)) ticks += one.ticks;
  return ticks / TICKS_PER_SECOND;
}
