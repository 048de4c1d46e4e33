import { describe, expect, it } from 'vitest';
import { decodePublishMessage } from '../../publish/publish-messages.js';

describe('what the gateway says to somebody who publishes', () => {
  it('is read', () => {
    expect(decodePublishMessage('{"type":"publishing"}')).toEqual({ type: 'publishing' });
    expect(decodePublishMessage('{"type":"received","bytes":70}')).toEqual({ type: 'received', bytes: 70 });
    expect(decodePublishMessage('{"type":"ended","message":"Stopped."}')).toEqual({
      type: 'ended',
      message: 'Stopped.',
    });
    expect(
      decodePublishMessage('{"type":"refused","reason":"too-often","message":"Wait.","retryAfterMillis":3000}'),
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
      expect(decodePublishMessage(text)).toBeUndefined();
    }
    expect(decodePublishMessage('{"type":"refused","reason":"taken","retryAfterMillis":1e99,"message":7}')).toEqual({
      type: 'refused',
      reason: 'taken',
      message: '',
      retryAfterMillis: 600_000,
    });
  });
});
