import type { Parameters } from '../engine/parameters.js';
import { figuresOf, limitsOf } from './figures.js';
import { leastDiffusion } from './limits.js';
import { RunMeter } from './meters/run-meter.js';
import { observe } from './observation.js';
import { drawPlan, type Plan, type Visit } from './plan.js';
import { drawPopulation } from './population.js';
import type { Progress } from './progress.js';
import { type Report, reportOf } from './report.js';
import type { RunOptions } from './scenario.js';
import type { PeerProfile } from './world/peer-profile.js';
import { SimRandom } from './world/sim-random.js';
import { SimWorld } from './world/sim-world.js';
import type { SimViewer } from './world/sim-viewer.js';

export interface SimulationOptions extends RunOptions {
  readonly parameters: Partial<Parameters>;
  readonly gatewayEgressKbps: number;
  readonly gatewayFeedKbps: number;
  /** Wall clock in ms, for the progress and the time that the run took; it decides nothing. */
  readonly wallMillis: () => number;
  readonly onProgress: (progress: Progress) => void;
}

const BITS_PER_SECOND = 1_000_000;
const GOP_MILLIS = 1_000;
const PACKET_MILLIS = 50;
/** One way between two viewers, for the limit of diffusion. */
const DELAY_MILLIS = 35;
const SAMPLE_MILLIS = 1_000;
/** The stream is on before the first viewer comes: some GOPs stand in the gateway's window. */
const AHEAD_MILLIS = 3_000;
/** Streams of random numbers beside those of the world, which counts its own from 0 up. */
const PLAN_STREAM = 0x706c_616e;
const POPULATION_STREAM = 0x706f_7075;

/** Something that happens to the world from outside; `atMillis` counts from the beginning of the run. */
interface Happening {
  readonly atMillis: number;
  readonly happen: () => void;
}

/** Runs one scenario in a world of its own and measures it. Same options, same report, but for the wall time. */
export async function simulate(options: SimulationOptions): Promise<Report> {
  const begunAt = options.wallMillis();
  const { scenario, seed, seconds, parameters } = options;
  const plan = drawPlan(options, new SimRandom(seed, PLAN_STREAM));
  const population = new SimRandom(seed, POPULATION_STREAM);
  const profiles = drawPopulation(scenario, plan.visits.length, BITS_PER_SECOND, population);

  let meter: RunMeter<SimViewer> | undefined;
  const world = new SimWorld(
    {
      seed,
      bitsPerSecond: BITS_PER_SECOND,
      gopMillis: GOP_MILLIS,
      packetMillis: PACKET_MILLIS,
      gatewayEgressKbps: options.gatewayEgressKbps,
      gatewayFeedKbps: options.gatewayFeedKbps,
      parameters,
    },
    { onArrival: (viewer, _epoch, _seq, ageMillis, join) => meter?.onArrival(viewer, ageMillis, join) },
  );
  await world.run(AHEAD_MILLIS);
  const bytesPerSecond = BITS_PER_SECOND / 8;
  const observed = observe(world);
  const running = (meter = new RunMeter(observed, bytesPerSecond));
  const happenings = happeningsOf(plan, profiles, seconds, world, running);
  const startMillis = world.time.nowMillis();
  for (const { atMillis, happen } of happenings) {
    const sinceMillis = world.time.nowMillis() - startMillis;
    if (atMillis > sinceMillis) await world.run(atMillis - sinceMillis);
    happen();
    options.onProgress({
      atSeconds: atMillis / 1_000,
      ofSeconds: seconds,
      viewers: running.viewers,
      wallMillis: options.wallMillis() - begunAt,
    });
  }
  running.finish();

  const connectable = profiles.slice(0, options.peers).filter(({ nat }) => nat !== 'blocked');
  const diffusion = leastDiffusion(
    connectable.map(({ uplinkKbps }) => uplinkKbps),
    (bytesPerSecond * PACKET_MILLIS) / 1_000,
    DELAY_MILLIS,
  );
  return reportOf({
    options,
    parameters,
    bitsPerSecond: BITS_PER_SECOND,
    figures: figuresOf(running, bytesPerSecond, observed.poisonedPassedOn()),
    limits: limitsOf(running.period, bytesPerSecond, diffusion),
    period: running.period,
    samples: running.samples,
    runHash: world.hash,
    wallSeconds: (options.wallMillis() - begunAt) / 1_000,
  });
}

/** Everything that happens, in order; at one moment in the order of this function. */
function happeningsOf(
  plan: Plan,
  profiles: readonly PeerProfile[],
  seconds: number,
  world: SimWorld,
  meter: RunMeter<SimViewer>,
): readonly Happening[] {
  const endMillis = seconds * 1_000;
  const happenings: Happening[] = [];
  for (let at = SAMPLE_MILLIS; at <= endMillis; at += SAMPLE_MILLIS) {
    happenings.push({ atMillis: at, happen: () => meter.sample() });
  }
  const begin = () => {
    meter.sample();
    meter.beginPeriod();
  };
  happenings.push({ atMillis: plan.measuredFromMillis, happen: begin });
  const away = plan.gatewayAway;
  if (away !== undefined) {
    happenings.push({ atMillis: away.fromMillis, happen: () => world.gateway.stop() });
    happenings.push({ atMillis: away.untilMillis, happen: () => world.gateway.restart() });
  }
  plan.visits.forEach((visit, i) => {
    const profile = profiles[i];
    if (profile !== undefined) happenings.push(...visiting(visit, profile, world, meter));
  });
  return happenings.filter(({ atMillis }) => atMillis <= endMillis).sort((a, b) => a.atMillis - b.atMillis);
}

function visiting(visit: Visit, profile: PeerProfile, world: SimWorld, meter: RunMeter<SimViewer>): Happening[] {
  let viewer: SimViewer | undefined;
  const join = () => {
    viewer = world.join(profile);
    meter.onJoin(viewer);
  };
  const leave = () => {
    if (viewer === undefined) return;
    meter.onLeave(viewer);
    world.leave(viewer, visit.abrupt);
    viewer = undefined;
  };
  return [
    { atMillis: visit.joinsAtMillis, happen: join },
    { atMillis: visit.leavesAtMillis, happen: leave },
  ];
}
