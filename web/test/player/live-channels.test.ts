import { describe, expect, it } from 'vitest';
import { inOrder, readLiveChannels } from '../../pages/live-channels.js';

describe('readLiveChannels', () => {
  it('reads entries and ignores further fields', () => {
    expect(readLiveChannels([{ name: 'news', viewers: 3, live: true, more: 1 }])).toEqual([
      { name: 'news', viewers: 3, live: true },
    ]);
  });

  it.each([
    [{ name: '<b>', viewers: 3, live: true }],
    [{ name: 'news', viewers: -1, live: true }],
    [{ name: 'news', viewers: 1.5, live: true }],
    [{ name: 'news', viewers: 1, live: 'yes' }],
    [{}],
    [null],
    ['news'],
  ])('leaves out %j', (entry) => {
    expect(readLiveChannels([entry, { name: 'good', viewers: 0, live: false }])).toHaveLength(1);
  });

  it.each([null, {}, 'x', 7])('an answer that is no list, %j, is empty', (json) => {
    expect(readLiveChannels(json)).toEqual([]);
  });
});

describe('inOrder', () => {
  it('live before not live, then by viewers, then by name', () => {
    const names = inOrder([
      { name: 'quiet', viewers: 9, live: false },
      { name: 'b', viewers: 2, live: true },
      { name: 'a', viewers: 2, live: true },
      { name: 'big', viewers: 5, live: true },
    ]).map((channel) => channel.name);
    expect(names).toEqual(['big', 'a', 'b', 'quiet']);
  });
});
