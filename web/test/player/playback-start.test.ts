import { describe, expect, it } from 'vitest';
import { startPlayback, type Startable } from '../../player/playback-start.js';

/** A video in a browser with given rules; records with which sound it was asked to play. */
class RuledVideo implements Startable {
  muted = false;
  readonly attempts: ('muted' | 'loud')[] = [];
  readonly #refuses: (muted: boolean) => string | undefined;

  /** `refuses` names the failure of a start, or undefined when it is allowed. */
  constructor(refuses: (muted: boolean) => string | undefined) {
    this.#refuses = refuses;
  }

  play(): Promise<void> {
    this.attempts.push(this.muted ? 'muted' : 'loud');
    const failure = this.#refuses(this.muted);
    return failure === undefined ? Promise.resolve() : Promise.reject(new DOMException('no', failure));
  }
}

describe('startPlayback', () => {
  it('plays with sound where that is allowed', async () => {
    const video = new RuledVideo(() => undefined);
    expect(await startPlayback(video, true)).toBe('playing');
    expect(video.attempts).toEqual(['loud']);
  });

  it('plays without sound where only that is allowed', async () => {
    const video = new RuledVideo((muted) => (muted ? undefined : 'NotAllowedError'));
    expect(await startPlayback(video, true)).toBe('muted');
    expect(video).toMatchObject({ muted: true, attempts: ['loud', 'muted'] });
  });

  it('gives the sound back when the browser blocks both', async () => {
    const video = new RuledVideo(() => 'NotAllowedError');
    expect(await startPlayback(video, true)).toBe('blocked');
    expect(video).toMatchObject({ muted: false, attempts: ['loud', 'muted'] });
  });

  it('never mutes what a person started', async () => {
    const video = new RuledVideo((muted) => (muted ? undefined : 'NotAllowedError'));
    expect(await startPlayback(video, false)).toBe('blocked');
    expect(video).toMatchObject({ muted: false, attempts: ['loud'] });
  });

  it('leaves the decision to what overtook it', async () => {
    const video = new RuledVideo(() => 'AbortError');
    expect(await startPlayback(video, true)).toBeUndefined();
    expect(video.attempts).toEqual(['loud']);
  });
});
