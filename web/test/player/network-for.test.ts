import { expect, it } from 'vitest';
import { networkFor } from '../../player/network-for.js';
import type { Network } from '../../transport/links.js';

it('who is alone has neither peers nor tracker, who is without peers is still counted', () => {
  const opened: string[] = [];
  const network: Pick<Network, 'openPeer' | 'openTracker'> = {
    openPeer: () => {
      throw new Error('nobody is met here');
    },
    openTracker: (url) => {
      opened.push(url);
      return { send: () => undefined, close: () => undefined };
    },
  };
  const listener = { onOpen: () => undefined, onEvent: () => undefined, onClose: () => undefined };
  const alone = networkFor('alone', network);
  expect(alone.openPeer).toBeUndefined();
  alone.openTracker('wss://one', listener).close();
  expect(opened).toEqual([]);
  const off = networkFor('off', network);
  expect(off.openPeer).toBeUndefined();
  off.openTracker('wss://two', listener);
  expect(opened).toEqual(['wss://two']);
  expect(networkFor('download-only', network)).toBe(network);
});
