import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Audience, AudienceTotals } from './audience.js';
import type { Counted } from './figures.js';
import type { Egress, GatewayProcess } from './gateway-process.js';
import { processUse, type ProcessUse } from './process-meter.js';
import type { ReferenceFeed } from './reference-feed.js';
import { difference } from './viewer-totals.js';

/** How often the event loop's delay is sampled; the delay of a loop that has nothing to do is this. */
const LOOP_SAMPLE_MILLIS = 10;

/** Whether the machine had enough to give: with a saturated event loop the figures are those of the benchmark, not of the swarm. */
export interface MachineUse {
  readonly gatewayCores: number | null;
  readonly gatewayMegabytes: number | null;
  readonly peersCores: number | null;
  readonly peersMegabytes: number | null;
  readonly eventLoopDelay: { readonly p50Millis: number; readonly p99Millis: number; readonly mostMillis: number };
  /** Share of the time in which the event loop worked. */
  readonly eventLoopBusy: number;
}

interface Moment {
  readonly atMillis: number;
  readonly totals: AudienceTotals;
  readonly egress: Egress;
  readonly referenceBytes: number;
  readonly neverStarted: number;
  readonly gateway: ProcessUse | undefined;
  readonly peers: ProcessUse | undefined;
}

export interface MeasuredParts {
  readonly audience: Audience;
  readonly gateway: GatewayProcess;
  readonly reference: ReferenceFeed;
  readonly channel: string;
}

/** Looks at everything that counts at its beginning and at its end. */
export class Measurement {
  readonly #parts: MeasuredParts;
  readonly #beginning: Moment;
  readonly #loop = monitorEventLoopDelay({ resolution: LOOP_SAMPLE_MILLIS });
  readonly #loopUse = performance.eventLoopUtilization();

  private constructor(parts: MeasuredParts, beginning: Moment) {
    this.#parts = parts;
    this.#beginning = beginning;
    this.#loop.enable();
  }

  static async begin(parts: MeasuredParts): Promise<Measurement> {
    parts.audience.beginMeasurement();
    return new Measurement(parts, await momentOf(parts));
  }

  async end(): Promise<{ readonly counted: Counted; readonly machine: MachineUse }> {
    const { audience } = this.#parts;
    const first = this.#beginning;
    const last = await momentOf(this.#parts);
    this.#loop.disable();
    const seconds = (last.atMillis - first.atMillis) / 1_000;
    const streamBytes = last.referenceBytes - first.referenceBytes;
    return {
      counted: {
        seconds,
        connectable: difference(last.totals.connectable, first.totals.connectable),
        blocked: difference(last.totals.blocked, first.totals.blocked),
        joins: last.totals.joins - first.totals.joins,
        crashes: last.totals.crashes - first.totals.crashes,
        neverStarted: last.neverStarted - first.neverStarted,
        egress: {
          relayBytes: last.egress.relayBytes - first.egress.relayBytes,
          feedBytes: last.egress.feedBytes - first.egress.feedBytes - streamBytes,
          pullBytes: last.egress.pullBytes - first.egress.pullBytes,
          joinBytes: last.egress.joinBytes - first.egress.joinBytes,
        },
        streamBytes,
        startup: audience.startup.count > 0 ? audience.startup : audience.allStartups,
        diffusion: audience.diffusion,
        lag: audience.lag,
      },
      machine: {
        gatewayCores: cores(first.gateway, last.gateway, seconds),
        gatewayMegabytes: last.gateway?.residentMegabytes ?? null,
        peersCores: cores(first.peers, last.peers, seconds),
        peersMegabytes: last.peers?.residentMegabytes ?? null,
        eventLoopDelay: {
          p50Millis: lateness(this.#loop.percentile(50)),
          p99Millis: lateness(this.#loop.percentile(99)),
          mostMillis: lateness(this.#loop.max),
        },
        eventLoopBusy: performance.eventLoopUtilization(this.#loopUse).utilization,
      },
    };
  }
}

async function momentOf({ audience, gateway, reference, channel }: MeasuredParts): Promise<Moment> {
  const egress = await gateway.egress(channel);
  return {
    atMillis: performance.now(),
    totals: audience.totals(),
    egress,
    referenceBytes: reference.bytes,
    neverStarted: audience.neverStarted,
    gateway: processUse(gateway.pid),
    peers: processUse(process.pid),
  };
}

function cores(first: ProcessUse | undefined, last: ProcessUse | undefined, seconds: number): number | null {
  return first === undefined || last === undefined ? null : (last.cpuSeconds - first.cpuSeconds) / seconds;
}

function lateness(nanos: number): number {
  return Math.max(0, nanos / 1e6 - LOOP_SAMPLE_MILLIS);
}
