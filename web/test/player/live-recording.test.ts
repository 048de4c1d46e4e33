import { describe, expect, it } from 'vitest';
import { LiveRecording, RecordingGoneError } from '../../player/live-recording.js';
import { decodeRecordingInfo, RecordingFetch } from '../../transport/recording-fetch.js';
import { ManualTime } from '../transport/manual-time.js';

const PRELUDE = 'RkxWAQUAAAAJAAAAAA'; // an FLV header and nothing else

interface Served {
  id: string;
  bytes: number;
  durationMillis: number;
  keyframes: [number, number][];
  /** Answers the next requests with these, before anything else. */
  troubles: (number | 'cut off')[];
  recorded: boolean;
  kept: boolean;
}

/** A gateway that records, as far as docs/protocol.md section 8 goes. */
function gateway() {
  const served: Served = {
    id: 'one',
    bytes: 600_000,
    durationMillis: 3_000,
    keyframes: [
      [0, 100],
      [1_000, 200_000],
      [2_000, 400_000],
    ],
    troubles: [],
    recorded: true,
    kept: true,
  };
  const asked: string[] = [];
  const time = new ManualTime();
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, search, searchParams } = new URL(url);
    const range = (init.headers as Record<string, string>)['Range'] ?? '';
    asked.push(`${pathname}${search} ${range}`.trim());
    const trouble = served.troubles.shift();
    if (trouble === 'cut off') {
      return Promise.reject(new TypeError('connection lost'));
    }
    if (trouble !== undefined) {
      return Promise.resolve(new Response(null, { status: trouble, headers: { 'Retry-After': '1' } }));
    }
    if (pathname === '/live/news/recording.json') {
      const after = Number(searchParams.get('after') ?? -1);
      const { id, bytes, durationMillis } = served;
      const keyframes = served.keyframes.filter(([timeMillis]) => timeMillis > after);
      const info = { id, epoch: 7, startTimestampMillis: 500, durationMillis, bytes, prelude: PRELUDE, keyframes };
      return Promise.resolve(served.recorded ? Response.json(info) : new Response(null, { status: 404 }));
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    if (!served.kept) {
      return Promise.resolve(new Response(null, { status: 404 }));
    }
    if (Number(from) >= served.bytes) {
      return Promise.resolve(new Response(null, { status: 416 }));
    }
    const length = Math.min(Number(to) + 1, served.bytes) - Number(from);
    return Promise.resolve(new Response(new Uint8Array(length), { status: 206 }));
  };
  const environment = { clock: time, timers: time, random: { next: () => 0 } };
  const requests = new RecordingFetch(fetch, time, 'http://gateway/', 'news');
  const troubles: boolean[] = [];
  const open = async (): Promise<LiveRecording> => {
    const info = await requests.info(undefined, new AbortController().signal);
    if (info.kind !== 'ok') {
      throw new Error(info.kind);
    }
    return new LiveRecording(info.value, requests, environment, (trouble) => troubles.push(trouble));
  };
  return { served, asked, time, troubles, open };
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

const signal = (): AbortSignal => new AbortController().signal;

describe('LiveRecording', () => {
  it('reads by ranges, never beyond what is there', async () => {
    const { open, asked } = gateway();
    const recording = await open();
    expect((await recording.read(200_000, signal())).length).toBe(262_144);
    expect((await recording.read(462_144, signal())).length).toBe(137_856);
    expect(asked.slice(1)).toEqual([
      '/live/news/recording/one bytes=200000-462143',
      '/live/news/recording/one bytes=462144-599999',
    ]);
  });

  it('finds keyframes and grows with the file', async () => {
    const { open, served, time } = gateway();
    const recording = await open();
    expect(recording.keyframeBefore(1_999)).toEqual({ timeMillis: 1_000, offset: 200_000 });
    expect(recording.keyframeAfter(200_000)).toEqual({ timeMillis: 2_000, offset: 400_000 });
    expect(recording.endMillis).toBe(3_000);
    const read = recording.read(600_000, signal());
    served.bytes = 700_000;
    served.durationMillis = 4_000;
    served.keyframes.push([3_000, 600_000]);
    expect((await withTime(time, read)).length).toBe(100_000);
    expect(recording.keyframeBefore(3_500)).toEqual({ timeMillis: 3_000, offset: 600_000 });
    expect(recording.endMillis).toBeGreaterThanOrEqual(4_000);
  });

  it('waits at the end for more, with few questions', async () => {
    const { open, served, asked, time } = gateway();
    const recording = await open();
    const read = recording.read(600_000, signal());
    for (let second = 0; second < 5; second++) {
      await new Promise((resolve) => setImmediate(resolve));
      time.advance(1_000);
    }
    expect(asked.length).toBeLessThanOrEqual(7);
    served.bytes = 600_010;
    expect((await withTime(time, read)).length).toBe(10);
  });

  it('ends where the file ends, when another one is being recorded or none', async () => {
    for (const recorded of [true, false]) {
      const { open, served, time } = gateway();
      const recording = await open();
      served.id = 'two';
      served.recorded = recorded;
      served.bytes = 650_000; // written before it ended
      expect((await withTime(time, recording.read(600_000, signal()))).length).toBe(50_000);
      expect((await withTime(time, recording.read(650_000, signal()))).length).toBe(0);
    }
  });

  it('tries again over 429, 503 and lost connections, and says that there is trouble', async () => {
    const { open, served, troubles, time } = gateway();
    const recording = await open();
    served.troubles = [429, 503, 'cut off', 500];
    expect((await withTime(time, recording.read(0, signal()))).length).toBe(262_144);
    expect(troubles).toEqual([true, true, false]);
  });

  it('says that a file is gone', async () => {
    for (const status of [404, 410]) {
      const { open, served } = gateway();
      const recording = await open();
      served.troubles = [status];
      await expect(recording.read(0, signal())).rejects.toBeInstanceOf(RecordingGoneError);
    }
  });

  it('stops waiting when it is given up', async () => {
    const { open, time } = gateway();
    const recording = await open();
    const abort = new AbortController();
    const read = recording.read(600_000, abort.signal);
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await expect(withTime(time, read)).rejects.toThrow();
    expect(time.pending).toBe(0);
  });
});

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
    expect(decodeRecordingInfo(JSON.stringify(good))).toMatchObject({ id: 'one', bytes: 5_000 });
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
  ])('is refused with %s', (_, change) => {
    expect(decodeRecordingInfo(JSON.stringify({ ...good, ...change }))).toBeUndefined();
  });
});
