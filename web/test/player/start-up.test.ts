import { describe, expect, it } from 'vitest';
import { StartUp } from '../../player/start-up.js';

describe('StartUp', () => {
  function begun(): { startUp: StartUp; pictureAt: (millis: number) => void } {
    const video = new EventTarget();
    let now = 5_000;
    const startUp = new StartUp(video, { nowMillis: () => now });
    return {
      startUp,
      pictureAt: (millis) => {
        now = 5_000 + millis;
        video.dispatchEvent(new Event('loadeddata'));
      },
    };
  }

  it('tells once how long the first picture took', () => {
    const { startUp, pictureAt } = begun();
    expect(startUp.take()).toBeUndefined();
    pictureAt(640);
    pictureAt(9_000);
    expect(startUp.take()).toBe(640);
    expect(startUp.take()).toBeUndefined();
  });

  it('tells nothing of one that nobody waited for so long', () => {
    const { startUp, pictureAt } = begun();
    pictureAt(120_001);
    expect(startUp.take()).toBeUndefined();
  });

  it('tells nothing where there was nothing to be shown', () => {
    const { startUp, pictureAt } = begun();
    startUp.spoil();
    pictureAt(640);
    expect(startUp.take()).toBeUndefined();
  });
});
