import { describe, expect, it } from 'vitest';
import { FilmPlayout } from '../../media/film-playout.js';
import { ManualTime } from '../transport/manual-time.js';
import { FakeFilm, type FakeFilmOptions } from './fake-film.js';
import { FakeVideo } from './fake-video.js';
import { aacHeader, avcHeader, concat, flvFileHeader, metadata } from './flv-fixture.js';
import { RecordingPlayer } from './recording-player.js';

/** Lets promises that are settled call back. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    await Promise.resolve();
  }
}

function scene(options: FakeFilmOptions) {
  const time = new ManualTime();
  const video = new FakeVideo();
  const film = new FakeFilm(options);
  const players: RecordingPlayer[] = [];
  const heard: string[] = [];
  const playout = new FilmPlayout(video.asVideo(), film, {
    environment: { clock: time, timers: time },
    openPlayer: (_, tracks, listener) => {
      const player = new RecordingPlayer(tracks, listener);
      players.push(player);
      video.ranges = [];
      video.currentTime = 0;
      return player;
    },
    listener: {
      onSeeking: () => heard.push('seeking'),
      onArrived: () => heard.push('arrived'),
      onEnded: () => heard.push('ended'),
      onError: (kind, message) => heard.push(`error ${kind} ${message}`),
      onUnreadable: (reason) => heard.push(`unreadable ${String(reason)}`),
    },
    autoplay: false,
    freezePicture: () => () => undefined,
  });
  /** The element has decoded so many seconds from the run's beginning. */
  const decode = (seconds: number): void => {
    video.ranges = [[0, seconds]];
    video.readyState = 3;
    video.fire('loadeddata');
    time.advance(50);
  };
  const go = async (millis: number): Promise<void> => {
    playout.seek(millis);
    time.advance(200);
    await settled();
    time.advance(50);
  };
  const last = (): RecordingPlayer => {
    const found = players.at(-1);
    if (found === undefined) {
      throw new Error('no player was opened');
    }
    return found;
  };
  return { time, video, film, players, heard, playout, decode, go, last };
}

describe('FilmPlayout', () => {
  it('begins at the start and arrives with the first picture', async () => {
    const { go, decode, heard, players, playout, last } = scene({ seconds: 10 });
    await go(0);
    expect(players).toHaveLength(1);
    expect(last().tracks).toEqual({ audio: true, video: true });
    expect(heard).toEqual(['seeking']);
    expect(playout.seeking).toBe(true);
    decode(2);
    expect(heard).toEqual(['seeking', 'arrived']);
    expect(playout.timeMillis).toBe(0);
    expect(last().ends).toBe(1); // ten seconds are read in one go, and that is all of it
  });

  it('reads 30 s ahead of the picture and goes on as it moves', async () => {
    const { go, decode, last, video, time } = scene({ seconds: 100 });
    await go(0);
    decode(30);
    const fed = last().fed.length;
    expect(fed).toBe(31);
    video.currentTime = 20;
    video.ranges = [[0, 31]];
    for (let second = 0; second < 20; second++) {
      time.advance(50);
      await settled();
    }
    expect(last().fed.length).toBe(51);
    expect(last().ends).toBe(0);
  });

  it('reads no more while the element does not take it', async () => {
    const { go, last, time } = scene({ seconds: 100 });
    await go(0);
    last().waiting = 20 * 1024 * 1024;
    const before = last().fed.length;
    time.advance(1_000);
    await settled();
    expect(last().fed.length).toBe(before);
  });

  it('moves within what is buffered, and says so when the element has the picture', async () => {
    const { go, decode, heard, players, playout, video, time } = scene({ seconds: 10 });
    await go(0);
    decode(9);
    playout.seek(4_300);
    expect(players).toHaveLength(1);
    expect(video.currentTime).toBeCloseTo(4.3);
    expect(playout.timeMillis).toBe(4_300);
    expect(heard).toEqual(['seeking', 'arrived', 'seeking']);
    video.fire('seeked');
    expect(heard.at(-1)).toBe('arrived');
    time.advance(1_000);
    expect(playout.seeking).toBe(false);
  });

  it('begins a new run at the keyframe before a place that is not buffered', async () => {
    const { go, decode, players, playout, video, film } = scene({ seconds: 100, fromMillis: 5_000 });
    await go(5_000);
    decode(3);
    await go(60_400);
    expect(players).toHaveLength(2);
    expect(players[0]?.closes).toBe(1);
    expect(film.positions).toContain(film.keyframeBefore(60_400).offset);
    expect(playout.timeMillis).toBe(60_400);
    decode(3);
    expect(video.currentTime).toBeCloseTo(0.4);
    expect(playout.seeking).toBe(true);
    video.fire('seeked');
    expect(playout.seeking).toBe(false);
    expect(playout.timeMillis).toBeCloseTo(60_400);
    expect(playout.buffered).toEqual([{ start: 60_000, end: 63_000 }]);
  });

  it('goes back before the beginning of its run', async () => {
    const { go, decode, players, playout, video } = scene({ seconds: 100 });
    await go(60_000);
    decode(3);
    await go(2_000);
    expect(players).toHaveLength(2);
    decode(3);
    video.fire('seeked');
    expect(playout.timeMillis).toBe(2_000);
  });

  it('opens one run for many seeks in a moment', async () => {
    const { go, decode, players, playout, time } = scene({ seconds: 100 });
    await go(0);
    decode(1);
    for (let second = 50; second < 80; second++) {
      playout.seek(second * 1_000);
      time.advance(3);
    }
    time.advance(200);
    await settled();
    expect(players.length).toBeLessThanOrEqual(3);
    expect(playout.timeMillis).toBe(79_000);
  });

  it('waits for bytes that are late and drops those that nobody waits for any more', async () => {
    const { go, film, players, playout, time } = scene({ seconds: 100 });
    film.held = true;
    playout.seek(10_000);
    await settled();
    expect(film.waiting).toHaveLength(1);
    await go(50_000);
    film.waiting[0]?.answer();
    await settled();
    expect(players).toHaveLength(0);
    film.waiting[1]?.answer();
    await settled();
    time.advance(50);
    expect(players).toHaveLength(1);
    expect(film.waiting[1]?.offset).toBe(film.keyframeBefore(50_000).offset);
  });

  it('shows the last pictures when sought beyond the end, and ends', async () => {
    const { go, decode, heard, video, playout } = scene({ seconds: 10 });
    await go(99_000);
    decode(0.9);
    video.fire('seeked');
    expect(playout.seeking).toBe(false);
    expect(playout.timeMillis).toBeLessThan(9_900);
    await video.play();
    video.ended = true;
    video.fire('pause');
    video.fire('ended');
    expect(heard.at(-1)).toBe('ended');
  });

  it('begins again when played after its end', async () => {
    const { go, decode, heard, video, playout } = scene({ seconds: 10 });
    await go(9_000);
    decode(0.9);
    video.fire('seeked');
    video.fire('ended');
    video.ended = false;
    await video.play();
    expect(heard.at(-1)).toBe('seeking');
    expect(playout.timeMillis).toBe(0);
  });

  it('leaves out a damaged second', async () => {
    const { go, decode, last, heard } = scene({ seconds: 6, damaged: [2] });
    await go(0);
    decode(1);
    expect(last().fed).toHaveLength(5);
    expect(last().ends).toBe(1);
    expect(heard).toEqual(['seeking', 'arrived']);
  });

  it('plays through the border of two files with one player, and knows the time behind it', async () => {
    const next = new FakeFilm({ seconds: 20, baseMillis: 10_000 });
    const { go, decode, last, players, playout, video, time } = scene({ seconds: 10, next });
    await go(9_000);
    expect(last().fed).toHaveLength(1 + 20);
    expect(last().ends).toBe(1);
    decode(21);
    video.currentTime = 3;
    time.advance(1_000);
    expect(playout.timeMillis).toBe(12_000);
    expect(next.positions.at(-1)).toBe(next.keyframeBefore(12_000).offset);
    expect(playout.buffered).toEqual([{ start: 9_000, end: 30_000 }]);
    expect(players).toHaveLength(1);
  });

  it('reads no farther ahead behind a border than before it', async () => {
    const { go, decode, last } = scene({ seconds: 10, next: new FakeFilm({ seconds: 100, baseMillis: 10_000 }) });
    await go(0);
    decode(30);
    expect(last().fed).toHaveLength(31);
  });

  it('begins a player anew where the next file has other sequence headers', async () => {
    const other = concat(flvFileHeader, metadata(), avcHeader(100), aacHeader());
    const next = new FakeFilm({ seconds: 10, baseMillis: 10_000, prelude: other });
    const { go, decode, last, players, heard, playout, video, film, time } = scene({ seconds: 10, next });
    film.followed = next;
    await go(8_000);
    expect(last().ends).toBe(1);
    decode(2);
    video.fire('ended');
    time.advance(200);
    await settled();
    expect(heard).not.toContain('ended');
    expect(players).toHaveLength(2);
    expect(playout.timeMillis).toBe(10_000);
    decode(2);
    expect(playout.seeking).toBe(false);
  });

  it('goes on behind the place at which the decoder failed twice', async () => {
    const { go, decode, last, players, playout, time, heard } = scene({ seconds: 100 });
    await go(20_000);
    decode(1);
    last().listener.onFailure('broken', 'no picture');
    time.advance(200);
    await settled();
    expect(players).toHaveLength(2);
    expect(playout.timeMillis).toBe(20_000);
    last().listener.onFailure('broken', 'no picture');
    time.advance(2_000);
    await settled();
    expect(playout.timeMillis).toBe(21_000);
    decode(1);
    expect(heard.at(-1)).toBe('arrived');
  });

  it('tells what cannot be decoded and what cannot be read', async () => {
    const first = scene({ seconds: 3 });
    await first.go(0);
    first.last().listener.onFailure('unsupported', 'HEVC');
    expect(first.heard.at(-1)).toBe('error unsupported HEVC');
    const second = scene({ seconds: 3 });
    second.film.held = true;
    second.playout.seek(0);
    await settled();
    second.film.waiting[0]?.fail(new Error('gone'));
    await settled();
    expect(second.heard.at(-1)).toBe('unreadable Error: gone');
  });

  it('lets go of everything when it is closed', async () => {
    const { go, decode, last, playout, heard, video, time } = scene({ seconds: 100 });
    await go(0);
    decode(2);
    const before = heard.length;
    playout.close();
    playout.close();
    expect(last().closes).toBeGreaterThan(0);
    video.fire('seeked');
    playout.seek(50_000);
    time.advance(5_000);
    await settled();
    expect(heard).toHaveLength(before);
    expect(time.pending).toBe(0);
  });
});
