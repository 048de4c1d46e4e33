import type { SimEvent } from './sim-event.js';

/** Ticks that the ring reaches ahead; a power of two. */
const RING = 1 << 16;
const MASK = RING - 1;

/**
 * Events in the order of (tick, order of their pushing). A ring with one list for each tick of the near future, which
 * nearly all events fall into, takes constant time whatever the number of events; a heap holds the others until the
 * ring reaches them. An event that goes through the heap was pushed before any that goes to the same tick directly, for
 * the tick was too far away then: so the order is kept.
 */
export class EventQueue {
  readonly #heads = new Array<SimEvent | undefined>(RING).fill(undefined);
  readonly #tails = new Array<SimEvent | undefined>(RING).fill(undefined);
  readonly #far: Far[] = [];
  #count = 0;
  #near = 0;
  #tick = 0;

  /** Up to where events have been taken: none is pushed before it. */
  get tick(): number {
    return this.#tick;
  }

  get size(): number {
    return this.#near + this.#far.length;
  }

  /** @throws RangeError for an event of the past */
  push(event: SimEvent, tick: number): void {
    if (tick < this.#tick) throw new RangeError('an event of the past');
    event.tick = tick;
    if (tick - this.#tick < RING) this.#pushNear(event);
    else pushFar(this.#far, { event, tick, number: this.#count++ });
  }

  /** Takes the first event, unless it lies beyond `lastTick`. */
  pop(lastTick: number): SimEvent | undefined {
    while (this.#tick <= lastTick) {
      const slot = this.#tick & MASK;
      const head = this.#heads[slot];
      if (head !== undefined) {
        this.#heads[slot] = head.next;
        head.next = undefined;
        this.#near--;
        return head;
      }
      if (this.#tick === lastTick) return undefined;
      // The ring must not reach further than the tick at which this ends: the next event may be pushed there.
      const next = this.#near > 0 ? this.#tick + 1 : (this.#far[0]?.tick ?? lastTick);
      this.#moveTo(Math.min(next, lastTick));
    }
    return undefined;
  }

  #pushNear(event: SimEvent): void {
    const slot = event.tick & MASK;
    event.next = undefined;
    if (this.#heads[slot] === undefined) {
      this.#heads[slot] = event;
    } else {
      const tail = this.#tails[slot];
      if (tail !== undefined) tail.next = event;
    }
    this.#tails[slot] = event;
    this.#near++;
  }

  #moveTo(tick: number): void {
    this.#tick = tick;
    for (let first = this.#far[0]; first !== undefined && first.tick - tick < RING; first = this.#far[0]) {
      popFar(this.#far);
      this.#pushNear(first.event);
    }
  }
}

interface Far {
  readonly event: SimEvent;
  readonly tick: number;
  readonly number: number;
}

function isBefore(a: Far, b: Far): boolean {
  return a.tick < b.tick || (a.tick === b.tick && a.number < b.number);
}

function pushFar(heap: Far[], added: Far): void {
  let i = heap.length;
  heap.push(added);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(added, above)) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = added;
}

function popFar(heap: Far[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    const left = heap[child];
    if (left === undefined) break;
    const right = heap[child + 1];
    if (right !== undefined && isBefore(right, left)) child++;
    const least = heap[child];
    if (least === undefined || !isBefore(least, last)) break;
    heap[i] = least;
    i = child;
  }
  heap[i] = last;
}
