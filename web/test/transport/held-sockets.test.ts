import { expect, it } from 'vitest';
import { HeldSockets } from '../../transport/held-sockets.js';
import type { FeedListener, Network, TrackerListener } from '../../transport/links.js';

function scene() {
  const log: string[] = [];
  const socket = (name: string) => {
    log.push(`open ${name}`);
    return {
      send: () => log.push(`send ${name}`),
      subscribe: () => log.push(`subscribe ${name}`),
      unsubscribe: () => log.push(`unsubscribe ${name}`),
      close: () => log.push(`close ${name}`),
    };
  };
  const network = { openTracker: socket, openFeed: socket } as unknown as Network;
  const held = new HeldSockets(network);
  const listener = undefined as unknown as TrackerListener & FeedListener;
  return {
    log,
    held,
    tracker: (name: string) => held.network.openTracker(name, listener),
    feed: (name: string) => held.network.openFeed(name, listener),
  };
}

it('opens each kind of socket when it may, and drops what is sent before', () => {
  const { log, held, tracker, feed } = scene();
  const first = feed('feed');
  const second = tracker('tracker');
  first.subscribe([0], 0, false);
  expect(log).toEqual([]);
  held.release('feed');
  first.subscribe([0], 0, false);
  expect(log).toEqual(['open feed', 'subscribe feed']);
  held.release('tracker');
  second.send({ type: 'leave', group: 'g' });
  tracker('again').close();
  expect(log.slice(2)).toEqual(['open tracker', 'send tracker', 'open again', 'close again']);
});

it('never opens what was closed before', () => {
  const { log, held, feed } = scene();
  feed('feed').close();
  held.release('feed');
  expect(log).toEqual([]);
});
