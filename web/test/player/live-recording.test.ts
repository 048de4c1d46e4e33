import { describe, expect, it } from 'vitest';
import type { FilmFile } from '../../media/film.js';
import { LiveRecording } from '../../player/live-recording.js';
import { RecordingDesk, RecordingGoneError } from '../../player/recording-desk.js';
import { decodeFile, decodeRunning, RecordingFetch } from '../../transport/recording-fetch.js';
import { ManualTime } from '../transport/manual-time.js';

const PRELUDE = 'RkxWAQUAAAAJAAAAAA'; // an FLV header and nothing else
const EPOCH = 7;

interface Part {
  id: string;
  startTimestampMillis: number;
  bytes: number;
  durationMillis: number;
  keyframes: [number, number][];
  over: boolean;
}

const part = (id: string, startTimestampMillis: number, over: boolean): Part => ({
  id,
  startTimestampMillis,
  bytes: 600_000,
  durationMillis: 3_000,
  keyframes: [
    [0, 100],
    [1_000, 200_000],
    [2_000, 400_000],
  ],
  over,
});

/** A gateway that records, as far as docs/protocol.md section 8 goes: one file of 3 s that grows, unless told otherwise. */
function gateway(...parts: Part[]) {
  const served = {
    parts: parts.length > 0 ? parts : [part('one', 500, false)],
    /** Answers the next requests with these, before anything else. */
    troubles: [] as (number | 'cut off')[],
  };
  const asked: string[] = [];
  const time = new ManualTime();
  const describePart = (found: Part, after: number) => {
    const next = served.parts[served.parts.indexOf(found) + 1]?.id;
    const keyframes = found.keyframes.filter(([timeMillis]) => timeMillis > after);
    return { ...found, epoch: EPOCH, prelude: PRELUDE, keyframes, ...(found.over ? { next } : {}) };
  };
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, search, searchParams } = new URL(url);
    const range = (init.headers as Record<string, string>)['Range'] ?? '';
    asked.push(`${pathname.replace('/live/news/', '')}${search} ${range}`.trim());
    const trouble = served.troubles.shift();
    if (trouble === 'cut off') {
      return Promise.reject(new TypeError('connection lost'));
    }
    if (trouble !== undefined) {
      return Promise.resolve(new Response(null, { status: trouble, headers: { 'Retry-After': '1' } }));
    }
    const after = Number(searchParams.get('after') ?? -1);
    if (pathname === '/live/news/recording.json') {
      const newest = served.parts.at(-1);
      if (newest === undefined || newest.over) {
        return Promise.resolve(Response.json({ recorded: false }));
      }
      const earlier = served.parts.slice(0, -1).map(({ id, startTimestampMillis }) => [id, startTimestampMillis]);
      return Promise.resolve(Response.json({ recorded: true, earlier, ...describePart(newest, after) }));
    }
    const [, id, json] = /recording\/(\w+)(\.json)?$/.exec(pathname) ?? [];
    const found = served.parts.find((candidate) => candidate.id === id);
    if (found === undefined) {
      return Promise.resolve(new Response(null, { status: 404 }));
    }
    if (json !== undefined) {
      return Promise.resolve(Response.json(describePart(found, after)));
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    if (Number(from) >= found.bytes) {
      return Promise.resolve(new Response(null, { status: 416 }));
    }
    const length = Math.min(Number(to) + 1, found.bytes) - Number(from);
    return Promise.resolve(new Response(new Uint8Array(length), { status: 206 }));
  };
  const environment = { clock: time, timers: time, random: { next: () => 0 } };
  const requests = new RecordingFetch(fetch, time, 'http://gateway/', 'news');
  const troubles: boolean[] = [];
  const open = async (): Promise<LiveRecording> => {
    const running = await requests.running(signal());
    if (running.kind !== 'ok') {
      throw new Error(running.kind);
    }
    asked.length = 0;
    const desk = new RecordingDesk(requests, environment, (trouble) => troubles.push(trouble));
    return new LiveRecording(running.value, desk, environment);
  };
  const openFile = async (timeMillis = 0): Promise<FilmFile> => {
    const file = await (await open()).fileAt(timeMillis, signal());
    asked.length = 0;
    return file;
  };
  return { served, asked, time, troubles, open, openFile, requests };
}

/** Lets answers come in, and a little time go by, until that promise is settled. */
async function withTime<T>(time: ManualTime, promise: Promise<T>): Promise<T> {
  const state = { settled: false };
  const end = (): void => {
    state.settled = true;
  };
  promise.then(end, end);
  for (let turn = 0; turn < 400 && !state.settled; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    time.advance(50);
  }
  return promise;
}

/** Lets so many seconds go by, and what comes of them. */
async function seconds(time: ManualTime, count: number): Promise<void> {
  for (let second = 0; second < count; second++) {
    time.advance(1_000);
    for (let turn = 0; turn < 5; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const signal = (): AbortSignal => new AbortController().signal;

/** Of two files that are over and one that grows. */
const three = () => gateway(part('one', 500, true), part('two', 3_500, true), part('three', 6_500, false));

describe('a file of a recording', () => {
  it('is read by ranges, never beyond what is there', async () => {
    const { openFile, asked } = gateway();
    const file = await openFile();
    expect((await file.read(200_000, signal())).length).toBe(262_144);
    expect((await file.read(462_144, signal())).length).toBe(137_856);
    expect(asked).toEqual(['recording/one bytes=200000-462143', 'recording/one bytes=462144-599999']);
  });

  it('has the times of the epoch and grows', async () => {
    const { open, served, time } = gateway();
    const recording = await open();
    const file = await recording.fileAt(0, signal());
    expect(file.baseMillis).toBe(500);
    expect(file.keyframeBefore(2_499)).toEqual({ timeMillis: 1_500, offset: 200_000 });
    expect(file.keyframeAfter(200_000)).toEqual({ timeMillis: 2_500, offset: 400_000 });
    expect([recording.startMillis, recording.endMillis]).toEqual([500, 3_500]);
    const read = file.read(600_000, signal());
    Object.assign(served.parts[0] as Part, { bytes: 700_000, durationMillis: 4_000 });
    served.parts[0]?.keyframes.push([3_000, 600_000]);
    expect((await withTime(time, read)).length).toBe(100_000);
    expect(file.keyframeBefore(4_000)).toEqual({ timeMillis: 3_500, offset: 600_000 });
    expect(recording.endMillis).toBeGreaterThanOrEqual(4_500);
  });

  it('waits at the end for more, with few questions', async () => {
    const { openFile, served, asked, time } = gateway();
    const read = (await openFile()).read(600_000, signal());
    await seconds(time, 5);
    expect(asked.length).toBeLessThanOrEqual(7);
    Object.assign(served.parts[0] as Part, { bytes: 600_010 });
    expect((await withTime(time, read)).length).toBe(10);
  });

  it('ends where recording did', async () => {
    const { openFile, served, time } = gateway();
    const file = await openFile();
    Object.assign(served.parts[0] as Part, { bytes: 650_000, over: true }); // written before it ended
    expect((await withTime(time, file.read(600_000, signal()))).length).toBe(50_000);
    expect((await withTime(time, file.read(650_000, signal()))).length).toBe(0);
    expect(await file.next(signal())).toBeUndefined();
  });

  it('is asked for again over 429, 503 and lost connections, and there is said to be trouble', async () => {
    const { openFile, served, troubles, time } = gateway();
    const file = await openFile();
    troubles.length = 0;
    served.troubles = [429, 503, 'cut off', 500];
    expect((await withTime(time, file.read(0, signal()))).length).toBe(262_144);
    expect(troubles).toEqual([true, true, false]);
  });

  it('is said to be gone', async () => {
    for (const status of [404, 410]) {
      const { openFile, served } = gateway();
      const file = await openFile();
      served.troubles = [status];
      await expect(file.read(0, signal())).rejects.toMatchObject({ id: 'one' });
    }
  });

  it('is not waited for when it is given up', async () => {
    const { openFile, time } = gateway();
    const file = await openFile();
    const pending = time.pending;
    const abort = new AbortController();
    const read = file.read(600_000, abort.signal);
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await expect(withTime(time, read)).rejects.toThrow();
    expect(time.pending).toBe(pending);
  });
});

describe('a recording of several files', () => {
  it('goes from its beginning to its end, and asks for the index of a file when it is wanted', async () => {
    const { open, asked } = three();
    const recording = await open();
    expect([recording.startMillis, recording.endMillis]).toEqual([500, 9_500]);
    expect(recording.keyframeBeyond(3_400), 'not asked for yet').toBe(3_500);
    const bases: number[] = [];
    for (let file: FilmFile | undefined = await recording.fileAt(0, signal()); file !== undefined;) {
      bases.push(file.baseMillis);
      expect((await file.read(599_999, signal())).length).toBe(1);
      file = file.baseMillis === 6_500 ? undefined : await file.next(signal());
    }
    expect(bases).toEqual([500, 3_500, 6_500]);
    expect(asked.filter((request) => request.endsWith('.json'))).toEqual([
      'recording/one.json',
      'recording/two.json',
      'recording/three.json',
    ]);
    expect(recording.keyframeBeyond(3_400)).toBe(3_500);
    expect(recording.keyframeBeyond(3_500)).toBe(4_500);
  });

  it('has each moment in one file, the borders in the later one', async () => {
    const recording = await three().open();
    const baseAt = async (timeMillis: number): Promise<number> =>
      (await recording.fileAt(timeMillis, signal())).baseMillis;
    expect(await Promise.all([0, 3_499, 3_500, 6_499, 6_500, 99_000].map(baseAt))).toEqual([
      500, 500, 3_500, 3_500, 6_500, 6_500,
    ]);
    expect((await recording.fileAt(3_500, signal())).keyframeBefore(3_500).timeMillis).toBe(3_500);
  });

  it('plays on into a file that was begun meanwhile', async () => {
    const { openFile, served, time } = gateway();
    const file = await openFile();
    const read = file.read(600_000, signal());
    Object.assign(served.parts[0] as Part, { over: true });
    served.parts.push(part('two', 3_500, false));
    expect((await withTime(time, read)).length).toBe(0);
    expect((await file.next(signal()))?.baseMillis).toBe(3_500);
  });

  it('is followed, while its viewer is far behind, from one file to the next', async () => {
    const { open, served, asked, time } = gateway();
    const recording = await open();
    await recording.fileAt(0, signal());
    Object.assign(served.parts[0] as Part, { over: true });
    served.parts.push(part('two', 3_500, true), part('three', 6_500, false));
    await seconds(time, 16);
    expect(recording.endMillis).toBeGreaterThanOrEqual(9_500);
    expect((await recording.fileAt(8_000, signal())).baseMillis).toBe(6_500);
    await seconds(time, 60);
    expect(asked.length, 'with few questions').toBeLessThan(12);
    served.parts = []; // the gateway was started anew
    await seconds(time, 60);
    const end = recording.endMillis;
    const questions = asked.length;
    await seconds(time, 60);
    expect(recording.endMillis).toBe(end);
    expect(asked.length).toBe(questions);
    recording.close();
    expect(time.pending).toBe(0);
  });

  it('is not led in circles by a gateway', async () => {
    const { open, served, asked, time } = gateway();
    const recording = await open();
    Object.assign(served.parts[0] as Part, { over: true });
    const [one] = served.parts;
    served.parts.push(part('two', 3_500, true), one as Part);
    await seconds(time, 100);
    expect(asked.length).toBeLessThan(20);
    recording.close();
  });

  it('says which file was deleted', async () => {
    const { open, served } = three();
    const recording = await open();
    served.parts.shift();
    const wanted = recording.fileAt(0, signal());
    await expect(wanted).rejects.toBeInstanceOf(RecordingGoneError);
    await expect(wanted).rejects.toMatchObject({ id: 'one' });
    expect((await recording.fileAt(4_000, signal())).baseMillis).toBe(3_500);
  });
});

const json = (value: object): Record<string, unknown> => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('recording.json', () => {
  const good = {
    id: 'one',
    epoch: 7,
    startTimestampMillis: 0,
    durationMillis: 2_000,
    bytes: 5_000,
    prelude: PRELUDE,
    keyframes: [
      [0, 100],
      [1_000, 3_000],
    ],
  };

  it('is read', () => {
    expect(decodeFile(json(good))).toMatchObject({ id: 'one', bytes: 5_000, over: false, next: undefined });
    expect(decodeFile(json({ ...good, over: true, next: 'two' }))).toMatchObject({ over: true, next: 'two' });
    expect(decodeFile(json({ ...good, next: 'two' })), 'it grows').toMatchObject({ over: false, next: undefined });
    const running = decodeRunning(json({ ...good, recorded: true, startTimestampMillis: 9, earlier: [['zero', 3]] }));
    expect(running).toMatchObject({
      kind: 'ok',
      value: {
        newest: { id: 'one' },
        parts: [
          { id: 'zero', startTimestampMillis: 3 },
          { id: 'one', startTimestampMillis: 9 },
        ],
      },
    });
  });

  it('says that nothing is recorded, which is no error of HTTP', async () => {
    const { requests, served } = gateway();
    served.parts = [];
    expect(await requests.running(signal())).toEqual({ kind: 'off' });
  });

  it.each([
    ['no list of files', { earlier: null }],
    ['files that are none', { earlier: [['zero']] }],
    ['files in no order', { earlier: [['zero', 3]] }],
  ])('is refused with %s', (_, change) => {
    expect(decodeRunning(json({ ...good, recorded: true, ...change }))).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['no id', { id: '' }],
    ['a time that is none', { durationMillis: -1 }],
    ['no prelude', { prelude: '' }],
    ['keyframes behind the end', { keyframes: [[0, 5_000]] }],
    [
      'offsets that fall',
      {
        keyframes: [
          [0, 300],
          [10, 200],
        ],
      },
    ],
    [
      'times that go back',
      {
        keyframes: [
          [10, 100],
          [0, 200],
        ],
      },
    ],
    ['keyframes that are none', { keyframes: [[0]] }],
  ])('tells of no file with %s', (_, change) => {
    expect(decodeFile(json({ ...good, ...change }))).toBeUndefined();
  });
});
