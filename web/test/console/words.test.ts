import { expect, it } from 'vitest';
import { snippetOf, USUAL_EMBED } from '../../console/embed-options.js';
import { networks } from '../../console/connection-bars.js';
import { bitRate, duration, money } from '../../console/figures.js';
import { merged, readLog } from '../../console/log-entry.js';
import { drawn, lonely, newestKnown, PLOTS } from '../../console/plots.js';
import { readHistory } from '../../console/history.js';
import { readPrice, typedPrice } from '../../console/price.js';
import { readProbe } from '../../console/probe.js';
import { addressOf, routeOf } from '../../console/routes.js';
import { ago, lasting, spanWords } from '../../console/time-words.js';

const plain = (words: string): string => words.replace(/\u202f/g, ' ');

it.each([
  ['/console', 'overview'],
  ['/console/', 'overview'],
  ['/console/channels', 'channels'],
  ['/console/channels/', 'channels'],
  ['/console/new-channel', 'new-channel'],
  ['/console/channels/news', 'channel'],
  ['/console/channels/news/edit', 'edit-channel'],
  ['/console/channels/a%2Fb', 'unknown'],
  ['/console/channels/%', 'unknown'],
  ['/console/channels/news/edit/x', 'unknown'],
  ['/console/x', 'unknown'],
])('%s is the page %s', (path, page) => {
  const route = routeOf(path);
  expect(route.page).toBe(page);
  if (page !== 'unknown') expect(addressOf(route)).toBe(path.replace(/\/$/, ''));
});

it.each([
  [undefined, '–'],
  [740, '740 bit/s'],
  [2_512_000, '2.5 Mbit/s'],
  [999_600, '1.0 Mbit/s'],
])('%s bit/s is %s', (bits, words) => {
  expect(plain(bitRate(bits))).toBe(words);
});

it.each([
  [340, '340 ms'],
  [1_240, '1.2 s'],
  [12_400, '12 s'],
])('%s ms is %s', (millis, words) => {
  expect(plain(duration(millis))).toBe(words);
});

it('says of a longer step where it began and where it ended', () => {
  const at = new Date(2026, 10, 22, 8, 15).getTime();
  expect(spanWords(at, 900_000)).toBe('22 Nov, 08:00 – 08:15');
  expect(spanWords(at, 2_000)).toMatch(/^22 Nov 2026, 08:15:00$/);
});

it('says small amounts of money with as many digits as they need', () => {
  expect(plain(money(1.7, 'EUR'))).toBe('1.70 EUR');
  expect(plain(money(0.0123, 'EUR'))).toBe('0.0123 EUR');
});

it.each([
  [500, 'just now'],
  [12_000, '12 s ago'],
  [300_000, '5 min ago'],
  [4 * 3_600_000, '4 h ago'],
  [3 * 86_400_000, '3 days ago'],
])('%s ms back is %s', (millis, words) => {
  expect(plain(ago(0, millis))).toBe(words);
  expect(lasting(millis)).toBeTruthy();
});

it('takes a price with a point or a comma, and nothing else', () => {
  expect(typedPrice(' 0,05 ', 'EUR')).toEqual({ pricePerGigabyte: 0.05, currency: 'EUR' });
  for (const [amount, unit] of [
    ['', 'EUR'],
    ['x', 'EUR'],
    ['-1', 'EUR'],
    ['1', ''],
    ['1', 'E R'],
  ] as const) {
    expect(typedPrice(amount, unit)).toBeUndefined();
  }
  expect(readPrice({ pricePerGigabyte: 0.1, currency: 'USD' })).toEqual({ pricePerGigabyte: 0.1, currency: 'USD' });
  expect(readPrice({ pricePerGigabyte: 'x' })).toBeUndefined();
});

it('stacks viewers upon the server, so that the saving is what lies between', () => {
  const history = readHistory(
    {
      stepMillis: 2_000,
      at: [2_000, 4_000],
      peersBytes: [1_000, null],
      serverBytes: [500, null],
      blockedBytes: [null, null],
    },
    'hour',
  );
  const traffic = PLOTS[0];
  if (history === undefined || traffic === undefined) throw new Error('nothing to draw');
  expect(drawn(traffic, history)).toEqual([
    [6_000, null],
    [2_000, null],
  ]);
  expect(newestKnown([[1, null]])).toBe(0);
  expect(newestKnown([[1, null, null, null, null]])).toBeUndefined();
});

it('tells what a probe saw, or why it saw nothing', () => {
  const seen = readProbe({ ok: true, video: 'H.264', width: 1280, height: 720, framesPerSecond: 29.97003 });
  expect(seen).toEqual({
    ok: true,
    facts: [
      ['Picture', 'H.264'],
      ['Sound', 'none'],
      ['Size', '1280 × 720'],
      ['Pictures a second', '29.97'],
    ],
  });
  expect(readProbe({ ok: false, reason: 'Connection refused' })).toEqual({ ok: false, reason: 'Connection refused' });
  expect(readProbe(null)).toMatchObject({ ok: false });
});

it('writes the snippet with the options, and a frame without them', () => {
  const gateway = new URL('https://tv.example/');
  expect(snippetOf(gateway, 'news', { ...USUAL_EMBED, p2p: 'off', controls: false, maxUpload: 500 })).toBe(
    '<script src="https://tv.example/embed.js" async></script>\n' +
      '<bittube-player channel="news" autoplay muted controls="off" p2p="off"></bittube-player>',
  );
  expect(snippetOf(gateway, 'news', { ...USUAL_EMBED, maxUpload: 500 })).toContain('max-upload="500"');
  expect(snippetOf(gateway, 'news', { ...USUAL_EMBED, form: 'frame' })).toContain(
    '<iframe src="https://tv.example/embed/news"',
  );
});

it('shows each entry of the log once, the newest first', () => {
  const read = readLog({
    entries: [{ id: 1, at: 5, text: 'a' }, { id: 3, at: 6, text: 'b', level: 'error' }, { id: 'x' }],
  });
  expect(merged(read, read).map(({ id, level }) => [id, level])).toEqual([
    [3, 'error'],
    [1, 'info'],
  ]);
});

it('finds the steps that no line shows: those between gaps', () => {
  expect(lonely([1, null, 2, 3, null, 0])).toEqual([0, 5]);
  expect(lonely([null, 4])).toEqual([1]);
  expect(lonely([1, 2])).toEqual([]);
});

it('has an axis whose ticks differ where nothing happened', () => {
  for (const { least, isWhole, words, title } of PLOTS) {
    const ticks = isWhole ? [0, least] : [0, least / 5, (2 * least) / 5, (3 * least) / 5];
    expect(new Set(ticks.map((value) => words(value))).size, title).toBe(ticks.length);
  }
});

it('names the networks of two viewers', () => {
  expect(networks('cone-open')).toBe('Ordinary NAT – open');
  expect(networks('unknown-unknown')).toBe('Both of an unknown kind');
  expect(networks('new-open')).toBe('New – open');
});
