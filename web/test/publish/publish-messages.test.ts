import { describe, expect, it } from 'vitest';
import { decodePublishEvent } from '../../publish/publish-messages.js';

describe('what the gateway says to somebody who publishes', () => {
  it('is read', () => {
    expect(decodePublishEvent('{"type":"publishing"}')).toEqual({ type: 'publishing' });
    expect(decodePublishEvent('{"type":"received","bytes":70}')).toEqual({ type: 'received', bytes: 70 });
    expect(decodePublishEvent('{"type":"ended","message":"Stopped."}')).toEqual({ type: 'ended', message: 'Stopped.' });
    expect(
      decodePublishEvent('{"type":"refused","reason":"too-often","message":"Wait.","retryAfterMillis":3000}'),
    ).toEqual({ type: 'refused', reason: 'too-often', message: 'Wait.', retryAfterMillis: 3_000 });
  });

  it('is left out where it is none, and bounded where it is too much', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{"type":"other"}',
      '{"type":"received","bytes":-1}',
      '{"type":"refused","reason":"mood"}',
      '{"type"',
    ]) {
      expect(decodePublishEvent(text)).toBeUndefined();
    }
    expect(decodePublishEvent('{"type":"refused","reason":"taken","retryAfterMillis":1e99,"message":7}')).toEqual({
      type: 'refused',
      reason: 'taken',
      message: '',
      retryAfterMillis: 600_000,
    });
  });
});
