import type { Clock, Timers } from '../../transport/environment.js';

/** A clock that stands still until the test moves it, and timers on it. */
export class ManualTime implements Clock, Timers {
  #now = 0;
  #tasks = new Map<number, { at: number; period: number | undefined; task: () => void }>();
  #number = 0;

  nowMillis(): number {
    return this.#now;
  }

  after(delayMillis: number, task: () => void): () => void {
    return this.#add(delayMillis, undefined, task);
  }

  every(periodMillis: number, task: () => void): () => void {
    return this.#add(periodMillis, periodMillis, task);
  }

  #add(delay: number, period: number | undefined, task: () => void): () => void {
    const number = this.#number++;
    this.#tasks.set(number, { at: this.#now + delay, period, task });
    return () => void this.#tasks.delete(number);
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#tasks.size;
  }

  advance(millis: number): void {
    const end = this.#now + millis;
    for (;;) {
      const due = [...this.#tasks].filter(([, entry]) => entry.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) {
        break;
      }
      const [number, entry] = due;
      this.#now = entry.at;
      if (entry.period === undefined) {
        this.#tasks.delete(number);
      } else {
        entry.at += entry.period;
      }
      entry.task();
    }
    this.#now = end;
  }
}
