import type { Packet } from '../peers/packet.js';
import type { MediaPosition, MediaSink } from './media-sink.js';
import type { Parameters } from './parameters.js';
import type { PacketWindow } from './window.js';

export interface PlayoutListener {
  /** A decoder cannot start without this prelude: fetch it, then call {@link Playout.setPrelude}. Asked for once a tick. */
  onPreludeNeeded(epoch: number, number: number): void;
  onStarted(): void;
  /** Play-out goes on at `seq`: what is missing before it is not needed any more. */
  onCursor(seq: number): void;
  onSkipped(packets: number): void;
  /** Whether somebody still tries to get this packet. */
  isHopeful(seq: number): boolean;
  onEnded(): void;
  /** Whether all that there is was handed on, and the gateway says that nothing comes for now; or it comes again. */
  onOffAir(offAir: boolean): void;
}

/** An epoch that follows another waits until the old one's buffer has been played, no longer than this. */
const CHANGE_MILLIS = 4_000;
const DRY_MILLIS = 150;
/** Before the first picture a gap is given up after this. */
const FIRST_PICTURE_MILLIS = 2_000;

/**
 * Hands the packets of the window to the sink, in order and without gaps. Where a gap cannot be filled in time it goes
 * on at the next keyframe.
 */
export class Playout {
  readonly #media: MediaSink;
  readonly #window: PacketWindow;
  readonly #parameters: Parameters;
  readonly #listener: PlayoutListener;
  #prelude: Packet | undefined;
  /** The epoch that the sink plays, 0: none. */
  #begun = 0;
  #running = false;
  /** Next packet for the sink; while not running, where to look for a start. */
  #cursor = 0;
  #waitingSince = 0;
  #stuckSince = -1;
  /** The sink has enough (the viewer paused). */
  #full = false;
  #changeAllowed = true;
  #offAir = false;

  constructor(media: MediaSink, window: PacketWindow, parameters: Parameters, listener: PlayoutListener) {
    this.#media = media;
    this.#window = window;
    this.#parameters = parameters;
    this.#listener = listener;
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /** Nothing comes for now; see {@link PlayoutListener.onOffAir}. */
  get isOffAir(): boolean {
    return this.#offAir;
  }

  /** Next seq that the sink gets. */
  get cursor(): number {
    return this.#cursor;
  }

  setPrelude(prelude: Packet, nowMillis: number): void {
    this.#prelude = prelude;
    this.#window.audioOnly = ((prelude.payload[4] ?? 1) & 1) === 0;
    this.advance(nowMillis);
  }

  /** Starts afresh at the first keyframe from `seq` on, in the window's epoch. */
  restart(seq: number, nowMillis: number): void {
    this.#running = false;
    this.#cursor = seq;
    this.#waitingSince = nowMillis;
    this.#stuckSince = -1;
    this.#offAir = false;
    this.#changeAllowed = this.#begun === 0 || this.#begun === this.#window.epoch;
  }

  /** The relay feeds the sink meanwhile. */
  stop(): void {
    this.#running = false;
    this.#offAir = false;
    this.#begun = 0;
  }

  /** Releases what can be released: called for each verified packet. */
  advance(nowMillis: number): void {
    if (!this.#running && !this.#start(nowMillis)) return;
    if (this.#full) return;
    let ended = false;
    let offAir = this.#offAir;
    for (let packet = this.#window.get(this.#cursor); packet !== undefined; packet = this.#window.get(this.#cursor)) {
      if (packet.payload.length > 0) this.#media.append(packet.payload);
      this.#cursor++;
      this.#stuckSince = -1;
      ended ||= packet.endsStream;
      offAir = packet.saysOffline;
    }
    if (offAir !== this.#offAir) {
      this.#offAir = offAir;
      this.#listener.onOffAir(offAir);
    }
    if (ended) {
      this.#media.end();
      this.#listener.onEnded();
    }
  }

  /** Looks whether a gap must be given up now. `position` is the sink's, taken in this tick. */
  tick(position: MediaPosition, nowMillis: number): void {
    const wasFull = this.#full;
    this.#full = !position.playing && position.aheadMillis > this.#parameters.aheadMostMillis;
    if (!this.#changeAllowed) {
      const dry = !position.playing || position.aheadMillis < DRY_MILLIS;
      this.#changeAllowed = dry || nowMillis - this.#waitingSince > CHANGE_MILLIS;
    }
    if (!this.#running || wasFull) this.advance(nowMillis);
    if (!this.#running || this.#window.head < this.#cursor || this.#window.has(this.#cursor)) return;
    if (this.#stuckSince < 0) this.#stuckSince = nowMillis;
    if (this.#mustSkip(position, nowMillis)) this.#skip(nowMillis);
  }

  #mustSkip(position: MediaPosition, nowMillis: number): boolean {
    if (this.#cursor < this.#window.first || !this.#listener.isHopeful(this.#cursor)) return true;
    if (position.timestampMillis === undefined) return nowMillis - this.#stuckSince > FIRST_PICTURE_MILLIS;
    return position.playing && position.aheadMillis <= this.#parameters.skipMillis;
  }

  #skip(nowMillis: number): void {
    const start = this.#window.startFrom(this.#cursor);
    if (start === undefined) return;
    this.#listener.onSkipped(start - this.#cursor);
    this.#listener.onCursor(start);
    if (this.#window.get(start)?.prelude === this.#prelude?.prelude) {
      this.#media.skip();
      this.#cursor = start;
      this.#stuckSince = -1;
    } else {
      this.restart(start, nowMillis);
    }
    this.advance(nowMillis);
  }

  /** @returns whether it runs now */
  #start(nowMillis: number): boolean {
    const start = this.#changeAllowed ? this.#window.startFrom(this.#cursor) : undefined;
    const packet = start === undefined ? undefined : this.#window.get(start);
    if (packet === undefined) return false;
    const prelude = this.#prelude;
    if (prelude?.epoch !== packet.epoch || prelude.prelude !== packet.prelude) {
      this.#listener.onPreludeNeeded(packet.epoch, packet.prelude);
      return false;
    }
    const buffered = this.#window.newestTimestampMillis - packet.timestampMillis;
    if (
      buffered < this.#parameters.startBufferMillis &&
      nowMillis - this.#waitingSince < this.#parameters.startPatienceMillis
    ) {
      return false;
    }
    this.#running = true;
    this.#cursor = packet.seq;
    this.#begun = packet.epoch;
    this.#stuckSince = -1;
    this.#media.begin(packet.epoch, prelude.payload);
    this.#listener.onStarted();
    this.#listener.onCursor(packet.seq);
    return true;
  }
}
