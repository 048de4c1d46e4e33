import { describe, expect, it } from 'vitest';
import { playSeqOf } from '../../player/packet-strip.js';

describe('playSeqOf', () => {
  it('goes back from the newest packet by the lag', () => {
    expect(playSeqOf(2_000, 98_000, 2_000)).toBe(1_960);
  });

  it('nobody is ahead of the newest packet', () => {
    expect(playSeqOf(2_000, 98_000, -50)).toBe(2_000);
    expect(playSeqOf(0, 0, 0)).toBe(0);
  });
});
