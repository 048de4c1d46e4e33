import { describe, expect, it } from 'vitest';
import type { MediaPosition } from '../../engine/media-sink.js';
import { defaultParameters } from '../../engine/parameters.js';
import { Playout } from '../../engine/playout.js';
import { PacketWindow } from '../../engine/window.js';
import { makeOfflinePacket, GOP_PACKETS, makePacket, makePrelude } from './fake-stream.js';
import { GROUP } from './world.js';

const PLAYING: MediaPosition = {
  timestampMillis: 1_000,
  aheadMillis: 1_000,
  playing: true,
  stalls: 0,
  stalledMillis: 0,
};

/** A playout on a window, with a log of what the sink and the listener are told. */
function setUp(epoch = 1) {
  const log: string[] = [];
  const window = new PacketWindow(60_000, 10_000_000);
  window.enter(epoch);
  const hopeless = new Set<number>();
  const playout = new Playout(
    {
      begin: (at) => log.push(`begin ${at}`),
      append: (payload) => log.push(String(new DataView(payload.buffer, payload.byteOffset).getUint32(8))),
      skip: () => log.push('skip'),
      end: () => log.push('end'),
      position: () => PLAYING,
      steer: () => undefined,
    },
    window,
    defaultParameters,
    {
      onPreludeNeeded: (at, number) => log.push(`prelude ${at}/${number}?`),
      onStarted: () => log.push('started'),
      onCursor: () => undefined,
      onSkipped: (packets) => log.push(`skipped ${packets}`),
      isHopeful: (seq) => !hopeless.has(seq),
      onEnded: () => log.push('ended'),
      onOffAir: (offAir) => log.push(offAir ? 'off air' : 'on air'),
    },
  );
  const take = (seqs: readonly number[], at = epoch, now = 10_000) => {
    for (const seq of seqs) {
      window.add(makePacket(GROUP, at, seq));
      playout.advance(now);
    }
  };
  const told = () => log.splice(0);
  return { window, playout, hopeless, take, told };
}

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function running(last = 5) {
  const all = setUp();
  all.playout.restart(0, 0);
  all.playout.setPrelude(makePrelude(GROUP, 1), 0);
  all.take(upTo(0, last));
  all.told();
  return all;
}

describe('play-out', () => {
  it('begins at a keyframe, once it has the prelude and something to play', () => {
    const { playout, take, told } = setUp();
    playout.restart(3, 10_000);
    take(upTo(70, 90));
    expect(new Set(told())).toEqual(new Set(['prelude 1/0?']));
    playout.setPrelude(makePrelude(GROUP, 1), 10_000);
    expect(told()).toEqual([]);
    take(upTo(91, 100));
    expect(told().slice(0, 4)).toEqual(['begin 1', 'started', '80', '81']);
  });

  it('does not wait longer than 0.6 s for that', () => {
    const { playout, take, told } = setUp();
    playout.restart(0, 10_000);
    playout.setPrelude(makePrelude(GROUP, 1), 10_000);
    take([0]);
    playout.tick(PLAYING, 10_500);
    expect(told()).toEqual([]);
    playout.tick(PLAYING, 10_600);
    expect(told()).toEqual(['begin 1', 'started', '0']);
  });

  it('says that nothing comes for now when all before it was handed on, once, and when it goes on', () => {
    const { window, playout, take, told } = running();
    window.add(makeOfflinePacket(GROUP, 1, 7));
    playout.advance(10_000);
    expect(told()).toEqual([]);
    take([6]);
    expect(told()).toEqual(['6', 'off air']);
    playout.advance(10_100);
    playout.tick(PLAYING, 20_000);
    expect(told()).toEqual([]);
    take([8, 9]);
    expect(told()).toEqual(['8', 'on air', '9']);
  });

  it('holds what comes after a gap until it is filled', () => {
    const { take, told } = running();
    take([7, 8]);
    expect(told()).toEqual([]);
    take([6]);
    expect(told()).toEqual(['6', '7', '8']);
  });

  it('goes on at the next keyframe when the buffer ends before the gap is filled', () => {
    const { playout, take, told } = running();
    take([...upTo(7, 20), GOP_PACKETS, GOP_PACKETS + 1]);
    playout.tick({ ...PLAYING, aheadMillis: 81 }, 11_000);
    expect(told()).toEqual([]);
    playout.tick({ ...PLAYING, aheadMillis: 80 }, 11_100);
    expect(told()).toEqual(['skipped 74', 'skip', '80', '81']);
  });

  it('does not skip without a keyframe to go to, nor while the viewer has paused', () => {
    const { playout, take, told } = running();
    take(upTo(7, 20));
    playout.tick({ ...PLAYING, aheadMillis: 0 }, 11_000);
    take([GOP_PACKETS]);
    playout.tick({ ...PLAYING, aheadMillis: 0, playing: false }, 11_100);
    expect(told()).toEqual([]);
  });

  it('skips at once what nobody can bring any more', () => {
    const { playout, hopeless, take, told } = running();
    take([7, GOP_PACKETS]);
    hopeless.add(6);
    playout.tick(PLAYING, 11_000);
    expect(told()).toEqual(['skipped 74', 'skip', '80']);
  });

  it('begins a new epoch when the old one has been played, or after four seconds', () => {
    const { window, playout, take, told } = running();
    window.enter(2);
    playout.restart(0, 20_000);
    playout.setPrelude(makePrelude(GROUP, 2), 20_000);
    take(upTo(0, 30), 2, 20_100);
    playout.tick(PLAYING, 20_200);
    expect(told()).toEqual([]);
    playout.tick({ ...PLAYING, aheadMillis: 100 }, 20_300);
    expect(told().slice(0, 3)).toEqual(['begin 2', 'started', '0']);
    window.enter(3);
    playout.restart(0, 30_000);
    playout.setPrelude(makePrelude(GROUP, 3), 30_000);
    take(upTo(0, 30), 3, 30_100);
    playout.tick(PLAYING, 34_000);
    expect(told()).toEqual([]);
    playout.tick(PLAYING, 34_001);
    expect(told().slice(0, 1)).toEqual(['begin 3']);
  });

  it('gives a paused viewer no more than half a minute ahead', () => {
    const { playout, take, told } = running();
    const paused = { ...PLAYING, playing: false, aheadMillis: 30_001 };
    playout.tick(paused, 11_000);
    take([6, 7]);
    expect(told()).toEqual([]);
    playout.tick(PLAYING, 11_100);
    expect(told()).toEqual(['6', '7']);
  });

  it('says when the stream has ended', () => {
    const { window, playout, told } = running();
    window.add(makePacket(GROUP, 1, 6, 8));
    playout.advance(11_000);
    expect(told()).toEqual(['6', 'end', 'ended']);
  });
});
