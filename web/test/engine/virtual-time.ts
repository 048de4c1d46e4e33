import type { Clock, Timers } from '../../transport/environment.js';

interface Event {
  readonly atMillis: number;
  readonly number: number;
  readonly task: () => void;
  readonly resolves: boolean;
  cancelled: boolean;
}

/** A clock that stands still but for run(): one heap of events ordered by (time, number). */
export class VirtualTime implements Clock, Timers {
  #now = 1_000;
  #count = 0;
  readonly #heap: Event[] = [];

  nowMillis(): number {
    return this.#now;
  }

  after(delayMillis: number, task: () => void): () => void {
    return this.#schedule(delayMillis, task, false);
  }

  every(periodMillis: number, task: () => void): () => void {
    let cancel: () => void = () => undefined;
    let cancelled = false;
    const again = () => {
      if (cancelled) return;
      cancel = this.#schedule(periodMillis, again, false);
      task();
    };
    cancel = this.#schedule(periodMillis, again, false);
    return () => {
      cancelled = true;
      cancel();
    };
  }

  /** A promise that resolves at that time; what awaits it runs before the next event. */
  resolveAfter<T>(delayMillis: number, value: () => T): Promise<T> {
    return new Promise((resolve) => this.#schedule(delayMillis, () => resolve(value()), true));
  }

  /** Lets time pass. */
  async run(millis: number): Promise<void> {
    const end = this.#now + millis;
    await settle();
    for (let next = this.#heap[0]; next !== undefined && next.atMillis <= end; next = this.#heap[0]) {
      this.#pop();
      this.#now = Math.max(this.#now, next.atMillis);
      if (next.cancelled) continue;
      next.task();
      if (next.resolves) await settle();
    }
    this.#now = end;
  }

  #schedule(delayMillis: number, task: () => void, resolves: boolean): () => void {
    const event = {
      atMillis: this.#now + Math.max(0, delayMillis),
      number: this.#count++,
      task,
      resolves,
      cancelled: false,
    };
    this.#push(event);
    return () => {
      event.cancelled = true;
    };
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(event, above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = event;
  }

  #pop(): void {
    const heap = this.#heap;
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
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMillis < b.atMillis || (a.atMillis === b.atMillis && a.number < b.number);
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
