import { describe, expect, it } from 'vitest';
import { channelFromPath, isChannelName } from '../../player/names.js';

describe('isChannelName', () => {
  it('takes the characters of the protocol, 1 to 128 of them', () => {
    expect(isChannelName('News.2026_a~b-c')).toBe(true);
    expect(isChannelName('x'.repeat(128))).toBe(true);
  });

  it.each(['', 'x'.repeat(129), 'a b', 'a/b', 'ä', 'a\n', '<b>', '"'])('refuses %j', (name) => {
    expect(isChannelName(name)).toBe(false);
  });
});

describe('channelFromPath', () => {
  it.each([
    ['/watch/news', 'news'],
    ['/embed/news/', 'news'],
    ['/below/a/folder/watch/news', 'news'],
    ['/watch/%6eews', 'news'],
    ['/watch/watch', 'watch'],
  ])('%s names %s', (path, name) => {
    expect(channelFromPath(path)).toBe(name);
  });

  it.each(['/', '/watch', '/watch/', '/live/news', '/watch/a/b', '/watch/%', '/watch/a%20b', '/watch/a%2Fb'])(
    '%s names none',
    (path) => {
      expect(channelFromPath(path)).toBeUndefined();
    },
  );
});
