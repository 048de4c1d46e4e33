import { describe, expect, it } from 'vitest';
import { GatewayFetch } from '../../transport/gateway-fetch.js';
import type { Fetch } from '../../transport/gateway-request.js';
import { ManualTime } from './manual-time.js';

const never = new AbortController().signal;
const info = {
  version: 1,
  group: 'news',
  epoch: 1764590000000,
  headSeq: 1234,
  headTimestampMillis: 61700,
  firstSeq: 34,
  keyframes: [1200, 1220],
  prelude: 0,
  publicKey: 'A'.repeat(43),
  bitsPerSecond: 1010000,
  tracker: '/tracker',
  feed: '../../feed/news',
};

interface Asked {
  readonly url: string;
  readonly signal: AbortSignal;
}

function gateway(answer: (asked: Asked) => Response | Promise<Response>, url = 'https://tv.example/') {
  const time = new ManualTime();
  const asked: Asked[] = [];
  const fetch: Fetch = async (requested, init) => {
    const request = { url: requested, signal: init.signal as AbortSignal };
    asked.push(request);
    return await answer(request);
  };
  return { http: new GatewayFetch(fetch, time, url, 'news'), asked, time };
}

/** A body without end, chunk by chunk as it is read. */
function endless(chunkBytes: number): {
  body: ReadableStream<Uint8Array>;
  state: { chunks: number; cancelled: boolean };
} {
  const state = { chunks: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      state.chunks++;
      controller.enqueue(new Uint8Array(chunkBytes));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { body, state };
}

/** Answers never, but hears an abort as the browser's fetch does. */
function hangs({ signal }: Asked): Promise<Response> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
}

describe('GatewayFetch', () => {
  it('reads info.json and resolves its addresses', async () => {
    const { http, asked } = gateway(() => Response.json(info), 'https://tv.example/bittube');
    const result = await http.info(never);
    expect(asked[0]?.url).toBe('https://tv.example/bittube/live/news/info.json');
    expect(result).toMatchObject({
      kind: 'ok',
      value: {
        headSeq: 1234,
        keyframes: [1200, 1220],
        trackerUrl: 'wss://tv.example/tracker',
        feedUrl: 'wss://tv.example/bittube/feed/news',
      },
    });
  });

  it.each([
    { version: 2 },
    { headSeq: -1 },
    { headSeq: 2 ** 32 },
    { keyframes: [1, 'x'] },
    { keyframes: Array.from({ length: 9_000 }, () => 1) },
    { publicKey: 'short' },
    { tracker: 'javascript:alert(1)' },
    { feed: 'http://[' },
    { group: 'no such/group' },
    { epoch: 2 ** 48 },
  ])('refuses info.json with %j', async (change) => {
    const { http } = gateway(() => Response.json({ ...info, ...change }));
    expect((await http.info(never)).kind).toBe('failed');
  });

  it('reads packets and the head', async () => {
    const headers = { 'BitTube-Head': '77' };
    const { http, asked } = gateway(() => new Response(new Uint8Array([1, 2, 3]), { headers }));
    expect(await http.packets(5, 10, 73, never)).toEqual({
      kind: 'ok',
      value: { bytes: new Uint8Array([1, 2, 3]), headSeq: 77 },
    });
    expect(await http.join(never)).toMatchObject({ kind: 'ok', value: { headSeq: 77 } });
    expect(await http.prelude(5, 2, never)).toEqual({ kind: 'ok', value: new Uint8Array([1, 2, 3]) });
    expect(asked.map(({ url }) => url.replace('https://tv.example/live/news/', ''))).toEqual([
      '5/packets/10-73',
      'join',
      '5/prelude/2',
    ]);
  });

  it('does not ask for more packets than a gateway gives', async () => {
    const { http, asked } = gateway(() => new Response());
    expect((await http.packets(5, 10, 74, never)).kind).toBe('failed');
    expect((await http.packets(5, 10, 9, never)).kind).toBe('failed');
    expect(asked).toEqual([]);
  });

  it('gives an endless answer up at its bound', async () => {
    const { body, state } = endless(4096);
    const { http, time } = gateway(() => new Response(body));
    expect((await http.packets(5, 10, 11, never)).kind).toBe('failed');
    expect(state.cancelled).toBe(true);
    expect(state.chunks).toBeLessThanOrEqual((2 * (86 + 16_384)) / 4096 + 3);
    expect(time.pending).toBe(0);
  });

  it('does not begin to read what is declared too long', async () => {
    const { body, state } = endless(4096);
    const { http } = gateway(() => new Response(body, { headers: { 'Content-Length': '999999999' } }));
    expect((await http.join(never)).kind).toBe('failed');
    expect(state.cancelled).toBe(true);
    expect(state.chunks).toBeLessThanOrEqual(2);
  });

  it.each([
    [404, {}, { kind: 'unknown' }],
    [204, {}, { kind: 'early', headSeq: undefined }],
    [204, { 'BitTube-Head': '9' }, { kind: 'early', headSeq: 9 }],
    [204, { 'BitTube-Head': '9e3' }, { kind: 'early', headSeq: undefined }],
    [410, {}, { kind: 'gone' }],
    [429, { 'Retry-After': '3' }, { kind: 'busy', retryAfterMillis: 3_000 }],
    [503, {}, { kind: 'busy', retryAfterMillis: 2_000 }],
    [503, { 'Retry-After': '999999' }, { kind: 'busy', retryAfterMillis: 60_000 }],
    [401, { 'BitTube-Refusal': 'expired' }, { kind: 'denied', reason: 'expired' }],
    [503, { 'BitTube-Refusal': 'full' }, { kind: 'denied', reason: 'full' }],
    [429, { 'BitTube-Refusal': 'rate' }, { kind: 'busy', retryAfterMillis: 2_000 }],
    [500, {}, { kind: 'failed', message: 'status 500' }],
    [206, {}, { kind: 'failed', message: 'status 206' }],
  ])('tells what status %i with %j means for packets', async (status, headers, expected) => {
    const { http } = gateway(() => new Response(status === 204 ? null : '{}', { status, headers }));
    expect(await http.packets(5, 10, 11, never)).toEqual(expected);
  });

  it('shows the token that holds at that moment', async () => {
    const asked: string[] = [];
    const fetch: Fetch = (url) => {
      asked.push(url);
      return Promise.resolve(new Response('', { status: 500 }));
    };
    let token = 'first';
    const http = new GatewayFetch(fetch, new ManualTime(), 'https://tv.example/', 'news', () => token);
    await http.join(never);
    token = 'a&b';
    await http.packets(5, 10, 11, never);
    expect(asked).toEqual([
      'https://tv.example/live/news/join?token=first',
      'https://tv.example/live/news/5/packets/10-11?token=a%26b',
    ]);
  });

  it('knows an unknown group', async () => {
    const { http } = gateway(() => new Response('', { status: 404 }));
    expect(await http.info(never)).toEqual({ kind: 'unknown' });
    expect(await http.join(never)).toEqual({ kind: 'unknown' });
    expect(await http.relay(() => undefined, never)).toEqual({ kind: 'unknown' });
  });

  it('ends after eight seconds without an answer, a join after ten', async () => {
    const { http, time } = gateway(hangs);
    const packets = http.packets(5, 10, 11, never);
    const join = http.join(never);
    time.advance(7_999);
    expect(time.pending).toBe(2);
    time.advance(1);
    expect(await packets).toMatchObject({ kind: 'failed' });
    expect(time.pending).toBe(1);
    time.advance(2_000);
    expect(await join).toMatchObject({ kind: 'failed' });
  });

  it('ends when its caller gives up, also before it began', async () => {
    const { http, time } = gateway(hangs);
    const caller = new AbortController();
    const result = http.info(caller.signal);
    caller.abort();
    expect((await result).kind).toBe('failed');
    const { http: second } = gateway(({ signal }) => {
      if (signal.aborted) {
        throw new Error('aborted');
      }
      return new Response();
    });
    expect((await second.info(caller.signal)).kind).toBe('failed');
    expect(time.pending).toBe(0);
  });

  it('never throws', async () => {
    const { http } = gateway(() => {
      throw new TypeError('network down');
    });
    expect(await http.info(never)).toEqual({ kind: 'failed', message: 'network down' });
  });

  it('relays chunks until the end', async () => {
    const { http, asked } = gateway(() => new Response(new Blob(['FLV', 'tags']).stream()));
    let text = '';
    const result = await http.relay((chunk) => (text += new TextDecoder().decode(chunk)), never);
    expect(asked[0]?.url).toBe('https://tv.example/live/news.flv');
    expect(result).toEqual({ kind: 'ok', value: undefined });
    expect(text).toBe('FLVtags');
  });

  it('ends a relay that falls silent', async () => {
    const { http, time } = gateway(({ signal }) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new Uint8Array([1]));
          signal.addEventListener('abort', () => controller.error(new Error('aborted')));
        },
      });
      return new Response(body);
    });
    let chunks = 0;
    let heard: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (heard = resolve));
    const result = http.relay(() => {
      chunks++;
      heard();
    }, never);
    await first;
    await Promise.resolve();
    time.advance(10_000);
    expect((await result).kind).toBe('failed');
    expect(chunks).toBe(1);
  });
});
