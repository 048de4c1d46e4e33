import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../sim/world/event-queue.js';
import { SimEvent } from '../../sim/world/sim-event.js';
import { SimRandom } from '../../sim/world/sim-random.js';

class Marker extends SimEvent {
  readonly number: number;

  constructor(number: number) {
    super();
    this.number = number;
  }

  fire(): void {
    throw new Error('nobody fires a marker');
  }
}

describe('EventQueue', () => {
  const seed = 20_261;

  it(`takes events in the order of a sorted list (seed ${seed})`, () => {
    const random = new SimRandom(seed, 0);
    const queue = new EventQueue();
    const model: { tick: number; number: number }[] = [];
    const taken: number[] = [];
    const expected: number[] = [];
    let count = 0;
    let tick = 0;
    for (let round = 0; round < 3_000; round++) {
      for (let i = random.below(12); i > 0; i--) {
        // Near, at the very edge of the ring, and far beyond it.
        const ahead = [random.below(40), 65_530 + random.below(12), random.below(400_000)][random.below(3)] ?? 0;
        queue.push(new Marker(count), tick + ahead);
        model.push({ tick: tick + ahead, number: count++ });
      }
      const until = tick + random.below(random.next() < 0.05 ? 200_000 : 300);
      model.sort((a, b) => a.tick - b.tick || a.number - b.number);
      while ((model[0]?.tick ?? Infinity) <= until) expected.push(model.shift()?.number ?? -1);
      for (let event = queue.pop(until); event !== undefined; event = queue.pop(until)) {
        if (event instanceof Marker) taken.push(event.number);
      }
      tick = until;
      expect(queue.tick).toBe(until);
      expect(queue.size).toBe(model.length);
    }
    expect(taken.length).toBeGreaterThan(5_000);
    expect(taken).toEqual(expected);
  });

  it('takes what is pushed to the present tick while it is emptied, last', () => {
    const queue = new EventQueue();
    queue.push(new Marker(1), 5);
    queue.push(new Marker(2), 5);
    expect((queue.pop(9) as Marker).number).toBe(1);
    queue.push(new Marker(3), 5);
    expect((queue.pop(9) as Marker).number).toBe(2);
    expect((queue.pop(9) as Marker).number).toBe(3);
    expect(queue.pop(9)).toBeUndefined();
  });

  it('refuses an event of the past', () => {
    const queue = new EventQueue();
    expect(queue.pop(100)).toBeUndefined();
    expect(() => queue.push(new Marker(1), 99)).toThrow(RangeError);
  });
});
