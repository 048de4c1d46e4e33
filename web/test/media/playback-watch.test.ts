import { describe, expect, it } from 'vitest';
import { PlaybackWatch } from '../../media/playback-watch.js';
import { ManualTime } from '../transport/manual-time.js';
import { FakeVideo } from './fake-video.js';

function watched(ranges: [number, number][]) {
  const time = new ManualTime();
  const video = new FakeVideo();
  video.ranges = ranges;
  video.paused = false;
  const heard = { hanging: 0 };
  const ought = { now: true };
  const watch = new PlaybackWatch(
    video.asVideo(),
    { clock: time, timers: time },
    () => ought.now,
    () => heard.hanging++,
  );
  return { time, video, watch, heard, ought };
}

describe('PlaybackWatch', () => {
  it('moves a picture that stands before the buffer into it', () => {
    const { time, video, watch } = watched([[3, 9]]);
    time.advance(400);
    expect(video.currentTime).toBeCloseTo(3.01);
    expect(watch.jumps).toBe(1);
  });

  it('jumps a small hole soon and a large one after a second', () => {
    for (const [hole, soon] of [
      [0.4, true],
      [0.6, false],
    ] as const) {
      const { time, video, watch } = watched([
        [0, 2],
        [2 + hole, 9],
      ]);
      video.currentTime = 2;
      time.advance(500);
      expect(watch.jumps).toBe(soon ? 1 : 0);
      time.advance(900);
      expect(watch.jumps).toBe(1);
      expect(video.currentTime).toBeCloseTo(2 + hole + 0.01);
    }
  });

  it('waits where nothing follows', () => {
    const { time, watch, video, heard } = watched([[0, 2]]);
    video.currentTime = 2;
    time.advance(60_000);
    expect([watch.jumps, heard.hanging]).toEqual([0, 0]);
  });

  it('leaves alone what is paused, seeks, or ought not to move', () => {
    for (const change of [{ paused: true }, { seeking: true }, undefined]) {
      const { time, watch, video, ought } = watched([[3, 9]]);
      Object.assign(video, change);
      ought.now = change !== undefined;
      time.advance(60_000);
      expect(watch.jumps).toBe(0);
    }
  });

  it('nudges a decoder that hangs, and gives it up after three times', () => {
    const { time, video, watch, heard } = watched([[0, 9]]);
    time.advance(8_050);
    expect(watch.jumps).toBe(3);
    expect(video.currentTime).toBeCloseTo(0.15);
    expect(heard.hanging).toBe(0);
    time.advance(100);
    expect(heard.hanging).toBe(1);
  });

  it('steers at most four times a second', () => {
    const { time, video, watch } = watched([[0, 9]]);
    watch.steer({ lagMillis: 2_030, targetLagMillis: 1_500 });
    expect(video.playbackRate).toBeCloseTo(1.09);
    watch.steer({ lagMillis: 1_500, targetLagMillis: 1_500 });
    expect(video.playbackRate).toBeCloseTo(1.09);
    time.advance(250);
    watch.steer({ lagMillis: 1_500, targetLagMillis: 1_500 });
    expect(video.playbackRate).toBe(1);
  });

  it('jumps when the lag is out of reach of any rate, but only within the buffer', () => {
    const far = watched([[0, 30]]);
    far.watch.steer({ lagMillis: 20_000, targetLagMillis: 1_500 });
    expect(far.video.currentTime).toBeCloseTo(18.5);
    const dry = watched([[0, 5]]);
    dry.watch.steer({ lagMillis: 20_000, targetLagMillis: 1_500 });
    expect(dry.video.currentTime).toBe(0);
    expect(dry.video.playbackRate).toBeCloseTo(1.1);
  });

  it('leaves as much ahead as asked for', () => {
    const { video, watch } = watched([[0, 6]]);
    watch.leaveAhead(1_500, 5_000);
    expect(video.currentTime).toBe(0);
    watch.leaveAhead(1_500, 0);
    expect(video.currentTime).toBe(4.5);
    watch.leaveAhead(2_000, 0);
    expect(video.currentTime).toBe(4.5);
  });

  it('measures stalls', () => {
    const { time, video, watch } = watched([[0, 9]]);
    time.advance(100);
    video.currentTime = 0.1;
    time.advance(1_000);
    expect(watch.stalls).toBe(1);
    expect(watch.stalledMillis).toBe(900);
  });

  it('stops', () => {
    const { time, watch } = watched([[3, 9]]);
    watch.stop();
    expect(time.pending).toBe(0);
  });
});
