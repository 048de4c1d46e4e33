import { describe, expect, it } from 'vitest';
import { screenWords } from '../../player/screens.js';
import { GERMAN } from '../../player/words/de.js';
import { ENGLISH } from '../../player/words/en.js';

describe('screenWords', () => {
  it('says what is, then what to do, wherever playing cannot go on', () => {
    for (const screen of [
      'offline',
      'unknown',
      'ended',
      'reconnecting',
      'off-air',
      'unreachable',
      'disconnected',
      'refused-token',
      'refused-full',
      'no-channel',
      'no-media-source',
      'unsupported',
    ] as const) {
      const words = screenWords(screen, ENGLISH);
      expect(words.title, screen).not.toBe('');
      expect(words.advice, screen).not.toBe('');
    }
  });

  it('turns a wheel only where something goes on by itself', () => {
    expect(screenWords('offline', ENGLISH)).toEqual({
      title: 'Not live yet',
      advice: 'This page starts by itself.',
      busy: true,
    });
    expect(screenWords('no-media-source', ENGLISH).busy).toBe(false);
    expect(screenWords('buffering', ENGLISH)).toEqual({ title: '', advice: '', busy: true });
  });

  it('says it in the language of the page', () => {
    expect(screenWords('offline', GERMAN).title).toBe('Noch nicht auf Sendung');
  });
});
