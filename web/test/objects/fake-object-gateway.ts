import { GatewayEgress, toGatewayMillis } from '../../sim/world/gateway-egress.js';
import type { Station } from '../../sim/world/station.js';
import type { VirtualTime } from '../../sim/world/virtual-time.js';
import type { ObjectHttp, ObjectInfo, ObjectResult } from '../../transport/object-links.js';
import type { FakeObject } from './fake-object.js';

const SMALL_BYTES = 500;

/** Answers about one object over the simulator's accesses, as docs/protocol.md section 7 says. */
export class FakeObjectGateway {
  up = true;
  /** It knows the object. */
  present = true;
  /** Pieces that it has lost. */
  readonly lost = new Set<number>();
  /** Every range that it was asked for. */
  readonly ranges: (readonly [number, number])[] = [];
  readonly hashGroups: number[] = [];
  readonly egress: GatewayEgress;
  readonly #time: VirtualTime;
  readonly #object: FakeObject;

  constructor(time: VirtualTime, object: FakeObject, kbps: number) {
    this.#time = time;
    this.#object = object;
    this.egress = new GatewayEgress(kbps);
  }

  http(station: Station): ObjectHttp {
    const object = this.#object;
    return {
      info: (signal) => {
        const value: ObjectInfo = {
          id: object.id,
          title: 'Film',
          name: 'film.flv',
          sizeBytes: object.bytes.length,
          durationMillis: object.durationMillis,
          trackerUrl: 'wss://gateway/tracker',
          posterUrl: undefined,
        };
        return this.#answer(station, signal, () => ({ kind: 'ok', value }), SMALL_BYTES);
      },
      descriptor: (signal) =>
        this.#answer(station, signal, () => ({ kind: 'ok', value: object.descriptor }), object.descriptor.length),
      hashes: (group, signal) => {
        this.hashGroups.push(group);
        const value = object.hashes(group);
        return this.#answer(station, signal, () => ({ kind: 'ok', value }), value.length);
      },
      pieces: (first, last, onPiece, signal) => this.#pieces(station, first, last, onPiece, signal),
    };
  }

  async #pieces(
    station: Station,
    first: number,
    last: number,
    onPiece: (piece: number, bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<ObjectResult<undefined>> {
    this.ranges.push([first, last]);
    const asked = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const isLost = asked.some((piece) => this.lost.has(piece));
    const begun = await this.#answer<undefined>(
      station,
      signal,
      () => (isLost ? { kind: 'gone' } : { kind: 'ok', value: undefined }),
      SMALL_BYTES,
    );
    if (begun.kind !== 'ok') return begun;
    for (const piece of asked) {
      const bytes = this.#object.piece(piece);
      const now = this.#time.nowMillis();
      const arrives = this.egress.send(station, bytes.length, 'rescue', now);
      await this.#time.resolveAfter(arrives - now, () => undefined);
      if (!this.up || station.dead || signal.aborted) return { kind: 'failed', message: 'cut off' };
      onPiece(piece, bytes);
    }
    return begun;
  }

  async #answer<T>(
    station: Station,
    signal: AbortSignal,
    answer: () => ObjectResult<T>,
    bytes: number,
  ): Promise<ObjectResult<T>> {
    const delay = toGatewayMillis(station);
    // A connection is there after the first request; the first one pays for it.
    await this.#time.resolveAfter(delay, () => undefined);
    const isUp = this.up && !station.dead && !signal.aborted;
    if (!isUp) return this.#time.resolveAfter(delay, () => ({ kind: 'failed', message: 'no connection' }));
    if (!this.present) return this.#time.resolveAfter(delay, () => ({ kind: 'unknown' }));
    const now = this.#time.nowMillis();
    const arrives = this.egress.send(station, bytes, 'join', now);
    return this.#time.resolveAfter(arrives - now, answer);
  }
}
