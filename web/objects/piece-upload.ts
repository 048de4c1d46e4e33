import { Capacity, type CapacityOptions } from '../engine/capacity.js';
import { RoundTrips } from '../engine/round-trips.js';
import { UplinkMeter } from '../engine/uplink-meter.js';
import { UploadBudget } from '../engine/upload-budget.js';
import { kbpsUnder, type UploadLimits } from '../engine/upload-limits.js';
import { MAX_REQUEST, PIECE_BYTES } from '../peers/messages.js';
import type { PieceNeighbour } from '../peers/piece-neighbour.js';
import type { HeldPieces } from './held-pieces.js';
import type { ObjectParameters } from './object-parameters.js';

interface Queue {
  readonly pieces: number[];
  /** A piece is being read from the store for it. */
  reading: boolean;
  /** Since when its channel has been full without a break; undefined: it is not. */
  fullSinceMillis: number | undefined;
}

/** What this viewer gives: answers to requests, one neighbour after the other, within what the uplink bears. */
export class PieceUpload {
  readonly capacity: Capacity;
  readonly #held: HeldPieces;
  readonly #parameters: ObjectParameters;
  readonly #queues = new Map<PieceNeighbour, Queue>();
  readonly #roundTrips = new RoundTrips();
  readonly #uplink: UplinkMeter;
  readonly #budget = new UploadBudget();
  #budgetKbps = -1;
  #sentBytes = 0;

  constructor(held: HeldPieces, parameters: ObjectParameters, capacity: CapacityOptions, nowMillis: number) {
    this.#held = held;
    this.#parameters = parameters;
    this.capacity = new Capacity(parameters, capacity, nowMillis);
    this.#uplink = new UplinkMeter(parameters.slowMillis);
  }

  /** Bytes of pieces given. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  limit(limits: UploadLimits): void {
    this.capacity.limitKbps = kbpsUnder(limits);
  }

  onRequest(neighbour: PieceNeighbour, pieces: readonly number[], nowMillis: number): void {
    const queue = this.#queues.get(neighbour) ?? { pieces: [], reading: false, fullSinceMillis: undefined };
    this.#queues.set(neighbour, queue);
    const refused: number[] = [];
    for (const piece of pieces) {
      if (queue.pieces.includes(piece)) continue;
      if (!this.#held.map.has(piece) || !this.#hasRoom(queue)) refused.push(piece);
      else queue.pieces.push(piece);
    }
    refuse(neighbour, refused);
    this.#give(nowMillis);
  }

  onNeighbourEnd(neighbour: PieceNeighbour): void {
    this.#queues.delete(neighbour);
  }

  tick(nowMillis: number): void {
    const { kbps } = this.capacity;
    if (kbps !== this.#budgetKbps) {
      this.#budgetKbps = kbps;
      this.#budget.limit(kbps, nowMillis);
    }
    if (kbps === 0) this.#refuseAll();
    this.#give(nowMillis);
    const slow = this.#countSlow(nowMillis);
    this.#uplink.sample(this.#sentBytes, this.#bufferedBytes(), nowMillis);
    const uplinkKbps = () => (this.#queues.size > 1 ? this.#uplink.kbps : undefined);
    // One slow neighbour among others has a slow downlink; when half of them are slow it is this uplink.
    if (slow > 0 && 2 * slow >= this.#busy()) this.capacity.halve(uplinkKbps(), nowMillis);
    const health = () => ({
      draining: slow === 0,
      riseMillis: this.#roundTrips.riseMillis(this.#queues.keys(), nowMillis),
    });
    this.capacity.tick(0, health, uplinkKbps, nowMillis);
  }

  /** In turns, one piece each, for as long as channels and budget have room. */
  #give(nowMillis: number): void {
    const channelBytes = this.#channelBytes();
    for (let given = true; given;) {
      given = false;
      for (const [neighbour, queue] of this.#queues) {
        if (queue.reading || queue.pieces.length === 0 || neighbour.bufferedBytes() > channelBytes) continue;
        if (!this.#budget.allowsPull(nowMillis)) return;
        const piece = queue.pieces.shift();
        if (piece === undefined) continue;
        given = true;
        const bytes = this.#held.get(piece);
        if (bytes instanceof Promise) void this.#giveLater(neighbour, queue, piece, bytes);
        else this.#send(neighbour, piece, bytes);
      }
    }
  }

  async #giveLater(
    neighbour: PieceNeighbour,
    queue: Queue,
    piece: number,
    reading: Promise<Uint8Array | undefined>,
  ): Promise<void> {
    queue.reading = true;
    const bytes = await reading;
    queue.reading = false;
    this.#send(neighbour, piece, bytes);
  }

  #send(neighbour: PieceNeighbour, piece: number, bytes: Uint8Array | undefined): void {
    if (bytes === undefined) {
      refuse(neighbour, [piece]);
      return;
    }
    const sent = neighbour.sendPiece(piece, bytes);
    this.#sentBytes += sent;
    this.#budget.spend(sent);
    this.capacity.onSent(sent);
  }

  #refuseAll(): void {
    for (const [neighbour, queue] of this.#queues) refuse(neighbour, queue.pieces.splice(0));
  }

  #hasRoom({ pieces }: Queue): boolean {
    const { kbps } = this.capacity;
    if (kbps === 0 || pieces.length >= this.#parameters.queuePieces) return false;
    let waiting = 0;
    for (const queue of this.#queues.values()) waiting += queue.pieces.length;
    return (waiting * PIECE_BYTES * 8) / kbps <= this.#parameters.queueMillis;
  }

  #countSlow(nowMillis: number): number {
    const channelBytes = this.#channelBytes();
    let slow = 0;
    for (const [neighbour, queue] of this.#queues) {
      if (neighbour.bufferedBytes() <= channelBytes) queue.fullSinceMillis = undefined;
      else queue.fullSinceMillis ??= nowMillis;
      if (nowMillis - (queue.fullSinceMillis ?? nowMillis) < this.#parameters.slowMillis) continue;
      slow++;
      queue.fullSinceMillis = nowMillis;
    }
    return slow;
  }

  /** Neighbours that are being given something. */
  #busy(): number {
    let busy = 0;
    for (const [neighbour, { pieces }] of this.#queues) {
      if (pieces.length > 0 || neighbour.bufferedBytes() > 0) busy++;
    }
    return busy;
  }

  #bufferedBytes(): number {
    let bytes = 0;
    for (const neighbour of this.#queues.keys()) bytes += neighbour.bufferedBytes();
    return bytes;
  }

  #channelBytes(): number {
    const { channelMillis, channelLeastBytes, channelMostBytes } = this.#parameters;
    return Math.min(channelMostBytes, Math.max(channelLeastBytes, (this.capacity.kbps / 8) * channelMillis));
  }
}

function refuse(neighbour: PieceNeighbour, pieces: readonly number[]): void {
  for (let i = 0; i < pieces.length; i += MAX_REQUEST) {
    neighbour.send({ type: 'notHeld', pieces: pieces.slice(i, i + MAX_REQUEST) });
  }
}
