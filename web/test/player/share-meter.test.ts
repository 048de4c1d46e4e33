import { describe, expect, it } from 'vitest';
import { ShareMeter } from '../../player/share-meter.js';
import { statsOf } from './stats-of.js';

describe('ShareMeter', () => {
  it('knows nothing before bytes came', () => {
    const meter = new ShareMeter();
    expect(meter.share()).toBeUndefined();
    meter.add(statsOf(), 0);
    meter.add(statsOf(), 500);
    expect(meter.share()).toBeUndefined();
  });

  it('divides by what came in the window, feed and HTTP together', () => {
    const meter = new ShareMeter();
    meter.add(statsOf(), 0);
    meter.add(statsOf({ fromPeersBytes: 600, fromFeedBytes: 300, fromHttpBytes: 100 }), 500);
    expect(meter.share()).toBeCloseTo(0.6);
  });

  it('forgets the fast start when it is older than the window', () => {
    const meter = new ShareMeter(30_000);
    meter.add(statsOf(), 0);
    meter.add(statsOf({ fromHttpBytes: 1_000 }), 1_000);
    for (let second = 2; second <= 31; second++) {
      meter.add(statsOf({ fromHttpBytes: 1_000, fromPeersBytes: second * 100 }), second * 1_000);
    }
    expect(meter.share()).toBe(1);
  });

  it('counts what came before it was asked for the first time', () => {
    const meter = new ShareMeter();
    meter.add(statsOf({ fromHttpBytes: 100 }), 500);
    expect(meter.share()).toBe(0);
    meter.add(statsOf({ fromHttpBytes: 100, fromPeersBytes: 300 }), 1_000);
    expect(meter.share()).toBe(0.75);
  });

  it('begins anew when totals went down', () => {
    const meter = new ShareMeter();
    meter.add(statsOf({ fromHttpBytes: 5_000 }), 0);
    meter.add(statsOf({ fromHttpBytes: 9_000 }), 500);
    meter.add(statsOf({ fromHttpBytes: 10 }), 1_000);
    meter.add(statsOf({ fromHttpBytes: 10, fromPeersBytes: 90 }), 1_500);
    expect(meter.share()).toBe(0.9);
  });

  it('keeps a bounded number of samples however often it is asked', () => {
    const meter = new ShareMeter();
    meter.add(statsOf({ fromHttpBytes: 0 }), 0);
    for (let index = 1; index <= ShareMeter.LIMIT; index++) {
      meter.add(statsOf({ fromHttpBytes: 1_000, fromPeersBytes: index }), index);
    }
    // The first sample, and with it the 1,000 bytes over HTTP, made room.
    expect(meter.share()).toBe(1);
  });
});
