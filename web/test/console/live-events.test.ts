import { expect, it } from 'vitest';
import { LiveEvents, type EventStream, type LiveListener } from '../../console/live-events.js';
import { lostWords } from '../../console/lost-notice.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';

/** An event stream that the test drives. */
class FakeStream implements EventStream {
  isClosed = false;
  readonly #listeners = new Map<string, (event: Event) => void>();

  addEventListener(name: string, listener: (event: Event) => void): void {
    this.#listeners.set(name, listener);
  }

  close(): void {
    this.isClosed = true;
  }

  tell(name: string, data?: string): void {
    this.#listeners.get(name)?.({ data } as unknown as Event);
  }
}

function opened() {
  const time = new VirtualTime();
  const streams: FakeStream[] = [];
  const said: string[] = [];
  const listener: LiveListener = {
    onConnection: (connection, againAtMillis) =>
      said.push(againAtMillis === undefined ? connection : `${connection} ${againAtMillis - time.nowMillis()}`),
    onEvent: (name, json) => said.push(`${name} ${JSON.stringify(json)}`),
  };
  const events = new LiveEvents(
    {
      open: () => {
        const stream = new FakeStream();
        streams.push(stream);
        return stream;
      },
      nowMillis: () => time.nowMillis(),
      after: (millis, task) => time.after(millis, task),
    },
    listener,
  );
  return { events, streams, said, time };
}

it('hands on what comes, and lets pass what is no JSON', () => {
  const { streams, said } = opened();
  streams[0]?.tell('open');
  streams[0]?.tell('sample', '{"at":1}');
  streams[0]?.tell('log', 'nonsense');
  expect(said).toEqual(['connecting', 'live', 'sample {"at":1}']);
});

it('says when it tries again, and does so after pauses that grow', async () => {
  const { streams, said, time } = opened();
  for (const pause of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const stream = streams.at(-1);
    stream?.tell('error');
    expect(stream?.isClosed).toBe(true);
    expect(said.at(-1)).toBe(`lost ${pause}`);
    const before = streams.length;
    await time.run(pause - 1);
    expect(streams).toHaveLength(before);
    await time.run(1);
    expect(streams).toHaveLength(before + 1);
    expect(said.at(-1)).toBe('lost');
  }
  streams.at(-1)?.tell('open');
  expect(said.at(-1)).toBe('live');
  streams.at(-1)?.tell('error');
  expect(said.at(-1)).toBe('lost 2000');
});

it('tries at once when it is told to, and not twice', async () => {
  const { events, streams, time } = opened();
  events.tryNow();
  expect(streams).toHaveLength(1);
  streams[0]?.tell('error');
  events.tryNow();
  events.tryNow();
  expect(streams).toHaveLength(2);
  await time.run(10_000);
  expect(streams).toHaveLength(2);
});

it('takes a long silence for a broken connection', async () => {
  const { streams, said, time } = opened();
  streams[0]?.tell('open');
  await time.run(14_999);
  streams[0]?.tell('sample', '{}');
  await time.run(14_999);
  expect(said.at(-1)).toBe('sample {}');
  await time.run(1);
  expect(said.at(-1)).toBe('lost 2000');
  expect(streams[0]?.isClosed).toBe(true);
});

it('opens nothing more when it is closed', async () => {
  const { events, streams, time } = opened();
  streams[0]?.tell('error');
  events.close();
  events.tryNow();
  await time.run(60_000);
  expect(streams).toHaveLength(1);
  expect(streams[0]?.isClosed).toBe(true);
});

it.each([
  [4_200, 'Lost 12\u202fs ago. Trying again in 5\u202fs.'],
  [0, 'Lost 12\u202fs ago. Trying again now …'],
  [undefined, 'Lost 12\u202fs ago. Trying again now …'],
])('says what is, and when it goes on: %s ms', (left, words) => {
  expect(lostWords(1_000, left === undefined ? undefined : 13_000 + left, 13_000)).toBe(words);
});
