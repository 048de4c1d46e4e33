import { describe, expect, it } from 'vitest';
import { inOrder, readLiveChannels } from '../../pages/live-channels.js';

describe('readLiveChannels', () => {
  it('reads entries and ignores further fields', () => {
    const entry = { name: 'news', title: 'The news', description: 'Every hour.', viewers: 3, live: true };
    expect(readLiveChannels([{ ...entry, more: 1 }])).toEqual([entry]);
  });

  it.each([undefined, '', 7, null])('a channel with the title %j goes by its name', (title) => {
    expect(readLiveChannels([{ name: 'news', title, viewers: 3, live: true }])).toEqual([
      { name: 'news', title: 'news', description: '', viewers: 3, live: true },
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
  it('live before not live, then by viewers, then by title', () => {
    const names = inOrder(
      readLiveChannels([
        { name: 'quiet', viewers: 9, live: false },
        { name: 'a', title: 'B', viewers: 2, live: true },
        { name: 'b', title: 'A', viewers: 2, live: true },
        { name: 'big', viewers: 5, live: true },
      ]),
    ).map((channel) => channel.name);
    expect(names).toEqual(['big', 'b', 'a', 'quiet']);
  });
});
