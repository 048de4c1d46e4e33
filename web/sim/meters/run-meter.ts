import { leastEgress, usableUploadKbps } from '../limits.js';
import { Histogram } from './histogram.js';
import type { ObservedViewer, ObservedWorld } from './observed.js';
import { type Sample, takeSample } from './sample.js';
import { Tally } from './tally.js';
import { ViewerMeter } from './viewer-meter.js';

/** A viewer that leaves sooner without a picture says nothing about start-up. */
const PATIENCE_MILLIS = 5_000;
const LONG_STALL_MILLIS = 1_000;

interface WorldTotals {
  readonly feedBytes: number;
  readonly joinBytes: number;
  readonly rescueBytes: number;
  readonly blockedBytes: number;
  readonly controlBytes: number;
  readonly dataBytes: number;
  readonly signallingBytes: number;
  readonly connections: number;
}

/**
 * Measures a run: told of joins, leaves and arrivals when they happen, it reads everything else once a second. What
 * came before {@link beginPeriod} is in the samples, not in the period.
 */
export class RunMeter<V extends ObservedViewer> {
  readonly #world: ObservedWorld<V>;
  readonly #bytesPerSecond: number;
  readonly #startMillis: number;
  readonly #meters = new Map<V, ViewerMeter<V>>();
  readonly #samples: Sample[] = [];
  /** Start-ups of the whole run, for periods in which nobody joined. */
  readonly #allStartUps = new Histogram(10, 6_000);
  #period = new Tally();
  #second = new Tally();
  #tallies: readonly Tally[] = [this.#period, this.#second];
  #sampledAtMillis: number;
  #joinedConnectable = 0;
  #totals: WorldTotals;
  #periodFromMillis: number;
  #poisonedPlayed = 0;

  /** `bytesPerSecond` is the stream's rate r. */
  constructor(world: ObservedWorld<V>, bytesPerSecond: number) {
    this.#world = world;
    this.#bytesPerSecond = bytesPerSecond;
    this.#startMillis = world.nowMillis();
    this.#periodFromMillis = this.#startMillis;
    this.#sampledAtMillis = this.#startMillis;
    this.#totals = readTotals(world);
  }

  get period(): Tally {
    return this.#period;
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  get allStartUps(): Histogram {
    return this.#allStartUps;
  }

  get poisonedPlayed(): number {
    return this.#poisonedPlayed;
  }

  get viewers(): number {
    return this.#meters.size;
  }

  onJoin(viewer: V): void {
    const meter = new ViewerMeter<V>(viewer);
    meter.beginPeriod();
    this.#meters.set(viewer, meter);
    if (meter.isConnectable) this.#joinedConnectable++;
    for (const tally of this.#tallies) tally.joins++;
  }

  /** To be called before the viewer is gone, so that its last second counts. */
  onLeave(viewer: V): void {
    const meter = this.#meters.get(viewer);
    if (meter === undefined) return;
    this.#read(meter);
    this.#end(meter);
    this.#meters.delete(viewer);
    for (const tally of this.#tallies) tally.leaves++;
  }

  /** First genuine arrival of a packet at a viewer, `ageMillis` after it was made; `join`: as part of a join's answer. */
  onArrival(viewer: V, ageMillis: number, join: boolean): void {
    const connectable = viewer.profile.nat !== 'blocked';
    // What was made before the viewer came is history to it, however it comes.
    const spread = !join && this.#world.nowMillis() - ageMillis >= viewer.joinedAtMillis;
    for (const tally of this.#tallies) {
      tally.arrivals++;
      if (!spread) continue;
      tally.diffusion.add(ageMillis);
      if (connectable) tally.connectableDiffusion.add(ageMillis);
    }
  }

  /** What follows is measured. To be called right after {@link sample}. */
  beginPeriod(): void {
    this.#period = new Tally();
    this.#tallies = [this.#period, this.#second];
    this.#periodFromMillis = this.#world.nowMillis();
    for (const meter of this.#meters.values()) meter.beginPeriod();
  }

  /** Reads all viewers: once a second, and at the end. */
  sample(): void {
    const world = this.#world;
    const now = world.nowMillis();
    if (now <= this.#sampledAtMillis) return;
    for (const meter of this.#meters.values()) {
      this.#read(meter);
      const lag = meter.viewer.profile.attacker ? undefined : world.lagMillis(meter.viewer);
      if (lag !== undefined) for (const tally of this.#tallies) tally.lag.add(lag);
    }
    this.#addWorld(now);
    const viewers = this.#meters.size;
    this.#samples.push(takeSample(this.#second, viewers, (now - this.#startMillis) / 1_000, this.#bytesPerSecond));
    this.#second = new Tally();
    this.#tallies = [this.#period, this.#second];
    this.#joinedConnectable = 0;
    this.#sampledAtMillis = now;
  }

  /** The run is over: those who are still there are accounted for. */
  finish(): void {
    this.sample();
    for (const meter of this.#meters.values()) this.#end(meter);
    this.#meters.clear();
  }

  #read(meter: ViewerMeter<V>): void {
    const progress = meter.read(this.#world.nowMillis());
    const { profile, joinedAtMillis } = meter.viewer;
    for (const tally of this.#tallies) {
      tally.presentMillis += progress.presentMillis;
      tally.duplicates += progress.duplicates;
      tally.poisoned += progress.poisoned;
      if (meter.isConnectable) {
        tally.connectableMillis += progress.presentMillis;
        tally.fromPeersBytes += progress.fromPeersBytes;
        tally.fromGatewayBytes += progress.fromGatewayBytes;
      }
      if (profile.attacker) continue;
      tally.watchedMillis += progress.watchedMillis;
      tally.stalledMillis += progress.stalledMillis;
      tally.skipped += progress.skipped;
    }
    if (progress.startUpMillis !== undefined && !profile.attacker) {
      this.#noteStartUp(joinedAtMillis, progress.startUpMillis);
    }
  }

  #noteStartUp(joinedAtMillis: number, millis: number): void {
    this.#allStartUps.add(millis);
    this.#second.startUp.add(millis);
    if (joinedAtMillis >= this.#periodFromMillis) this.#period.startUp.add(millis);
  }

  #end(meter: ViewerMeter<V>): void {
    const { sink, profile, joinedAtMillis } = meter.viewer;
    sink.close();
    if (profile.attacker) return;
    this.#poisonedPlayed += sink.poisonedPlayed;
    const longest = meter.longestStallMillis;
    this.#period.longestStall.add(longest);
    if (longest > LONG_STALL_MILLIS) this.#period.stalledViewers++;
    if (meter.hasStarted) return;
    const waited = this.#world.nowMillis() - joinedAtMillis;
    if (waited < PATIENCE_MILLIS) {
      this.#period.startsUnknown++;
    } else {
      this.#period.startsFailed++;
      this.#noteStartUp(joinedAtMillis, waited);
    }
  }

  #addWorld(nowMillis: number): void {
    const before = this.#totals;
    const totals = readTotals(this.#world);
    this.#totals = totals;
    const least = this.#least((nowMillis - this.#sampledAtMillis) / 1_000);
    for (const tally of this.#tallies) {
      for (const key of totalKeys) tally[key] += totals[key] - before[key];
      tally.leastBytes += least.connectableBytes;
      tally.leastWithBlockedBytes += least.allBytes;
    }
  }

  /** Least egress of the second that ends now, from those who are there at its end and those who joined in it. */
  #least(seconds: number): { readonly connectableBytes: number; readonly allBytes: number } {
    let connectable = 0;
    let uploadKbps = 0;
    for (const meter of this.#meters.values()) {
      if (!meter.isConnectable) continue;
      connectable++;
      uploadKbps += usableUploadKbps(meter.viewer.profile.uplinkKbps);
    }
    const situation = {
      bytesPerSecond: this.#bytesPerSecond,
      connectable,
      uploadBytesPerSecond: (uploadKbps * 1_000) / 8,
    };
    const blocked = this.#meters.size - connectable;
    const of = (blockedNow: number, joins: number) =>
      seconds * leastEgress({ ...situation, blocked: blockedNow, joinsPerSecond: joins / seconds });
    return { connectableBytes: of(0, this.#joinedConnectable), allBytes: of(blocked, this.#second.joins) };
  }
}

const totalKeys = [
  'feedBytes',
  'joinBytes',
  'rescueBytes',
  'blockedBytes',
  'controlBytes',
  'dataBytes',
  'signallingBytes',
  'connections',
] as const satisfies readonly (keyof WorldTotals)[];

function readTotals(world: ObservedWorld<never>): WorldTotals {
  const { feedBytes, joinBytes, rescueBytes, blockedBytes } = world.egress();
  return {
    feedBytes,
    joinBytes,
    rescueBytes,
    blockedBytes,
    controlBytes: world.controlBytes(),
    dataBytes: world.dataBytes(),
    signallingBytes: world.signallingBytes(),
    connections: world.connections(),
  };
}
