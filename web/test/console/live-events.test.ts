import { expect, it } from 'vitest';
import { LiveEvents, type EventStream, type LiveListener } from '../../console/live-events.js';

/** An event stream that the test drives. */
class FakeStream implements EventStream {
  readyState = 0;
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
  const streams: FakeStream[] = [];
  const pauses: number[] = [];
  const said: string[] = [];
  let later: () => void = () => undefined;
  const listener: LiveListener = {
    onConnection: (connection) => said.push(connection),
    onEvent: (name, json) => said.push(`${name} ${JSON.stringify(json)}`),
  };
  const events = new LiveEvents(
    {
      open: () => {
        const stream = new FakeStream();
        streams.push(stream);
        return stream;
      },
      after: (millis, task) => {
        pauses.push(millis);
        later = task;
      },
    },
    listener,
  );
  return { events, streams, pauses, said, passTime: () => later() };
}

it('hands on what comes, and lets pass what is no JSON', () => {
  const { streams, said } = opened();
  streams[0]?.tell('open');
  streams[0]?.tell('sample', '{"at":1}');
  streams[0]?.tell('log', 'nonsense');
  expect(said).toEqual(['connecting', 'live', 'sample {"at":1}']);
});

it('leaves it to the browser while that tries again, and opens another one after growing pauses when it has given up', () => {
  const { streams, pauses, said, passTime } = opened();
  streams[0]?.tell('error');
  expect(streams).toHaveLength(1);
  for (const expected of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const stream = streams.at(-1);
    if (stream !== undefined) stream.readyState = 2;
    stream?.tell('error');
    expect(pauses.at(-1)).toBe(expected);
    passTime();
  }
  streams.at(-1)?.tell('open');
  expect(said.at(-1)).toBe('live');
});

it('opens nothing more when it is closed', () => {
  const { events, streams, passTime } = opened();
  const [stream] = streams;
  if (stream === undefined) throw new Error('no stream');
  stream.readyState = 2;
  stream.tell('error');
  events.close();
  passTime();
  expect(streams).toHaveLength(1);
  expect(stream.isClosed).toBe(true);
});
