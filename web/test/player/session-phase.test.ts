import { describe, expect, it } from 'vitest';
import { sessionPhase } from '../../player/session-phase.js';

describe('sessionPhase', () => {
  it('before the first picture', () => {
    expect(
      (['starting', 'offline', 'unreachable', 'playing'] as const).map((state) => sessionPhase(state, false)),
    ).toEqual(['connecting', 'offline', 'unreachable', 'live']);
  });

  it('after it, what is not there was interrupted', () => {
    expect(
      (['starting', 'offline', 'unreachable', 'playing'] as const).map((state) => sessionPhase(state, true)),
    ).toEqual(['reconnecting', 'reconnecting', 'reconnecting', 'live']);
  });

  it('what no waiting hides', () => {
    expect(sessionPhase('unknown channel', true)).toBe('unknown');
    expect(sessionPhase('refused expired', true)).toBe('refused-expired');
    expect(sessionPhase('ended', true)).toBe('ended');
    expect(sessionPhase('off air', true)).toBe('off-air');
    expect(sessionPhase('off air', false)).toBe('off-air');
  });
});
