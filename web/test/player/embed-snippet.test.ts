import { expect, it } from 'vitest';
import { embedSnippet, FRAME_ALLOW, frameSnippet } from '../../player/embed-snippet.js';

it('names the gateway in the script and the channel in the element', () => {
  expect(embedSnippet(new URL('http://media.example:8080/'), 'news')).toBe(
    '<script src="http://media.example:8080/embed.js" async></script>\n<bittube-player channel="news"></bittube-player>',
  );
});

it('names an object to be watched, or to be saved', () => {
  const gateway = new URL('http://media.example/');
  expect(embedSnippet(gateway, 'ID', 'object')).toContain('<bittube-player object="ID"></bittube-player>');
  expect(embedSnippet(gateway, 'ID', 'download')).toContain('<bittube-download object="ID"></bittube-download>');
});

it('names a frame, what it needs leave for, and a title that cannot leave its quotes', () => {
  const frame = frameSnippet(new URL('http://media.example/'), 'embed/news', '"><script>');
  expect(frame).toContain('src="http://media.example/embed/news" title="&#34;&#62;&#60;script&#62;"');
  expect(frame).toContain(`allow="${FRAME_ALLOW}"`);
});
