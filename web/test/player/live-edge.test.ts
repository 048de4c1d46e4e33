import { describe, expect, it } from 'vitest';
import { jumpToLiveMillis } from '../../player/live-edge.js';

describe('jumpToLiveMillis', () => {
  it('goes to the target lag', () => {
    expect(jumpToLiveMillis({ lagMillis: 8_000, targetLagMillis: 1_500, aheadMillis: 7_500 })).toBe(6_500);
  });

  it('leaves half a second ahead when the buffer reaches no farther', () => {
    expect(jumpToLiveMillis({ lagMillis: 8_000, targetLagMillis: 1_500, aheadMillis: 3_000 })).toBe(2_500);
  });

  it.each([
    { lagMillis: 1_900, targetLagMillis: 1_500, aheadMillis: 1_200 },
    { lagMillis: 8_000, targetLagMillis: 1_500, aheadMillis: 600 },
    { lagMillis: 900, targetLagMillis: 1_500, aheadMillis: 600 },
  ])('does not jump for nothing or out of the buffer: %o', (situation) => {
    expect(jumpToLiveMillis(situation)).toBe(0);
  });
});
