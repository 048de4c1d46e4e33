import type { Clock, Timers } from '../../transport/environment.js';
import { EventQueue } from './event-queue.js';
import { SimEvent } from './sim-event.js';

/** Time goes in quarters of a millisecond: fine enough for a packet on a fast uplink, and it makes a queue of lists. */
const TICKS_PER_MILLI = 4;
const START_MILLIS = 1_000;

/** A clock that stands still but for run(). Events of one moment happen in the order in which they were scheduled. */
export class VirtualTime implements Clock, Timers {
  readonly #queue = new EventQueue();
  #nowMillis = START_MILLIS;

  nowMillis(): number {
    return this.#nowMillis;
  }

  /** Puts an event at a moment; one that has passed is now. */
  at(millis: number, event: SimEvent): void {
    const tick = Math.ceil((millis - START_MILLIS) * TICKS_PER_MILLI);
    this.#queue.push(event, Math.max(tick, this.#queue.tick));
  }

  after(delayMillis: number, task: () => void): () => void {
    const event = new TaskEvent(task);
    this.at(this.#nowMillis + delayMillis, event);
    return () => {
      event.cancelled = true;
    };
  }

  every(periodMillis: number, task: () => void): () => void {
    const event = new RepeatedEvent(this, periodMillis, task);
    this.at(this.#nowMillis + periodMillis, event);
    return () => {
      event.cancelled = true;
    };
  }

  /** A promise that resolves at that time; what awaits it runs before the next event. */
  resolveAfter<T>(delayMillis: number, value: () => T): Promise<T> {
    return new Promise((resolve) => this.at(this.#nowMillis + delayMillis, new ResolvingEvent(value, resolve)));
  }

  /** Lets time pass. */
  async run(millis: number): Promise<void> {
    const endMillis = this.#nowMillis + millis;
    const lastTick = Math.floor((endMillis - START_MILLIS) * TICKS_PER_MILLI);
    await settle();
    while (this.#runUntilSettling(lastTick)) await settle();
    this.#nowMillis = endMillis;
  }

  /** @returns true when promises have been resolved, false at the end */
  #runUntilSettling(lastTick: number): boolean {
    const queue = this.#queue;
    for (let event = queue.pop(lastTick); event !== undefined; event = queue.pop(lastTick)) {
      if (event.cancelled) continue;
      this.#nowMillis = Math.max(this.#nowMillis, START_MILLIS + event.tick / TICKS_PER_MILLI);
      event.fire();
      if (event.settles) return true;
    }
    return false;
  }
}

class TaskEvent extends SimEvent {
  readonly #task: () => void;

  constructor(task: () => void) {
    super();
    this.#task = task;
  }

  fire(): void {
    this.#task();
  }
}

class RepeatedEvent extends SimEvent {
  readonly #time: VirtualTime;
  readonly #periodMillis: number;
  readonly #task: () => void;

  constructor(time: VirtualTime, periodMillis: number, task: () => void) {
    super();
    this.#time = time;
    this.#periodMillis = periodMillis;
    this.#task = task;
  }

  fire(): void {
    this.#time.at(this.#time.nowMillis() + this.#periodMillis, this);
    this.#task();
  }
}

class ResolvingEvent<T> extends SimEvent {
  readonly #value: () => T;
  readonly #resolve: (value: T) => void;

  constructor(value: () => T, resolve: (value: T) => void) {
    super(true);
    this.#value = value;
    this.#resolve = resolve;
  }

  fire(): void {
    this.#resolve(this.#value());
  }
}

/** Returns when every promise that can go on has gone on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
