import { describe, expect, it } from 'vitest';
import { decodeObjectInfo, ObjectFetch } from '../../transport/object-fetch.js';
import { ManualTime } from './manual-time.js';

const ID = 'RN5A7Xdv0rqna28l3a6tZcwPS-UNcDmuw2P57cvjMA8';
const PIECE = 65_536;
const never = new AbortController().signal;

/** A gateway that answers everything the same, and what it was asked for. */
function setUp(answer: () => Response | Promise<Response>, token?: string) {
  const time = new ManualTime();
  const urls: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    urls.push(url);
    return Promise.resolve(answer());
  };
  const http = new ObjectFetch(fetch, time, { gatewayUrl: 'https://tv.example/a', id: ID, token });
  return { http, urls };
}

/** A body in chunks of these lengths; byte i is i mod 251. */
function chunked(...lengths: readonly number[]): Response {
  let at = 0;
  return new Response(
    new ReadableStream({
      start: (controller) => {
        for (const length of lengths) {
          controller.enqueue(Uint8Array.from({ length }, () => at++ % 251));
        }
        controller.close();
      },
    }),
  );
}

async function piecesOf(response: Response, first: number, last: number) {
  const { http, urls } = setUp(() => response);
  const pieces: [number, number, number | undefined][] = [];
  const onPiece = (piece: number, bytes: Uint8Array): number => pieces.push([piece, bytes.length, bytes[0]]);
  const result = await http.pieces(first, last, onPiece, never);
  return { result: result.kind, pieces, urls };
}

describe('ObjectFetch', () => {
  it('asks for each thing where it is', async () => {
    const { http, urls } = setUp(() => new Response(new Uint8Array(3)), 'a b');
    await http.descriptor(never);
    await http.hashes(7, never);
    await http.pieces(3, 4, () => undefined, never);
    await http.info(never);
    const base = `https://tv.example/a/objects/${ID}`;
    expect(urls).toEqual(
      ['descriptor', 'hashes/7', 'pieces/3-4', 'info.json'].map((path) => `${base}/${path}?token=a%20b`),
    );
  });

  it.each([
    ['in one', [2 * PIECE + 10]],
    ['byte by byte at the borders', [PIECE - 1, 1, 1, PIECE - 2, 1, 10]],
    ['in small parts', Array.from({ length: 41 }, (_, i): number => (i < 40 ? 3_277 : 2))],
  ])('hands on each piece as it is complete when the body comes %s', async (_name, lengths) => {
    const { result, pieces } = await piecesOf(chunked(...lengths), 5, 7);
    expect(result).toBe('ok');
    expect(pieces).toEqual([
      [5, PIECE, 0],
      [6, PIECE, PIECE % 251],
      [7, 10, (2 * PIECE) % 251],
    ]);
  });

  it('says when pieces are missing or there are too many, and keeps what came', async () => {
    expect(await piecesOf(chunked(PIECE + 5), 5, 7)).toMatchObject({ result: 'failed', pieces: [[5, PIECE, 0]] });
    expect(await piecesOf(chunked(PIECE, 1), 5, 5)).toMatchObject({ result: 'failed', pieces: [[5, PIECE, 0]] });
    expect(await piecesOf(chunked(), 5, 5)).toMatchObject({ result: 'failed', pieces: [] });
    expect(await piecesOf(chunked(), 1, 33)).toMatchObject({ result: 'failed', urls: [] });
  });

  it.each([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'unknown'],
    [410, 'gone'],
    [429, 'busy'],
    [503, 'busy'],
    [500, 'failed'],
  ])('takes status %i for %s', async (status, kind) => {
    const { http } = setUp(() => new Response(null, { status }));
    expect((await http.descriptor(never)).kind).toBe(kind);
  });

  it('does not take an answer that is too long', async () => {
    expect((await setUp(() => new Response(new Uint8Array(64 + 48 * 1024 + 1))).http.descriptor(never)).kind).toBe(
      'failed',
    );
    expect((await setUp(() => new Response(new Uint8Array(82 * 32 + 1))).http.hashes(0, never)).kind).toBe('failed');
  });
});

describe('info.json of an object', () => {
  const object = `https://tv.example/a/objects/${ID}`;
  const url = `${object}/info.json`;

  it('names title, file, tracker and poster, wherever they are', () => {
    const file = { name: 'film.flv', size: 1, durationMillis: 2_000 };
    const text = JSON.stringify({ id: ID, title: 'Film', tracker: '/tracker', poster: 'poster.jpg', ...file });
    expect(decodeObjectInfo(text, url)).toEqual({
      id: ID,
      title: 'Film',
      name: 'film.flv',
      sizeBytes: 1,
      durationMillis: 2_000,
      trackerUrl: 'wss://tv.example/tracker',
      posterUrl: `${object}/poster.jpg`,
    });
    expect(decodeObjectInfo(JSON.stringify({ id: ID, tracker: '/t', size: -1 }), url)).toMatchObject({
      title: '',
      name: '',
      sizeBytes: undefined,
      durationMillis: undefined,
      posterUrl: undefined,
    });
  });

  it.each(['', '{}', '[]', JSON.stringify({ id: ID }), JSON.stringify({ id: 'x', tracker: '/t' })])(
    'refuses %s',
    (text) => {
      expect(decodeObjectInfo(text, url)).toBeUndefined();
    },
  );
});
