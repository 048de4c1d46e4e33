import { describe, expect, it } from 'vitest';
import { screenWords } from '../../player/screens.js';

describe('screenWords', () => {
  it('says what is, then what to do, wherever playing cannot go on', () => {
    for (const screen of [
      'offline',
      'unknown',
      'ended',
      'reconnecting',
      'off-air',
      'no-channel',
      'no-media-source',
      'unsupported',
    ] as const) {
      const words = screenWords(screen);
      expect(words.title, screen).not.toBe('');
      expect(words.advice, screen).not.toBe('');
    }
  });

  it('turns a wheel only where something goes on by itself', () => {
    expect(screenWords('offline')).toEqual({
      title: 'Not live yet',
      advice: 'This page starts by itself.',
      busy: true,
    });
    expect(screenWords('no-media-source').busy).toBe(false);
  });
});
