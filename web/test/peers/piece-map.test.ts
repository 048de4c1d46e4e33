import { describe, expect, it } from 'vitest';
import { PieceMap, toPieceRanges } from '../../peers/piece-map.js';
import { SeededRandom } from './random-bytes.js';

describe('PieceMap', () => {
  it('tells ascending ranges that do not touch', () => {
    const map = new PieceMap(40);
    for (const piece of [40, 3, 1, 2, 17, 20, 19]) expect(map.add(piece)).toBe(true);
    expect(map.ranges()).toEqual([
      { first: 1, last: 3 },
      { first: 17, last: 17 },
      { first: 19, last: 20 },
      { first: 40, last: 40 },
    ]);
    expect([map.count, map.isFull, map.add(40), map.remove(5)]).toEqual([7, false, false, false]);
  });

  it('does not take pieces that the object has not got', () => {
    const map = new PieceMap(8);
    expect([map.add(0), map.add(9), map.count]).toEqual([false, false, 0]);
    map.addRange({ first: 1, last: 8 });
    expect([map.isFull, map.ranges()]).toEqual([true, [{ first: 1, last: 8 }]]);
    map.removeRange({ first: 1, last: 8 });
    expect([map.count, map.ranges()]).toEqual([0, []]);
  });

  it('is the set that it should be, whatever is added and removed', () => {
    const seed = 41;
    const random = new SeededRandom(seed);
    for (let round = 0; round < 200; round++) {
      const pieces = 1 + random.below(200);
      const map = new PieceMap(pieces);
      const model = new Set<number>();
      for (let change = 0; change < 30; change++) {
        const first = 1 + random.below(pieces);
        const range = { first, last: Math.min(pieces, first + random.below(40)) };
        const added = random.next() < 0.6;
        if (added) map.addRange(range);
        else map.removeRange(range);
        for (let piece = range.first; piece <= range.last; piece++) {
          if (added) model.add(piece);
          else model.delete(piece);
        }
      }
      const wanted = toPieceRanges([...model].sort((a, b) => a - b));
      expect(map.ranges(), `seed ${seed} round ${round}`).toEqual(wanted);
      expect(map.count).toBe(model.size);
    }
  });
});
