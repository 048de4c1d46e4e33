import { describe, expect, it } from 'vitest';
import { countSquares, PacketMapModel } from '../../pages/packet-map-model.js';
import type { PacketOrigin, PacketStrip } from '../../player/packet-strip.js';

const LETTERS: Record<string, PacketOrigin> = { p: 'peer', s: 'server', '.': 'missing' };

function strip(firstSeq: number, origins: string, playSeq?: number, epoch = 1): PacketStrip {
  return {
    epoch,
    firstSeq,
    origins: Array.from(origins, (letter) => LETTERS[letter] ?? 'missing'),
    playSeq,
  };
}

describe('PacketMapModel', () => {
  it('puts each substream into a row of its own', () => {
    const grid = new PacketMapModel().grid(strip(14, 'pppps'), 10);
    expect(grid.columns).toHaveLength(2);
    expect(grid.columns[0]?.slice(5)).toEqual([undefined, 'peer', 'peer']);
    expect(grid.columns[1]?.slice(0, 4)).toEqual(['peer', 'peer', 'server', undefined]);
  });

  it('keeps the newest columns when there is no room for all', () => {
    const grid = new PacketMapModel().grid(strip(0, 'p'.repeat(8) + 's'.repeat(16)), 2);
    expect(grid.columns).toHaveLength(2);
    expect(countSquares(grid)).toMatchObject({ peer: 0, server: 16 });
  });

  it('a gap is awaited until its turn to be played has passed', () => {
    const model = new PacketMapModel();
    expect(countSquares(model.grid(strip(0, 'pp.ppppp', 1), 5))).toMatchObject({ awaited: 1, missing: 0 });
    expect(countSquares(model.grid(strip(0, 'pp.ppppp', 5), 5))).toMatchObject({ awaited: 0, missing: 1 });
  });

  it('shows as late what was overdue and came after all', () => {
    const model = new PacketMapModel();
    model.grid(strip(0, 'p.' + 'p'.repeat(18), 0), 5);
    expect(countSquares(model.grid(strip(0, 'ps' + 'p'.repeat(18), 0), 5))).toMatchObject({ late: 1, server: 0 });
  });

  it('does not call late what was merely not there yet', () => {
    const model = new PacketMapModel();
    model.grid(strip(0, 'p.' + 'p'.repeat(6), 0), 5);
    expect(countSquares(model.grid(strip(0, 'ps' + 'p'.repeat(6), 0), 5))).toMatchObject({ late: 0, server: 1 });
  });

  it('a new epoch knows nothing of the old one', () => {
    const model = new PacketMapModel();
    model.grid(strip(0, 'p.' + 'p'.repeat(18), 0), 5);
    expect(countSquares(model.grid(strip(0, 'p'.repeat(20), 0, 2), 5))).toMatchObject({ late: 0, peer: 20 });
  });

  it('tells where the play head stands, unless it is off the map', () => {
    const model = new PacketMapModel();
    expect(model.grid(strip(8, 'p'.repeat(16), 20), 5).playColumn).toBe(1.5);
    expect(model.grid(strip(8, 'p'.repeat(16), 3), 5).playColumn).toBeUndefined();
    expect(model.grid(strip(8, 'p'.repeat(16)), 5).playColumn).toBeUndefined();
  });
});
