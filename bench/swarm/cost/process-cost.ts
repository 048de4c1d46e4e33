import { readdir, readFile } from 'node:fs/promises';

/** Linux counts the time of processes in hundredths of a second, whatever its own clock does (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;

/** One process or thread, as `/proc` tells of it. */
export interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  /** Its own name of at most 15 letters; threads of Chromium tell by it what they do. */
  readonly name: string;
  /** User and system time since it began. */
  readonly cpuSeconds: number;
}

/** Reads a `stat` file: the name stands in brackets and may hold anything, so the fields are counted from its end. */
export function parseStat(text: string): ProcessTime {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (open < 0 || close < open || !Number.isFinite(ticks)) throw new Error(`no stat line: ${text}`);
  return {
    pid: Number(text.slice(0, open)),
    parent: Number(fields[1]),
    name: text.slice(open + 1, close),
    cpuSeconds: ticks / TICKS_PER_SECOND,
  };
}

/** A process and all that came from it, as long as they live. */
export async function processTree(rootPid: number): Promise<readonly ProcessTime[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map((name) => statOf(`/proc/${name}/stat`)))).filter((one) => one !== undefined);
  const inTree = new Set([rootPid]);
  // A child may stand before its parent, so it is looked through until nothing is added.
  for (let before = 0; before < inTree.size;) {
    before = inTree.size;
    for (const { pid, parent } of all) if (inTree.has(parent)) inTree.add(pid);
  }
  return all.filter(({ pid }) => inTree.has(pid));
}

/** The threads of one process; none when it has ended. */
export async function threadsOf(pid: number): Promise<readonly ProcessTime[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const threads = await Promise.all(tasks.map((task) => statOf(`/proc/${pid}/task/${task}/stat`)));
  return threads.filter((one) => one !== undefined);
}

/** What a process of Chromium is for: `browser`, `renderer`, `gpu-process`, or the service that a utility runs. */
export async function chromiumRole(pid: number): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  // Processes that were forked off the zygote have their arguments with blanks between them.
  const service = /--utility-sub-type=(?:\w+\.)*(\w+)/.exec(command)?.[1];
  return service ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser';
}

/** Memory of a process that is in RAM, in bytes; 0 when it has ended. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

async function statOf(path: string): Promise<ProcessTime | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined); // it may have ended since it was listed
  return text === undefined ? undefined : parseStat(text);
}
