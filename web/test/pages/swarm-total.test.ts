import { describe, expect, it } from 'vitest';
import { streams, swarmTotal, totalSentence } from '../../pages/swarm-total.js';

describe('what four viewers cost together', () => {
  it('is one stream each while nobody shares', () => {
    expect(swarmTotal([{ share: 0 }, { share: 0 }])).toEqual({ watching: 2, streams: 2, share: 0 });
  });

  it('leaves out who does not watch', () => {
    expect(swarmTotal([{ share: 0.5 }, { share: undefined }, { share: 1 }])).toEqual({
      watching: 2,
      streams: 0.5,
      share: 0.75,
    });
    expect(swarmTotal([{ share: undefined }])).toBeUndefined();
  });

  it('is said in words', () => {
    expect(streams(1.27)).toBe('1.3\u202fstreams');
    expect(totalSentence({ watching: 1, streams: 1, share: 0 })).toBe('One viewer alone has nobody to share with.');
    expect(totalSentence({ watching: 4, streams: 4, share: 0 })).toBe(
      'Nothing came from other viewers yet. Without sharing it would be 4.',
    );
    expect(totalSentence({ watching: 4, streams: 1.2, share: 0.7 })).toBe(
      '70\u202f% of all pictures came from other viewers in the last half minute. Without sharing it would be 4.',
    );
  });
});
