import { cpus, loadavg } from 'node:os';

/** What a figure of time has to be read with. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  /** Average of the last minute; well above what the benchmark itself needs, others were at work. */
  readonly load: number;
}

export function machine(now: Date): Machine {
  const all = cpus();
  return {
    date: now.toISOString(),
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
