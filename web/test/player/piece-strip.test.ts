import { describe, expect, it } from 'vitest';
import { pieceStrip } from '../../player/piece-strip.js';

describe('pieceStrip', () => {
  it('shows each piece of a small object', () => {
    const origins = ['peers', 'gateway', undefined, 'kept'] as const;
    const strip = pieceStrip(4, 100, (piece) => origins[piece - 1]);
    expect(strip.columns).toEqual([
      { peers: 1, gateway: 0, kept: 0 },
      { peers: 0, gateway: 1, kept: 0 },
      { peers: 0, gateway: 0, kept: 0 },
      { peers: 0, gateway: 0, kept: 1 },
    ]);
    expect(strip.counts).toEqual({ peers: 1, gateway: 1, kept: 1 });
  });

  it('puts several pieces into a column', () => {
    const strip = pieceStrip(10, 5, (piece) => (piece % 2 === 0 ? 'peers' : 'gateway'));
    expect(strip.columns).toEqual(Array.from({ length: 5 }, () => ({ peers: 0.5, gateway: 0.5, kept: 0 })));
  });

  it('looks at some of the pieces of a huge object', () => {
    let looks = 0;
    const strip = pieceStrip(16_777_216, 100, () => {
      looks++;
      return 'kept';
    });
    expect(looks).toBeLessThan(25_000);
    expect(strip.counts.kept).toBe(16_777_216);
    expect(strip.columns[50]).toEqual({ peers: 0, gateway: 0, kept: 1 });
  });
});
