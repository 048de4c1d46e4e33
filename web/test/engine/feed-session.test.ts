import { describe, expect, it } from 'vitest';
import { FeedSession } from '../../engine/feed-session.js';
import { defaultParameters } from '../../engine/parameters.js';
import type { FeedListener } from '../../transport/links.js';

describe('the feed', () => {
  it('has a spare copy until the gateway lets the viewer keep it', () => {
    const listeners: FeedListener[] = [];
    const session = new FeedSession(
      (_url, listener) => {
        listeners.push(listener);
        return { subscribe: () => undefined, unsubscribe: () => undefined, close: () => undefined };
      },
      {
        clock: { nowMillis: () => 0 },
        timers: { after: () => () => undefined, every: () => () => undefined },
        random: { next: () => 0.5 },
      },
      defaultParameters,
      {
        onFeedPacket: () => undefined,
        onFeedGained: () => undefined,
        onFeedLost: () => undefined,
        onFeedEpoch: () => undefined,
      },
    );
    session.url = 'wss://gateway/feed/news';
    session.ask([1, 2], 0, true, 0);
    const [gateway] = listeners;
    gateway?.onOpen();
    gateway?.onEvent({ type: 'subscribed', substreams: [1, 2], spare: [1, 2], epoch: 1, fromSeq: 0 });
    expect([1, 2].map((substream) => session.isSpare(substream))).toEqual([true, true]);
    gateway?.onEvent({ type: 'kept', substreams: [1, 3] });
    expect([1, 2, 3].map((substream) => session.isSpare(substream))).toEqual([false, true, false]);
    expect([1, 2, 3].map((substream) => session.holds(substream))).toEqual([true, true, false]);
  });
});
