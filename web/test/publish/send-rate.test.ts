import { describe, expect, it } from 'vitest';
import { Arrivals } from '../../publish/arrivals.js';
import { SendRate, type SendAdvice } from '../../publish/send-rate.js';

const FRAME_MILLIS = 40;
const SOUND = 96_000;
/** A round trip of a quarter of a second, and an acknowledgement ten times a second. */
const ROUND_TRIP_MILLIS = 250;
const ACKNOWLEDGE_MILLIS = 100;

/** Frames at 25 a second, and sound, through an uplink; what waits is bounded by nothing, and seen by nobody but the other end. */
class Uplink {
  readonly rate = new SendRate(2_500_000, SOUND);
  readonly #arrivals = new Arrivals(0);
  readonly #acknowledgements: { bytes: number; atMillis: number }[] = [];
  #nowMillis = 0;
  #waitingBytes = 0;
  #arrivedBytes = 0;
  #acknowledgedMillis = 0;

  /** @param share of the bitrate that the encoder makes of it: a simple picture needs less */
  play(uplinkBitsPerSecond: number, seconds: number, share = 1) {
    let mostLateMillis = 0;
    let dropped = 0;
    let longestStill = 0;
    let still = 0;
    let advice: SendAdvice = { bitsPerSecond: 0, drop: false };
    for (const end = this.#nowMillis + seconds * 1_000; this.#nowMillis < end; this.#nowMillis += FRAME_MILLIS) {
      const now = this.#nowMillis;
      while ((this.#acknowledgements[0]?.atMillis ?? Infinity) <= now) {
        this.#arrivals.arrive(this.#acknowledgements.shift()?.bytes ?? 0, now);
      }
      const lateMillis = this.#arrivals.lateMillis(now);
      advice = this.rate.advise({ lateMillis, bitsPerSecond: this.#arrivals.bitsPerSecond(now) }, now);
      still = advice.drop ? still + FRAME_MILLIS : 0;
      if (advice.drop) dropped++;
      this.#send(((SOUND + (advice.drop ? 0 : share * advice.bitsPerSecond)) * FRAME_MILLIS) / 8_000, now);
      this.#carry((uplinkBitsPerSecond * FRAME_MILLIS) / 8_000, now);
      mostLateMillis = Math.max(mostLateMillis, lateMillis);
      longestStill = Math.max(longestStill, still);
    }
    return { ...advice, dropped, mostLateMillis, longestStill };
  }

  #send(bytes: number, nowMillis: number): void {
    this.#waitingBytes += bytes;
    this.#arrivals.send(bytes, nowMillis);
  }

  #carry(most: number, nowMillis: number): void {
    const bytes = Math.min(most, this.#waitingBytes);
    this.#waitingBytes -= bytes;
    this.#arrivedBytes += bytes;
    if (nowMillis - this.#acknowledgedMillis >= ACKNOWLEDGE_MILLIS) {
      this.#acknowledgedMillis = nowMillis;
      this.#acknowledgements.push({ bytes: this.#arrivedBytes, atMillis: nowMillis + ROUND_TRIP_MILLIS });
    }
  }
}

describe('the rate at which is sent', () => {
  it('stays where the uplink carries it', () => {
    expect(new Uplink().play(5_000_000, 60)).toMatchObject({ bitsPerSecond: 2_500_000, dropped: 0 });
  });

  it.each([
    [1_000_000, 3_000],
    [500_000, 7_000],
    [300_000, 15_000],
  ])(
    'comes down to what an uplink of %i carries, and the picture stands for at most %i ms',
    (bits, mostStillMillis) => {
      const uplink = new Uplink();
      uplink.play(5_000_000, 10);
      const { longestStill } = uplink.play(bits, 30);
      expect(longestStill).toBeLessThan(mostStillMillis);
      const settled = uplink.play(bits, 90);
      expect(settled.bitsPerSecond).toBeGreaterThan(0.5 * (bits - SOUND));
      expect(settled.bitsPerSecond).toBeLessThan(1.3 * bits);
      expect(settled.mostLateMillis).toBeLessThan(2_000);
      expect(settled.dropped).toBeLessThan(0.05 * 90 * 25);
    },
  );

  it('goes by what arrives, also where the encoder needs less than it may', () => {
    const uplink = new Uplink();
    uplink.play(5_000_000, 10, 0.2);
    const { longestStill } = uplink.play(250_000, 30, 0.2);
    expect(longestStill).toBeLessThan(5_000);
  });

  it('goes up again within a minute when the uplink is free', () => {
    const uplink = new Uplink();
    uplink.play(300_000, 60);
    uplink.play(5_000_000, 60);
    expect(uplink.play(5_000_000, 1)).toMatchObject({ bitsPerSecond: 2_500_000, dropped: 0 });
  });

  it('leaves frames out while nothing moves, and no rate sinks below what shows a picture', () => {
    const { bitsPerSecond, dropped } = new Uplink().play(1, 60);
    expect(dropped).toBeGreaterThan(1_300); // of 1,500
    expect(bitsPerSecond).toBe(100_000);
  });
});
