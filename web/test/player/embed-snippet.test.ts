import { expect, it } from 'vitest';
import { embedSnippet } from '../../player/embed-snippet.js';

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
