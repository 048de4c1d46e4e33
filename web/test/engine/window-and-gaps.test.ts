import { describe, expect, it } from 'vitest';
import { Gaps } from '../../engine/gaps.js';
import { LivePackets } from '../../engine/live-packets.js';
import { PacketLog } from '../../engine/packet-log.js';
import { defaultParameters } from '../../engine/parameters.js';
import { StreamMeter } from '../../engine/stream-meter.js';
import { PacketWindow } from '../../engine/window.js';
import { makePacket } from './fake-stream.js';
import { GROUP } from './world.js';

const packet = (seq: number, epoch = 1) => makePacket(GROUP, epoch, seq);

describe('the window', () => {
  it('knows what it holds, in whatever order it came', () => {
    const window = new PacketWindow(60_000, 1_000_000);
    window.enter(1);
    for (const seq of [85, 80, 83, 160]) expect(window.add(packet(seq))).toBe(true);
    expect(window.add(packet(83))).toBe(false);
    expect(window.add(packet(84, 2))).toBe(false);
    expect([window.first, window.head, window.size]).toEqual([80, 160, 4]);
    expect(window.newest).toEqual([160, -1, -1, 83, -1, 85, -1, -1]);
    expect(window.startFrom(80)).toBe(80);
    expect(window.startFrom(81)).toBe(160);
    expect(window.startFrom(161)).toBeUndefined();
    expect([...window.bitmap(80, 10)]).toEqual([0b10010100, 0]);
    window.enter(2);
    expect([window.first, window.head, window.size, window.startFrom(0)]).toEqual([0, -1, 0, undefined]);
  });

  it('lets the oldest go past its time and past its bytes', () => {
    const timed = new PacketWindow(1_000, 1_000_000);
    timed.enter(1);
    for (let seq = 0; seq < 100; seq++) timed.add(packet(seq));
    expect([timed.first, timed.size]).toEqual([59, 41]);
    expect(timed.add(packet(58))).toBe(false);
    const small = new PacketWindow(60_000, 10 * packet(1).lengthBytes);
    small.enter(1);
    for (let seq = 0; seq < 100; seq++) small.add(packet(seq));
    expect([small.first, small.size, small.startFrom(0)]).toEqual([90, 10, undefined]);
  });

  it('can start at any tag where there is no video', () => {
    const window = new PacketWindow(60_000, 1_000_000);
    window.enter(1);
    window.audioOnly = true;
    window.add(packet(7));
    expect(window.startFrom(0)).toBe(7);
  });
});

describe('live packets', () => {
  it('opens a gap for each packet that a later one shows, and closes it when it comes', () => {
    const live = new LivePackets(defaultParameters, { next: () => 0.5 });
    live.enter(1, 0);
    live.add(packet(10), 100, true);
    live.add(packet(13), 200, true);
    expect(
      [...live.gaps.values()].map(({ seq, sinceMillis, timestampMillis }) => [seq, sinceMillis, timestampMillis]),
    ).toEqual([
      [11, 200, 250],
      [12, 200, 250],
    ]);
    expect(live.add(packet(12), 300, true)).toBe(true);
    expect(live.add(packet(12), 300, true)).toBe(false);
    expect([...live.gaps.values()].map(({ seq }) => seq)).toEqual([11]);
    expect(live.skewMillis[4]).toBeCloseTo(10);
    live.forgetBelow(13);
    expect(live.gaps.size).toBe(0);
  });

  it('knows gaps from where play-out begins, though nothing is here yet', () => {
    const live = new LivePackets(defaultParameters, { next: () => 0.5 });
    live.enter(1, 0);
    live.forgetBelow(0);
    live.add(packet(2), 100, true);
    expect([...live.gaps.values()].map(({ seq }) => seq)).toEqual([0, 1]);
  });

  it('believes a head that it is told, within reason', () => {
    const live = new LivePackets(defaultParameters, { next: () => 0.5 });
    live.enter(1, 0);
    live.noteHead(50, 0);
    expect(live.knownHead).toBe(-1);
    live.add(packet(10), 100, true);
    live.noteHead(12, 200);
    expect([live.knownHead, live.gaps.size]).toEqual([12, 2]);
    live.noteHead(4_000_000_000, 200);
    expect(live.knownHead).toBeLessThan(2_000);
    live.add(packet(12), 300, true);
    expect(live.gaps.get(12)).toBeUndefined();
  });
});

describe('gaps', () => {
  it('are bounded: the oldest is let go', () => {
    const gaps = new Gaps();
    for (let seq = 0; seq < 2_000; seq++) gaps.open(seq, 0, 0, 0);
    expect(gaps.size).toBe(1_024);
    expect(gaps.get(975)).toBeUndefined();
    expect(gaps.get(976)).toBeDefined();
  });
});

describe('the stream meter', () => {
  it('measures the rates and follows the head', () => {
    const meter = new StreamMeter();
    meter.reset(0);
    expect(meter.headTimestampMillis(0)).toBeUndefined();
    for (let seq = 0; seq < 200; seq++) meter.onPacket(seq, seq * 25, 3_000, 1_000 + seq * 25 + (seq % 5) * 10);
    expect(meter.packetsPerMilli).toBeCloseTo(0.04);
    expect(meter.bitsPerSecond).toBeCloseTo(960_000, -3);
    expect(meter.packetsIn(1_000)).toBe(40);
    // The packets with the least delay tell where the head is.
    expect(meter.headTimestampMillis(1_000 + 200 * 25)).toBe(5_000);
  });

  it('does not run on when the source pauses, nor count the pause as lag afterwards', () => {
    const meter = new StreamMeter();
    meter.reset(0);
    for (let seq = 0; seq < 100; seq++) meter.onPacket(seq, seq * 25, 3_000, seq * 25);
    expect(meter.silentMillis(12_475)).toBe(10_000);
    expect(meter.headTimestampMillis(12_475)).toBe(2_475 + 1_500);
    meter.onPacket(100, 2_500, 3_000, 12_500);
    expect(meter.headTimestampMillis(12_500)).toBe(2_500);
  });
});

describe('the packet log', () => {
  it('tells the last packets and what is missing among them', () => {
    const log = new PacketLog(4);
    log.note(5, 'join');
    log.note(6, 'peer');
    log.note(8, 'feed');
    expect(log.recent(5)).toEqual([
      { seq: 5, origin: 'join' },
      { seq: 6, origin: 'peer' },
      { seq: 7, origin: 'missing' },
      { seq: 8, origin: 'feed' },
    ]);
    log.note(4, 'http');
    log.note(9, 'http');
    expect(log.recent(0).map(({ origin }) => origin)).toEqual(['peer', 'missing', 'feed', 'http']);
    log.clear();
    expect(log.recent(0)).toEqual([]);
  });
});
