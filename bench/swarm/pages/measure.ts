import { Audience } from './audience.js';
import type { OriginBytes } from './counting-proxy.js';
import type { Encoder } from './encoder.js';
import { cpuSeconds, favour, loadOfLastMinute, machineTime, unfavour } from './machine.js';
import type { PageFigures } from './page-watch.js';
import type { RunningSystem, SystemName } from './system.js';
import { pause } from './timing.js';

/** Between the start of the browser and the first viewer, so that neither it nor the broadcast is still catching up. */
const LAUNCHED_MILLIS = 2_000;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** How many viewers come, how far apart, and how long all of them watch. */
export interface Schedule {
  readonly pages: number;
  readonly staggerSeconds: number;
  readonly seconds: number;
}

/** Everything that was counted while one system served one audience. */
export interface Run {
  readonly system: SystemName;
  /** Limit of the origin's uplink, Mbit/s; undefined: none. */
  readonly capMegabits: number | undefined;
  readonly chromium: string;
  readonly pages: readonly PageFigures[];
  /** Seconds for which each page was open. */
  readonly openSeconds: readonly number[];
  /** From the first navigation to the last count, s. */
  readonly lengthSeconds: number;
  readonly origin: OriginBytes;
  readonly cpu: {
    readonly chromiumSeconds: number;
    readonly originSeconds: number;
    readonly encoderSeconds: number;
    readonly benchmarkSeconds: number;
    /** Busy share of all cores, whoever used them. */
    readonly machineBusy: number;
    readonly loadAverage: number;
  };
  /** The most by which a frame came to the encoder late in this run. */
  readonly broadcastLateMillis: number;
  readonly problems: Readonly<Record<string, number>>;
}

export interface Subject {
  readonly name: SystemName;
  readonly capMegabits: number | undefined;
  readonly system: RunningSystem;
  /** What encodes while the pages watch; undefined for films. */
  readonly encoder: Encoder | undefined;
}

/**
 * When a page opens. Within the second of a GOP its moment is another one each time (multiples of the golden section, evenly
 * spread): how long a start takes depends on how long ago the last keyframe was, and whole seconds would make that one draw for all.
 */
export function opensAfterMillis(page: number, staggerSeconds: number): number {
  return (page * staggerSeconds + ((page * GOLDEN) % 1)) * 1_000;
}

/**
 * Lets the viewers in one after another, lets them watch, and counts.
 * @throws Error when the encoder fails: the run is worth nothing then
 */
export async function measure(subject: Subject, schedule: Schedule, probe: string): Promise<Run> {
  const audience = await Audience.start(schedule.pages, probe);
  favour(process.pid); // the proxies run here
  try {
    await pause(LAUNCHED_MILLIS);
    subject.encoder?.forgetDelays();
    const count = async (): Promise<number[]> =>
      Promise.all(
        [[audience.processId], subject.system.processIds, [subject.encoder?.processId], [process.pid]].map((ids) =>
          cpuSeconds(ids.filter((id) => id !== undefined)),
        ),
      );
    const [cpuBefore, machineBefore, start] = [await count(), machineTime(), performance.now()];
    const openedAt: number[] = [];
    for (let page = 0; page < schedule.pages; page++) {
      await pause(start + opensAfterMillis(page, schedule.staggerSeconds) - performance.now());
      subject.encoder?.check();
      openedAt.push(performance.now());
      await audience.open(page, subject.system.pageUrl);
    }
    for (let second = 0; second < schedule.seconds; second++) {
      await pause(1_000);
      subject.encoder?.check();
    }
    const pages = await audience.figures();
    const [origin, end] = [subject.system.originBytes, performance.now()];
    const [cpuAfter, machineAfter] = [await count(), machineTime()];
    const [chromium = 0, origins = 0, encoder = 0, own = 0] = cpuAfter.map((after, at) => after - (cpuBefore[at] ?? 0));
    return {
      system: subject.name,
      capMegabits: subject.capMegabits,
      chromium: audience.version,
      pages,
      openSeconds: openedAt.map((at) => (end - at) / 1_000),
      lengthSeconds: (end - start) / 1_000,
      origin,
      cpu: {
        chromiumSeconds: chromium,
        originSeconds: origins,
        encoderSeconds: encoder,
        benchmarkSeconds: own - chromium - origins - encoder, // all of them are its children
        machineBusy:
          (machineAfter.busySeconds - machineBefore.busySeconds) / (machineAfter.allSeconds - machineBefore.allSeconds),
        loadAverage: loadOfLastMinute(),
      },
      broadcastLateMillis: subject.encoder?.worstDelayMillis ?? 0,
      problems: Object.fromEntries(audience.problems),
    };
  } finally {
    unfavour(process.pid);
    await audience.close();
  }
}
