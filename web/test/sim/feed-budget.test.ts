import { describe, expect, it } from 'vitest';
import { FeedBudget } from '../../sim/world/feed-budget.js';

describe('the feed’s budget', () => {
  const budget = () => new FeedBudget<string>(() => 1, 1_000_000, 10_000_000);

  it('lets the last one that came in place of a dead holder keep its copy', () => {
    const feed = budget();
    feed.grant('holder', [0, 1]);
    feed.noteHeir('first', feed.grantSpare('first', [0, 1]));
    feed.noteHeir('second', feed.grantSpare('second', [1]));
    expect(feed.keep(feed.leave('holder'))).toEqual([
      ['first', [0]],
      ['second', [1]],
    ]);
    expect(feed.keep([0, 1]), 'it is its own by now').toEqual([]);
  });

  it('keeps no more than the number of copies, and nothing that was given back', () => {
    const feed = budget();
    feed.grant('holder', [0, 1]);
    feed.noteHeir('heir', feed.grantSpare('heir', [0, 1]));
    expect(feed.keep([0]), 'the holder is there').toEqual([]);
    feed.release('heir', [1]);
    expect(feed.keep(feed.leave('holder'))).toEqual([]);
  });
});
