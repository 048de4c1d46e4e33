import type { MediaPosition, MediaSink } from '../../engine/media-sink.js';
import { playbackRate } from '../../media/playback-rate.js';
import type { SimStream } from './sim-stream.js';
import type { VirtualTime } from './virtual-time.js';

/** From the first media in the buffer to the picture: opening the buffer and decoding. An assumption. */
const DECODE_MILLIS = 100;
/** Playable media with which a stalled picture goes on. */
const RESUME_MILLIS = 200;
/** As in media/playback-watch.ts and media/live-playout.ts. */
const STEER_MILLIS = 250;
const JUMP_EXCESS_MILLIS = 5_000;
const AHEAD_AFTER_JUMP_MILLIS = 500;
const START_LAG_MILLIS = 1_500;
const START_TOLERANCE_MILLIS = 700;
/** A picture that stands for less than this has not been seen to stand. */
const UNSEEN_MILLIS = 250;

interface Stretch {
  readonly startMillis: number;
  endMillis: number;
}

/** The player of a simulated viewer, with the rules of the real one and no decoder. Time passes in it when it is asked. */
export class SimSink implements MediaSink {
  firstPictureAtMillis: number | undefined;
  stalls = 0;
  stalledMillis = 0;
  longestStallMillis = 0;
  /** Altered payloads that reached the decoder: must stay 0. */
  poisonedPlayed = 0;
  skips = 0;
  /** The viewer wants it to play. */
  playing = true;
  readonly #time: VirtualTime;
  readonly #stream: SimStream;
  #epoch = 0;
  /** The buffer, ascending: more than one stretch where packets were skipped; the time line of the picture has no hole there. */
  #buffer: Stretch[] = [];
  #newestMillis = -1;
  #position: number | undefined;
  #showAtMillis: number | undefined;
  #targetLagMillis = START_LAG_MILLIS;
  #rate = 1;
  #steeredAtMillis = -Infinity;
  #atMillis: number;
  #stalledSinceMillis: number | undefined;
  /** Since when the last picture of an old epoch stands. */
  #frozenSinceMillis: number | undefined;
  #ended = false;

  constructor(time: VirtualTime, stream: SimStream) {
    this.#time = time;
    this.#stream = stream;
    this.#atMillis = time.nowMillis();
  }

  get epoch(): number {
    return this.#epoch;
  }

  begin(epoch: number): void {
    this.#advance();
    this.#ended = false;
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#buffer = [];
    this.#newestMillis = -1;
    // The old epoch's picture stands until the new one has one.
    if (this.#position !== undefined) this.#frozenSinceMillis = this.#atMillis;
    this.#position = undefined;
    this.#showAtMillis = undefined;
  }

  append(payload: Uint8Array): void {
    this.#advance();
    this.#ended = false;
    const packet = this.#stream.packetOf(this.#epoch, payload);
    if (packet === undefined) {
      this.poisonedPlayed++;
      return;
    }
    // After a change between swarm and relay some come twice.
    if (packet.timestampMillis <= this.#newestMillis) return;
    this.#newestMillis = packet.timestampMillis;
    this.#keep(packet.timestampMillis);
    this.#showAtMillis ??= this.#time.nowMillis() + DECODE_MILLIS;
  }

  skip(): void {
    this.skips++;
  }

  end(): void {
    this.#advance();
    this.#ended = true;
  }

  position(): MediaPosition {
    this.#advance();
    const { playing, stalls } = this;
    const running = this.#stalledSinceMillis === undefined ? 0 : this.#atMillis - this.#stalledSinceMillis;
    const stalledMillis = this.stalledMillis + running;
    return { timestampMillis: this.#position, aheadMillis: this.#aheadMillis(), playing, stalls, stalledMillis };
  }

  steer(target: { readonly lagMillis: number; readonly targetLagMillis: number }): void {
    this.#advance();
    this.#targetLagMillis = target.targetLagMillis;
    if (this.#atMillis - this.#steeredAtMillis < STEER_MILLIS || !this.playing || this.#position === undefined) return;
    this.#steeredAtMillis = this.#atMillis;
    const aheadMillis = this.#aheadMillis();
    const excess = target.lagMillis - target.targetLagMillis;
    if (excess > JUMP_EXCESS_MILLIS && aheadMillis - excess > AHEAD_AFTER_JUMP_MILLIS) this.#position += excess;
    else this.#rate = playbackRate({ ...target, aheadMillis });
  }

  /** The viewer goes: a stall that lasts ends here. */
  close(): void {
    this.#advance();
    this.#resume(this.#atMillis);
  }

  #keep(timestampMillis: number): void {
    const { packetMillis } = this.#stream;
    const last = this.#buffer.at(-1);
    // Timestamps are rounded to whole milliseconds.
    if (last !== undefined && timestampMillis - last.endMillis <= 2) last.endMillis = timestampMillis + packetMillis;
    else this.#buffer.push({ startMillis: timestampMillis, endMillis: timestampMillis + packetMillis });
  }

  #aheadMillis(): number {
    if (this.#position === undefined) return 0;
    let ahead = 0;
    for (const { startMillis, endMillis } of this.#buffer)
      ahead += Math.max(0, endMillis - Math.max(startMillis, this.#position));
    return ahead;
  }

  #advance(): void {
    const now = this.#time.nowMillis();
    let elapsed = now - this.#atMillis;
    if (elapsed <= 0) return;
    this.#atMillis = now;
    if (!this.playing) return;
    if (this.#position === undefined) {
      if (this.#showAtMillis === undefined || now < this.#showAtMillis) return;
      this.#show(this.#showAtMillis);
      elapsed = now - this.#showAtMillis;
    }
    if (this.#stalledSinceMillis !== undefined) {
      if (this.#aheadMillis() < RESUME_MILLIS) return;
      // It went on when the packet came that made it enough, which was just now or at the last look.
      this.#resume(now - elapsed);
    }
    this.#play(elapsed, now);
  }

  #show(atMillis: number): void {
    const first = this.#buffer[0];
    if (first === undefined) return;
    this.firstPictureAtMillis ??= atMillis;
    const excess = first.endMillis - first.startMillis - this.#targetLagMillis;
    this.#position = first.startMillis + (excess > START_TOLERANCE_MILLIS ? excess : 0);
    const frozenSince = this.#frozenSinceMillis;
    this.#frozenSinceMillis = undefined;
    if (frozenSince !== undefined && atMillis - frozenSince > UNSEEN_MILLIS) this.#stall(frozenSince);
    this.#resume(atMillis);
  }

  #play(elapsedMillis: number, nowMillis: number): void {
    const ahead = this.#aheadMillis();
    const played = elapsedMillis * this.#rate;
    this.#forward(Math.min(played, ahead));
    if (played > ahead && !this.#ended) this.#stall(nowMillis - (played - ahead) / this.#rate);
  }

  /** Moves the picture by so much media, of which there is enough. */
  #forward(millis: number): void {
    let left = millis;
    let position = this.#position ?? 0;
    for (let first = this.#buffer[0]; first !== undefined; first = this.#buffer[0]) {
      position = Math.max(position, first.startMillis);
      if (position + left <= first.endMillis || this.#buffer.length === 1) break;
      left -= Math.max(0, first.endMillis - position);
      this.#buffer.shift();
    }
    this.#position = position + left;
  }

  #stall(sinceMillis: number): void {
    if (this.#stalledSinceMillis !== undefined) return;
    this.#stalledSinceMillis = sinceMillis;
    this.stalls++;
  }

  #resume(atMillis: number): void {
    const since = this.#stalledSinceMillis;
    if (since === undefined) return;
    this.#stalledSinceMillis = undefined;
    const millis = Math.max(0, atMillis - since);
    this.stalledMillis += millis;
    this.longestStallMillis = Math.max(this.longestStallMillis, millis);
  }
}
