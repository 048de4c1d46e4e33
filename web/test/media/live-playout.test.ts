import { describe, expect, it } from 'vitest';
import type { MediaSink } from '../../engine/media-sink.js';
import { LivePlayout } from '../../media/live-playout.js';
import { ManualTime } from '../transport/manual-time.js';
import { FakeVideo } from './fake-video.js';
import { RecordingPlayer } from './recording-player.js';
import { concat, flvFileHeader, frame, keyframe, prelude, sound } from './flv-fixture.js';

function scene(autoplay = true) {
  const time = new ManualTime();
  const video = new FakeVideo();
  const players: RecordingPlayer[] = [];
  const heard: string[] = [];
  const playout = new LivePlayout(video.asVideo(), {
    environment: { clock: time, timers: time },
    openPlayer: (_, tracks, listener) => {
      const player = new RecordingPlayer(tracks, listener);
      players.push(player);
      return player;
    },
    listener: {
      onNeedsStart: (reason) => heard.push(`start ${reason}`),
      onError: (kind, message) => heard.push(`error ${kind} ${message}`),
      onPlayRefused: () => heard.push('refused'),
    },
    autoplay,
    freezePicture: () => {
      heard.push('freeze');
      return () => heard.push('thaw');
    },
  });
  const sink: MediaSink = playout; // the shape that the engine asks for
  const player = (index = players.length - 1): RecordingPlayer => {
    const found = players[index];
    if (found === undefined) {
      throw new Error(`no player ${index}`);
    }
    return found;
  };
  return { time, video, players, player, heard, playout, sink };
}

const burst = (from: number): Uint8Array => concat(keyframe(from), sound(from + 5), frame(from + 40));

/** A playout that shows its picture, with 2 s buffered. */
function playing() {
  const all = scene();
  all.sink.begin(1, prelude());
  all.sink.append(burst(5_000));
  all.video.ranges = [[0, 2]];
  all.video.fire('loadeddata');
  all.time.advance(100);
  return all;
}

describe('LivePlayout', () => {
  it('opens a player when the tracks are known and plays at its first picture', () => {
    const { sink, players, player, video } = scene();
    expect(sink.position()).toMatchObject({ timestampMillis: undefined, aheadMillis: 0, playing: true });
    sink.begin(1, prelude());
    sink.append(keyframe(5_000));
    expect(players).toEqual([]);
    sink.append(sound(5_005));
    expect(player().tracks).toEqual({ audio: true, video: true });
    expect(player().fed).toHaveLength(1);
    expect(video.plays).toBe(0);
    expect(sink.position().timestampMillis).toBeUndefined();
    video.ranges = [[0, 1]];
    video.fire('loadeddata');
    expect(video.plays).toBe(1);
    expect(sink.position()).toMatchObject({ timestampMillis: 5_000, aheadMillis: 1_000 });
    sink.append(frame(5_040));
    expect(player().fed).toHaveLength(2);
  });

  it('leaves out at the start what is far beyond the target', () => {
    const { sink, video } = scene();
    sink.steer({ lagMillis: 4_000, targetLagMillis: 1_000 });
    sink.begin(1, prelude());
    sink.append(burst(5_000));
    video.ranges = [[0, 4]];
    video.fire('loadeddata');
    expect(video.currentTime).toBe(3);
  });

  it('does not play what the viewer has not asked for', () => {
    const { sink, video, playout } = scene(false);
    sink.begin(1, prelude());
    sink.append(burst(5_000));
    video.fire('loadeddata');
    expect(video.plays).toBe(0);
    expect(sink.position().playing).toBe(false);
    playout.play();
    expect(video.plays).toBe(1);
    expect(sink.position().playing).toBe(true);
  });

  it('is paused and says so when the browser refuses to play', async () => {
    const { sink, video, heard } = scene();
    video.refusal = Object.assign(new Error('no gesture'), { name: 'NotAllowedError' });
    sink.begin(1, prelude());
    sink.append(burst(5_000));
    video.fire('loadeddata');
    await Promise.resolve();
    await Promise.resolve();
    expect(heard).toEqual(['refused']);
    expect(sink.position().playing).toBe(false);
  });

  it('goes on with the same player when the same epoch begins again', () => {
    const { sink, players, player } = playing();
    sink.append(frame(5_080).slice(0, 10));
    sink.begin(1, concat(prelude(), burst(5_000).slice(0, 30)));
    sink.append(burst(5_000).slice(30));
    sink.append(frame(5_080));
    expect(players).toHaveLength(1);
    expect(player().fed).toHaveLength(2);
  });

  it('exchanges the player for a new epoch, when its first picture can come', () => {
    const { sink, players, player, video, heard } = playing();
    sink.end();
    sink.begin(2, prelude());
    expect(player(0).closes).toBe(0);
    expect(sink.position().timestampMillis).toBeUndefined();
    sink.append(burst(0));
    expect(player(0).closes).toBe(1);
    expect(players).toHaveLength(2);
    expect(heard).toEqual(['freeze']);
    video.paused = true;
    video.fire('pause'); // the element's own doing
    expect(sink.position().playing).toBe(true);
    video.currentTime = 0;
    video.ranges = [[0, 1]];
    video.fire('loadeddata');
    expect(heard).toEqual(['freeze', 'thaw']);
    expect(video.plays).toBe(2);
    expect(sink.position().timestampMillis).toBe(0);
  });

  it('says that a stream cannot be decoded, and takes nothing more of it', () => {
    const { sink, player, heard } = playing();
    player().listener.onFailure('unsupported', 'hvc1');
    sink.append(frame(5_080));
    expect(heard).toEqual(['error unsupported hvc1']);
    expect(player().fed).toHaveLength(1);
  });

  it('asks for a fresh start when the player breaks, with back-off, until it begins', () => {
    const { sink, player, players, heard, time, video } = playing();
    player().listener.onFailure('broken', 'decoder');
    time.advance(0);
    expect(heard).toEqual(['start broken']);
    time.advance(499);
    expect(heard).toHaveLength(1);
    time.advance(1);
    expect(heard).toHaveLength(2);
    time.advance(1_000);
    expect(heard).toHaveLength(3);
    sink.begin(1, prelude());
    sink.append(burst(9_000));
    expect(players).toHaveLength(2);
    heard.length = 0;
    video.ranges = []; // nothing to play, so nothing hangs
    time.advance(60_000);
    expect(heard).toEqual([]);
  });

  it('says that nothing helps after the fifth request', () => {
    const { player, heard, time } = playing();
    player().listener.onFailure('broken', 'decoder');
    time.advance(60_000);
    expect(heard.filter((each) => each.startsWith('error'))).toEqual(['error broken decoder']);
    expect(heard[4]).toBe('error broken decoder');
  });

  it('does not listen to a player that it has exchanged', () => {
    const { sink, player, heard, time } = playing();
    sink.begin(2, prelude());
    sink.append(burst(0));
    player(0).listener.onFailure('broken', 'late');
    time.advance(0);
    expect(heard).toEqual(['freeze']);
  });

  it('asks for a fresh start when the bytes are no FLV or the element fails', () => {
    const garbage = playing();
    garbage.sink.append(new Uint8Array(30).fill(0xff));
    garbage.time.advance(0);
    expect(garbage.heard).toEqual(['start broken']);
    const element = playing();
    element.video.error = { code: 3 };
    element.video.fire('error');
    element.time.advance(0);
    expect(element.heard).toEqual(['start broken']);
  });

  it('goes on where it stood after a short pause, at the live edge after a long one', () => {
    const { sink, video, heard, time } = playing();
    video.pause();
    expect(sink.position().playing).toBe(false);
    time.advance(29_000);
    void video.play();
    time.advance(0);
    expect(heard).toEqual([]);
    video.pause();
    time.advance(30_000);
    expect(heard).toEqual([]);
    void video.play();
    time.advance(0);
    expect(heard).toEqual(['start paused']);
    expect(sink.position().playing).toBe(true);
  });

  it('keeps a bounded buffer while paused, and asks for a fresh start only when it plays again', () => {
    const { sink, video, player, heard, time } = playing();
    video.pause();
    for (let at = 5_080; at < 60_000; at += 40) {
      sink.append(concat(frame(at), sound(at + 5)));
    }
    const keptMillis = player().fed.length * 40;
    expect(keptMillis).toBeGreaterThan(39_000);
    expect(keptMillis).toBeLessThan(41_000);
    time.advance(1_000);
    expect(heard).toEqual([]);
    void video.play();
    time.advance(0);
    expect(heard).toEqual(['start paused']);
  });

  it('asks for a fresh start when the element does not take what waits for it', () => {
    const { sink, player, heard, time } = playing();
    player().waiting = 17 * 1024 * 1024;
    sink.append(frame(5_080));
    time.advance(0);
    expect(player().fed).toHaveLength(1);
    expect(heard).toEqual(['start behind']);
  });

  it('asks for a fresh start when a track ends or a new one begins', () => {
    const ends = playing();
    ends.sink.append(frame(8_050));
    ends.time.advance(0);
    expect(ends.heard).toEqual(['start tracks']);
    const begins = scene();
    const videoOnly = flvFileHeader.map((byte, index) => (index === 4 ? 1 : byte));
    begins.sink.begin(1, videoOnly);
    begins.sink.append(keyframe(0));
    expect(begins.player().tracks).toEqual({ audio: false, video: true });
    begins.sink.append(sound(10));
    begins.time.advance(0);
    expect(begins.heard).toEqual(['start tracks']);
  });

  it('closes the gap of a skip on the time line', () => {
    const { sink, video } = playing();
    sink.skip();
    sink.append(burst(9_000));
    video.currentTime = 0.1;
    expect(sink.position().timestampMillis).toBeCloseTo(9_020);
  });

  it('steers only what plays', () => {
    const { sink, video, time } = playing();
    sink.steer({ lagMillis: 2_030, targetLagMillis: 1_500 });
    expect(video.playbackRate).toBeCloseTo(1.09);
    sink.begin(2, prelude());
    time.advance(1_000);
    sink.steer({ lagMillis: 1_500, targetLagMillis: 1_500 });
    expect(video.playbackRate).toBeCloseTo(1.09);
  });

  it('lets go of everything when closed, twice if need be', () => {
    const { playout, sink, player, video, heard, time } = playing();
    playout.close();
    playout.close();
    video.fire('pause');
    sink.begin(3, prelude());
    sink.append(burst(0));
    expect(player(0).closes).toBe(1);
    expect(heard).toEqual([]);
    expect(time.pending).toBe(0);
  });

  it('lets go of the element while something else is shown, and comes back at the live edge', () => {
    const { sink, playout, player, players, heard, video, time } = playing();
    playout.suspend();
    expect(player(0).closes).toBe(1);
    expect(sink.position()).toMatchObject({ timestampMillis: undefined, playing: false });
    sink.append(frame(5_080));
    sink.begin(2, prelude());
    sink.append(burst(0));
    video.fire('play');
    video.fire('loadeddata');
    time.advance(60_000);
    expect(players).toHaveLength(1);
    expect(heard).toEqual([]);
    playout.revive(true);
    time.advance(1);
    expect(heard).toEqual(['start paused']);
    sink.begin(2, prelude());
    sink.append(burst(0));
    expect(players).toHaveLength(2);
    expect(sink.position().playing).toBe(true);
  });
});
