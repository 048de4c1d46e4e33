import type { Clock, Environment, Random, Timers } from './environment.js';

const clock: Clock = { nowMillis: () => performance.now() };

const timers: Timers = {
  after(delayMillis, task) {
    const handle = setTimeout(task, delayMillis);
    return () => clearTimeout(handle);
  },
  every(periodMillis, task) {
    const handle = setInterval(task, periodMillis);
    return () => clearInterval(handle);
  },
};

/** 32 bits at a time from the browser's generator, a block of them for each call into it. */
class CryptoRandom implements Random {
  readonly #block = new Uint32Array(64);
  #next = this.#block.length;

  next(): number {
    if (this.#next === this.#block.length) {
      crypto.getRandomValues(this.#block);
      this.#next = 0;
    }
    const bits = this.#block[this.#next++] ?? 0;
    return bits / 2 ** 32;
  }
}

/** The page's own clock, timers and random numbers. */
export function browserEnvironment(): Environment {
  return { clock, timers, random: new CryptoRandom() };
}
