import { describe, expect, it } from 'vitest';
import { gatewayOf, peerWishOf } from '../../player/player-attributes.js';

const OWN = new URL('https://media.example/');
const PAGE = 'https://blog.example/posts/1';

describe('gatewayOf', () => {
  it.each([
    [null, 'https://media.example/'],
    ['', 'https://media.example/'],
    ['http://other.example:8080', 'http://other.example:8080/'],
    ['https://other.example/below', 'https://other.example/below/'],
    ['/tube/', 'https://blog.example/tube/'],
  ])('src %j is the gateway %s', (src, gateway) => {
    expect(gatewayOf(src, OWN, PAGE)?.href).toBe(gateway);
  });

  it.each(['javascript:alert(1)', 'ftp://x', 'http://', 'data:text/plain,x'])('src %j is none', (src) => {
    expect(gatewayOf(src, OWN, PAGE)).toBeUndefined();
  });
});

it('peerWishOf takes what it does not know for "on"', () => {
  expect([null, 'on', 'off', 'download-only', 'ask', 'x'].map(peerWishOf)).toEqual([
    'on',
    'on',
    'off',
    'download-only',
    'ask',
    'on',
  ]);
});
