import { describe, expect, it } from 'vitest';
import { FeedSocket } from '../../transport/feed-socket.js';
import type { FeedEvent } from '../../transport/links.js';
import type { TrackerEvent } from '../../transport/tracker-messages.js';
import { TrackerSocket } from '../../transport/tracker-socket.js';
import { FakeWebSocket } from './fake-web-socket.js';
import { ManualTime } from './manual-time.js';

describe('TrackerSocket', () => {
  it('speaks the dialect and drops what it does not understand', () => {
    const fake = new FakeWebSocket('wss://tv.example/tracker');
    const events: TrackerEvent[] = [];
    let opens = 0;
    const socket = new TrackerSocket(() => fake.asWebSocket(), new ManualTime(), fake.url, {
      onOpen: () => opens++,
      onEvent: (event) => events.push(event),
      onClose: () => expect.unreachable(),
    });
    fake.open();
    socket.send({ type: 'leave', group: 'news' });
    fake.receive('{"type":"gone","group":"news","peerId":"nobody"}');
    fake.receive('{"type":"gone","group":"news","peerId":"AAECAwQFBgcICQoLDA0ODw"}');
    expect(opens).toBe(1);
    expect(fake.sent).toEqual(['{"type":"leave","group":"news"}']);
    expect(events).toEqual([{ type: 'gone', group: 'news', peerId: 'AAECAwQFBgcICQoLDA0ODw' }]);
  });

  it('does not send what a tracker would close the socket for', () => {
    const fake = new FakeWebSocket('wss://tv.example/tracker');
    const listener = { onOpen: () => undefined, onEvent: () => undefined, onClose: () => undefined };
    const socket = new TrackerSocket(() => fake.asWebSocket(), new ManualTime(), fake.url, listener);
    fake.open();
    const exclude = Array.from({ length: 700 }, () => 'AAECAwQFBgcICQoLDA0ODw');
    expect(() => socket.send({ type: 'more', group: 'news', want: 1, exclude })).toThrow(RangeError);
  });
});

describe('FeedSocket', () => {
  function opened() {
    const fake = new FakeWebSocket('wss://tv.example/feed/news');
    const events: (FeedEvent | string)[] = [];
    const socket = new FeedSocket(() => fake.asWebSocket(), new ManualTime(), fake.url, {
      onOpen: () => events.push('open'),
      onEvent: (event) => events.push(event),
      onPacket: (bytes) => events.push(`packet ${bytes.length}`),
      onClose: (reason) => events.push(reason),
    });
    fake.open();
    return { fake, events, socket };
  }

  it('asks for substreams', () => {
    const { fake, socket } = opened();
    socket.subscribe([0, 3], 1235, false);
    socket.unsubscribe([3]);
    expect(fake.sent).toEqual([
      '{"type":"subscribe","substreams":[0,3],"fromSeq":1235}',
      '{"type":"unsubscribe","substreams":[3]}',
    ]);
  });

  it('reads events and packets', () => {
    const { fake, events } = opened();
    const sent: FeedEvent[] = [
      { type: 'subscribed', substreams: [0], spare: [], epoch: 1764590000000, fromSeq: 1235 },
      { type: 'refused', substreams: [3], reason: 'budget', retryAfterMillis: 5000 },
      { type: 'kept', substreams: [0] },
      { type: 'evicted', substreams: [0], reason: 'slow' },
    ];
    sent.forEach((event) => fake.receive(JSON.stringify(event)));
    fake.receive(new ArrayBuffer(86 + 16_384));
    expect(events).toEqual(['open', ...sent, `packet ${86 + 16_384}`]);
  });

  it.each([
    'x',
    '{}',
    '{"type":"subscribed","substreams":[8],"epoch":1,"fromSeq":0}',
    '{"type":"subscribed","substreams":[0],"epoch":-1,"fromSeq":0}',
    '{"type":"subscribed","substreams":[0,1,2,3,4,5,6,7,0],"epoch":1,"fromSeq":0}',
    '{"type":"refused","substreams":[0],"reason":"budget"}',
    '{"type":"evicted","substreams":[0],"reason":7}',
    '{"type":"evicted","substreams":"0","reason":"slow"}',
    '{"type":"other","substreams":[0]}',
  ])('drops %s', (text) => {
    const { fake, events } = opened();
    fake.receive(text);
    expect(events).toEqual(['open']);
  });

  it('ends at a packet that is too long', () => {
    const { fake, events } = opened();
    fake.receive(new ArrayBuffer(86 + 16_385));
    expect(events).toEqual(['open', 'binary message too long']);
  });
});
