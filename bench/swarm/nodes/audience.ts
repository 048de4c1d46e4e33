import type { Environment } from '../../../web/transport/environment.js';
import type { VerifySignature } from '../../../web/peers/verify-signature.js';
import type { Packet } from '../../../web/peers/packet.js';
import { Histogram } from './histogram.js';
import type { Visit } from './population.js';
import type { ReferenceFeed } from './reference-feed.js';
import { NOTHING, sum, type ViewerTotals } from './viewer-totals.js';
import { Viewer } from './viewer.js';

/** A longer time than any run; timers know no more than 2³¹ ms. */
const MOST_TIMER_MILLIS = 2 ** 31 - 1;
const SAMPLE_MILLIS = 500;

export interface AudienceOptions {
  readonly gatewayUrl: string;
  readonly group: string;
  readonly environment: Environment;
  readonly verify: VerifySignature;
  readonly reference: ReferenceFeed;
}

/** Sums of all viewers who are or were there, apart for those with and without WebRTC. */
export interface AudienceTotals {
  readonly connectable: ViewerTotals;
  readonly blocked: ViewerTotals;
  readonly joins: number;
  readonly crashes: number;
}

/** All viewers of a run: they come and go as they were told, and are looked at twice a second. */
export class Audience {
  /** From start() to the first picture, of everybody who ever came. */
  readonly allStartups = new Histogram();
  /** The same, of those who came since the measurement began. */
  startup = new Histogram();
  /** From when a packet left the gateway to when a viewer had it and had verified it; of packets made since that viewer came. */
  diffusion = new Histogram();
  /** From the gateway's head to the picture. */
  lag = new Histogram();
  readonly #options: AudienceOptions;
  readonly #present = new Set<Viewer>();
  readonly #gone = { connectable: NOTHING, blocked: NOTHING };
  readonly #unseen = new Set<Viewer>();
  #measuresSinceMillis = Infinity;
  #joins = 0;
  #crashes = 0;
  /** Viewers who left without having seen a picture. */
  #neverStarted = 0;
  readonly #cancels: (() => void)[] = [];

  constructor(options: AudienceOptions, visits: readonly Visit[]) {
    this.#options = options;
    const { timers } = options.environment;
    for (const visit of visits) {
      this.#cancels.push(timers.after(visit.comesAtSeconds * 1_000, () => this.#admit(visit)));
    }
    this.#cancels.push(timers.every(SAMPLE_MILLIS, () => this.#sample()));
  }

  get size(): number {
    return this.#present.size;
  }

  get neverStarted(): number {
    return this.#neverStarted;
  }

  /** Open connections of one viewer, on average. */
  get neighbours(): number {
    let count = 0;
    for (const viewer of this.#present) count += viewer.engine.stats().neighbours;
    return this.#present.size === 0 ? 0 : count / this.#present.size;
  }

  totals(): AudienceTotals {
    let { connectable, blocked } = this.#gone;
    for (const viewer of this.#present) {
      if (viewer.blocked) blocked = sum(blocked, viewer.totals());
      else connectable = sum(connectable, viewer.totals());
    }
    return { connectable, blocked, joins: this.#joins, crashes: this.#crashes };
  }

  /** What was seen until now is forgotten. */
  beginMeasurement(): void {
    this.#measuresSinceMillis = this.#options.environment.clock.nowMillis();
    this.startup = new Histogram();
    this.diffusion = new Histogram(20_000, 2);
    this.lag = new Histogram();
  }

  /** Everybody goes; nobody comes any more. */
  close(): void {
    for (const cancel of this.#cancels) cancel();
    for (const viewer of this.#present) viewer.leave(false);
    this.#present.clear();
  }

  #admit(visit: Visit): void {
    const { gatewayUrl, group, environment, verify } = this.#options;
    const viewer = new Viewer({
      gatewayUrl,
      group,
      environment,
      verify,
      blocked: visit.blocked,
      onPacket: (owner, packet) => this.#onPacket(owner, packet),
    });
    this.#joins++;
    this.#present.add(viewer);
    this.#unseen.add(viewer);
    const staysMillis = (visit.goesAtSeconds - visit.comesAtSeconds) * 1_000;
    if (staysMillis > MOST_TIMER_MILLIS) return;
    this.#cancels.push(environment.timers.after(staysMillis, () => this.#dismiss(viewer, visit.crashes)));
  }

  #dismiss(viewer: Viewer, crashes: boolean): void {
    this.#noteStartup(viewer);
    if (this.#unseen.delete(viewer)) this.#neverStarted++;
    viewer.leave(crashes);
    if (crashes) this.#crashes++;
    this.#present.delete(viewer);
    const kind = viewer.blocked ? 'blocked' : 'connectable';
    this.#gone[kind] = sum(this.#gone[kind], viewer.totals());
  }

  #onPacket(viewer: Viewer, packet: Packet): void {
    const age = this.#options.reference.ageMillis(packet);
    if (age !== undefined && age <= viewer.presentMillis) this.diffusion.add(age);
  }

  #sample(): void {
    for (const viewer of this.#unseen) this.#noteStartup(viewer);
    const { headMillis } = this.#options.reference;
    for (const viewer of this.#present) {
      const { timestampMillis } = viewer.player.position();
      if (timestampMillis !== undefined) this.lag.add(headMillis - timestampMillis);
    }
  }

  #noteStartup(viewer: Viewer): void {
    const { startupMillis } = viewer.player;
    if (startupMillis === undefined || !this.#unseen.delete(viewer)) return;
    this.allStartups.add(startupMillis);
    if (viewer.cameAtMillis >= this.#measuresSinceMillis) this.startup.add(startupMillis);
  }
}
