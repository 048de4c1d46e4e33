import type { MediaPosition, MediaSink } from '../../engine/media-sink.js';
import { playbackRate } from '../../media/playback-rate.js';
import { PACKET_MILLIS } from './fake-stream.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';

/** Playable media with which a stalled picture goes on. */
const RESUME_MILLIS = 200;

/** A player in virtual time: it plays what it gets, stalls when there is none, and checks the order of all of it. */
export class RecordingSink implements MediaSink {
  begins = 0;
  skips = 0;
  ended = 0;
  /** Packets in the order in which they were played. */
  readonly played: { readonly epoch: number; readonly seq: number }[] = [];
  /** What broke the order: must stay empty. */
  readonly faults: string[] = [];
  /** Packets that hold nothing to play. */
  readonly empty = new Set<number>();
  firstPictureAtMillis: number | undefined;
  playing = true;
  stalls = 0;
  stalledMillis = 0;
  readonly #time: VirtualTime;
  #epoch = 0;
  #last = -1;
  /** After begin() and skip() any later seq is right. */
  #fresh = true;
  #position: number | undefined;
  #end = 0;
  #at: number;
  #rate = 1;
  #stalled = false;

  constructor(time: VirtualTime) {
    this.#time = time;
    this.#at = time.nowMillis();
  }

  get epoch(): number {
    return this.#epoch;
  }

  get lastSeq(): number {
    return this.#last;
  }

  begin(epoch: number, prelude: Uint8Array): void {
    this.#advance();
    if (prelude.length < 13 || prelude[0] !== 0x46) this.faults.push('begin without FLV header');
    this.begins++;
    if (epoch !== this.#epoch) {
      this.#last = -1;
      this.#position = undefined;
      this.#end = 0;
    }
    this.#epoch = epoch;
    this.#fresh = true;
  }

  append(payload: Uint8Array): void {
    this.#advance();
    const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
    const [epoch, seq, timestamp] = [view.getFloat64(0), view.getUint32(8), view.getUint32(12)];
    if (epoch !== this.#epoch) this.faults.push(`epoch ${epoch} in ${this.#epoch}`);
    if (this.empty.has(this.#last + 1)) this.#last++;
    if (seq <= this.#last) {
      if (!this.#fresh) this.faults.push(`${seq} after ${this.#last}`);
      return;
    }
    if (!this.#fresh && seq !== this.#last + 1) this.faults.push(`${seq} after ${this.#last}`);
    this.#fresh = false;
    this.#last = seq;
    this.played.push({ epoch, seq });
    // A jump over missing packets moves the picture there when it gets to the hole.
    if (this.#position === undefined) {
      this.#position = timestamp;
      this.firstPictureAtMillis ??= this.#time.nowMillis();
    } else if (timestamp > this.#end + PACKET_MILLIS && this.#end - this.#position < PACKET_MILLIS) {
      this.#position = timestamp;
    }
    this.#end = timestamp + PACKET_MILLIS;
    if (this.#stalled && this.#end - this.#position >= RESUME_MILLIS) this.#stalled = false;
  }

  skip(): void {
    this.skips++;
    this.#fresh = true;
  }

  end(): void {
    this.ended++;
  }

  position(): MediaPosition {
    this.#advance();
    const aheadMillis = this.#position === undefined ? 0 : this.#end - this.#position;
    const { playing, stalls, stalledMillis } = this;
    return { timestampMillis: this.#position, aheadMillis, playing, stalls, stalledMillis };
  }

  steer(target: { readonly lagMillis: number; readonly targetLagMillis: number }): void {
    this.#advance();
    const aheadMillis = this.#position === undefined ? 0 : this.#end - this.#position;
    this.#rate = playbackRate({ ...target, aheadMillis });
  }

  #advance(): void {
    const now = this.#time.nowMillis();
    const elapsed = now - this.#at;
    this.#at = now;
    if (this.#position === undefined || !this.playing) return;
    if (this.#stalled) {
      this.stalledMillis += elapsed;
      return;
    }
    const left = this.#end - this.#position;
    if (elapsed * this.#rate <= left) {
      this.#position += elapsed * this.#rate;
      return;
    }
    this.#position = this.#end;
    if (this.ended > 0) return;
    this.#stalled = true;
    this.stalls++;
    this.stalledMillis += elapsed - left / this.#rate;
  }
}
