import { readFile, readdir } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, setPriority } from 'node:os';

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

/**
 * Broadcaster, origin and line have machines of their own: where that is allowed (to root), the viewers' load does not
 * slow them down. Threads that a process has already are left as they are, so it comes right after the start.
 */
export function favour(processId: number | undefined): void {
  if (processId !== undefined) prioritize(processId, -10);
}

/** Takes it back, so that what is started next is a viewer again. */
export function unfavour(processId: number): void {
  prioritize(processId, 0);
}

function prioritize(processId: number, priority: number): void {
  try {
    setPriority(processId, priority);
  } catch {
    // Not root, or gone already; the report tells how busy the machine was.
  }
}
