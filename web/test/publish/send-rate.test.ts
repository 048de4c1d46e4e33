import { describe, expect, it } from 'vitest';
import { SendRate, type SendAdvice } from '../../publish/send-rate.js';

const FRAME_MILLIS = 40;

/** Frames at 25 a second through an uplink of so many bits per second; what waits is bounded by nothing. */
function play(rate: SendRate, uplinkBitsPerSecond: number, seconds: number, startMillis = 0) {
  let waitingBytes = 0;
  let mostWaitingSeconds = 0;
  let dropped = 0;
  let advice: SendAdvice = { bitsPerSecond: 0, drop: false };
  const frames = (seconds * 1_000) / FRAME_MILLIS;
  for (let frame = 0; frame < frames; frame++) {
    advice = rate.advise(waitingBytes, startMillis + frame * FRAME_MILLIS);
    if (advice.drop) dropped++;
    else waitingBytes += (advice.bitsPerSecond * FRAME_MILLIS) / 8_000;
    waitingBytes = Math.max(0, waitingBytes - (uplinkBitsPerSecond * FRAME_MILLIS) / 8_000);
    mostWaitingSeconds = Math.max(mostWaitingSeconds, (waitingBytes * 8) / uplinkBitsPerSecond);
  }
  return { ...advice, dropped, mostWaitingSeconds };
}

describe('the rate at which is sent', () => {
  it('stays where the uplink carries it', () => {
    expect(play(new SendRate(2_500_000), 5_000_000, 60)).toMatchObject({ bitsPerSecond: 2_500_000, dropped: 0 });
  });

  it('comes down to what the uplink carries, and little is left out on the way', () => {
    const { bitsPerSecond, dropped, mostWaitingSeconds } = play(new SendRate(2_500_000), 1_000_000, 120);
    expect(bitsPerSecond).toBeLessThan(1_250_000);
    expect(bitsPerSecond).toBeGreaterThan(600_000);
    expect(dropped).toBeLessThan(100); // of 3,000
    expect(mostWaitingSeconds).toBeLessThan(4);
  });

  it('goes up again when the uplink is free', () => {
    const rate = new SendRate(2_500_000);
    play(rate, 700_000, 60);
    expect(play(rate, 5_000_000, 90, 60_000)).toMatchObject({ bitsPerSecond: 2_500_000, dropped: 0 });
  });

  it('leaves frames out while nothing moves, and no rate sinks below what shows a picture', () => {
    const { bitsPerSecond, dropped } = play(new SendRate(2_500_000), 1, 60);
    expect(dropped).toBeGreaterThan(1_300); // of 1,500
    expect(bitsPerSecond).toBe(100_000);
  });
});
