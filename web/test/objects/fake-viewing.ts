import type { ObjectSession } from '../../objects/object-session.js';
import type { Descriptor } from '../../objects/descriptor.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';
import type { FakeObject } from './fake-object.js';

const STEP_MILLIS = 50;
const CHUNK_BYTES = 32 * 1024;
/** A player buffers no more than this ahead of the picture. */
const AHEAD_MILLIS = 30_000;
/** What a decoder wants before it shows the first picture. */
const START_MILLIS = 300;

/** Somebody who watches: reads in order, plays what came in real time, and stands still where nothing came. */
export class FakeViewing {
  /** From start or seek to the picture, each. */
  readonly startUpMillis: number[] = [];
  stalledMillis = 0;
  stalls = 0;
  /** Bytes that were not those of the file: must stay 0. */
  falseBytes = 0;
  ended = false;
  readonly #session: ObjectSession;
  readonly #object: FakeObject;
  readonly #time: VirtualTime;
  readonly #cancel: () => void;
  #abort = new AbortController();
  #descriptor: Descriptor | undefined;
  #mediaMillis = 0;
  #readTo = 0;
  #reading = false;
  #sinceMillis: number;
  #shown = false;
  #stalled = false;

  constructor(session: ObjectSession, object: FakeObject, time: VirtualTime) {
    this.#session = session;
    this.#object = object;
    this.#time = time;
    this.#sinceMillis = time.nowMillis();
    session.position(0);
    this.#cancel = time.every(STEP_MILLIS, () => this.#step());
    session.descriptor.then(
      (descriptor) => (this.#descriptor = descriptor),
      () => this.stop(),
    );
  }

  get mediaMillis(): number {
    return this.#mediaMillis;
  }

  seek(timeMillis: number): void {
    const keyframe = this.#descriptor?.playback?.keyframes.before(timeMillis);
    if (keyframe === undefined) throw new Error('nothing to seek in yet');
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#reading = false;
    this.#mediaMillis = keyframe.timeMillis;
    this.#readTo = keyframe.offset;
    this.#sinceMillis = this.#time.nowMillis();
    this.#shown = this.#stalled = false;
    this.#session.position(keyframe.offset);
  }

  stop(): void {
    this.#cancel();
    this.#abort.abort();
  }

  #step(): void {
    void this.#read();
    const { durationMillis } = this.#object;
    if (this.ended) return;
    const buffered = this.#timeOf(this.#readTo) - this.#mediaMillis;
    const all = this.#readTo >= this.#object.bytes.length;
    if (!this.#shown) {
      if (buffered < START_MILLIS && !all) return;
      this.#shown = true;
      this.startUpMillis.push(this.#time.nowMillis() - this.#sinceMillis);
    }
    if (buffered >= STEP_MILLIS || all) {
      this.#stalled = false;
      this.#mediaMillis = Math.min(durationMillis, this.#mediaMillis + STEP_MILLIS);
      this.#session.position(Math.min(this.#object.bytes.length - 1, this.#offsetOf(this.#mediaMillis)));
      this.ended = this.#mediaMillis >= durationMillis;
    } else {
      this.stalledMillis += STEP_MILLIS;
      if (!this.#stalled) this.stalls++;
      this.#stalled = true;
    }
  }

  async #read(): Promise<void> {
    const { bytes } = this.#object;
    const length = Math.min(CHUNK_BYTES, bytes.length - this.#readTo);
    const enough = this.#timeOf(this.#readTo) - this.#mediaMillis > AHEAD_MILLIS;
    if (this.#reading || length === 0 || enough || this.#descriptor === undefined) return;
    this.#reading = true;
    const { signal } = this.#abort;
    const offset = this.#readTo;
    let read;
    try {
      read = await this.#session.read(offset, length, signal);
    } catch {
      return; // a seek, or the end of the session
    }
    if (signal.aborted) return;
    this.#reading = false;
    if (Buffer.compare(read, bytes.subarray(offset, offset + length)) !== 0) this.falseBytes += length;
    this.#readTo = offset + length;
    void this.#read();
  }

  #timeOf(offset: number): number {
    return (offset / this.#object.bytes.length) * this.#object.durationMillis;
  }

  #offsetOf(timeMillis: number): number {
    return Math.floor((timeMillis / this.#object.durationMillis) * this.#object.bytes.length);
  }
}
