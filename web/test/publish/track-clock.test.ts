import { describe, expect, it } from 'vitest';
import { TrackClock } from '../../publish/track-clock.js';

describe('the time line of a camera', () => {
  it('places the first of each track by when it came, and the others by their own clocks', () => {
    const clock = new TrackClock(1_000);
    clock.came('video', 7_000_000_000, 1_100);
    clock.came('audio', 500_000, 1_130);
    clock.came('video', 7_000_040_000, 1_900); // late, which is not the camera's fault
    expect(clock.timeOf('video', 7_000_000_000)).toBe(100);
    expect(clock.timeOf('audio', 500_000)).toBe(130);
    expect(clock.timeOf('video', 7_000_040_000)).toBe(140);
    expect(clock.timeOf('audio', 520_000)).toBe(150);
  });

  it('never goes back', () => {
    const clock = new TrackClock(0);
    clock.came('audio', 100_000, 10);
    expect(clock.timeOf('audio', 160_000)).toBe(70);
    expect(clock.timeOf('audio', 120_000)).toBe(70);
    expect(clock.timeOf('audio', 0)).toBe(70);
  });
});
