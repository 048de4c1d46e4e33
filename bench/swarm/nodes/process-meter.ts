import { readFileSync } from 'node:fs';

/** Of the clock in which Linux counts processor time for processes. */
const TICKS_PER_SECOND = 100;

export interface ProcessUse {
  readonly cpuSeconds: number;
  /** Of that, what the kernel spent for it. */
  readonly systemSeconds: number;
  readonly residentMegabytes: number;
}

/** What a process has used since it began; undefined where the system has no /proc, or when the process has ended. */
export function processUse(pid: number): ProcessUse | undefined {
  try {
    // The name in parentheses may hold anything; the 14th and 15th field are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      systemSeconds: Number(fields[12]) / TICKS_PER_SECOND,
      residentMegabytes: Number(resident) / 1024,
    };
  } catch {
    return undefined;
  }
}
