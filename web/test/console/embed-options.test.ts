import { describe, expect, it } from 'vitest';
import { framePath, mayGive, snippetOf, USUAL_EMBED } from '../../console/embed-options.js';

const GATEWAY = new URL('https://tv.example/');

describe('the snippet of a channel', () => {
  it('is an element with what is not as usual', () => {
    const options = { ...USUAL_EMBED, autoplay: false, p2p: 'ask', maxUpload: 500, lang: 'de' } as const;
    expect(snippetOf(GATEWAY, 'news', options)).toBe(
      '<script src="https://tv.example/embed.js" async></script>\n' +
        '<bittube-player channel="news" p2p="ask" max-upload="500" lang="de"></bittube-player>',
    );
  });

  it('or a frame that has the same in its address', () => {
    expect(snippetOf(GATEWAY, 'news', { ...USUAL_EMBED, form: 'frame' })).toContain(
      'src="https://tv.example/embed/news"',
    );
    const options = { ...USUAL_EMBED, form: 'frame', controls: false, p2p: 'ask', maxUpload: 500 } as const;
    expect(snippetOf(GATEWAY, 'news', options)).toContain(
      'src="https://tv.example/embed/news?controls=off&#38;p2p=ask&#38;max-upload=500"',
    );
    expect(framePath('news', options, 'a+b')).toBe('embed/news?controls=off&p2p=ask&max-upload=500&token=a%2Bb');
  });

  it('limits nobody who gives nothing', () => {
    for (const p2p of ['off', 'download-only'] as const) {
      const options = { ...USUAL_EMBED, p2p, maxUpload: 500 };
      expect(mayGive(options)).toBe(false);
      expect(snippetOf(GATEWAY, 'news', options)).not.toContain('max-upload');
    }
  });
});
