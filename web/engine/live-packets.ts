import { SUBSTREAMS } from '../peers/messages.js';
import type { Packet } from '../peers/packet.js';
import type { Random } from '../transport/environment.js';
import { type Gap, Gaps } from './gaps.js';
import type { Parameters } from './parameters.js';
import { StreamMeter } from './stream-meter.js';
import { PacketWindow } from './window.js';

/** Weight of one packet in the usual delay of its substream. */
const SKEW_WEIGHT = 0.1;

/** The current epoch: the packets that are here, the gaps between them, and how fast the stream runs. */
export class LivePackets {
  readonly window: PacketWindow;
  readonly gaps = new Gaps();
  readonly meter = new StreamMeter();
  /** By how much each substream usually comes behind the first one, ms. */
  readonly skewMillis = new Array<number>(SUBSTREAMS).fill(0);
  readonly #parameters: Parameters;
  readonly #random: Random;
  #floor: number | undefined;
  #known = -1;

  constructor(parameters: Parameters, random: Random) {
    this.#parameters = parameters;
    this.#random = random;
    this.window = new PacketWindow(parameters.windowMillis, parameters.windowBytes);
  }

  get epoch(): number {
    return this.window.epoch;
  }

  /** The newest seq that is here or known to exist, −1: none. */
  get knownHead(): number {
    return this.#known;
  }

  /** Another epoch: nothing of the old one stays. */
  enter(epoch: number, nowMillis: number): void {
    this.window.enter(epoch);
    this.gaps.clear();
    this.meter.reset(nowMillis);
    this.skewMillis.fill(0);
    this.#floor = undefined;
    this.#known = -1;
  }

  /** Packets before `seq` are not needed: they make no gaps. */
  forgetBelow(seq: number): void {
    this.#floor = seq;
    this.gaps.closeBelow(seq);
  }

  /**
   * Takes a verified packet.
   * @returns false when it is held already or not wanted
   */
  add(packet: Packet, nowMillis: number, pushed: boolean): boolean {
    const before = this.window.newestTimestampMillis;
    if (!this.window.add(packet)) return false;
    this.#raise(packet.seq, before, nowMillis);
    const gap = this.gaps.close(packet.seq);
    if (pushed) this.#measureSkew(packet.substream, gap, nowMillis);
    this.meter.onPacket(packet.seq, packet.timestampMillis, packet.lengthBytes, nowMillis);
    return true;
  }

  /** Somebody who should know says that `seq` exists; more than a plausible step is not believed. */
  noteHead(seq: number, nowMillis: number): void {
    const believed = Math.min(seq, this.window.head + this.meter.packetsIn(this.#parameters.windowMillis / 4));
    if (this.window.head >= 0 && believed > this.#known) {
      this.#raise(believed + 1, this.window.newestTimestampMillis, nowMillis);
      this.#known = believed;
    }
  }

  /** The gateway itself has nothing after `seq` yet, whoever says otherwise. */
  retractHead(seq: number): void {
    const head = Math.max(seq, this.window.head);
    for (let beyond = head + 1; beyond <= this.#known; beyond++) this.gaps.close(beyond);
    this.#known = Math.min(this.#known, head);
  }

  #raise(seq: number, timestampMillis: number, nowMillis: number): void {
    if (seq <= this.#known) return;
    const from = Math.max(this.#known < 0 ? seq : this.#known + 1, this.#floor ?? 0);
    if (this.#known < 0 && this.#floor !== undefined && this.#floor < seq) {
      for (let missing = this.#floor; missing < seq; missing++) this.#open(missing, timestampMillis, nowMillis);
    }
    for (let missing = from; missing < seq; missing++) this.#open(missing, timestampMillis, nowMillis);
    this.#known = seq;
  }

  #open(seq: number, timestampMillis: number, nowMillis: number): void {
    if (!this.window.has(seq)) this.gaps.open(seq, timestampMillis, nowMillis, this.#random.next());
  }

  #measureSkew(substream: number, gap: Gap | undefined, nowMillis: number): void {
    const age = gap === undefined ? 0 : nowMillis - gap.sinceMillis;
    const usual = this.skewMillis[substream] ?? 0;
    this.skewMillis[substream] = usual + (age - usual) * SKEW_WEIGHT;
  }
}
