import { describe, expect, it } from 'vitest';
import { readChannel, readChannels, type ConsoleChannel } from '../../console/channel.js';
import { lampOf } from '../../console/lamp.js';
import { fieldsOf, hidesSecrets, sourceOf, sourceWords, EMPTY_SOURCE } from '../../console/source-form.js';

const NOW = 1_790_000_000_000;

function channel(source: object, fields: object = {}): ConsoleChannel {
  const read = readChannel({
    name: 'news',
    running: true,
    viewers: 2,
    source: { type: 'http-flv', url: 'http://e.example/a.flv', sinceMillis: NOW - 12_000, ...source },
    ...fields,
  });
  if (read === undefined) throw new Error('no channel');
  return read;
}

describe('readChannels', () => {
  it('lists by name, as people count', () => {
    const json = ['cam10', 'cam9', '../x'].map((name) => ({ name, source: { type: 'hls' } }));
    expect(readChannels(json).map(({ name }) => name)).toEqual(['cam9', 'cam10']);
  });

  it.each([null, {}, [null], [{ name: 'a' }], 'x'])('finds no channel in %j', (json) => {
    expect(readChannels(json)).toEqual([]);
  });

  it('adds all kinds of repairs', () => {
    expect(channel({ repairs: { jumps: 2, wraps: 1 } }).repairs).toBe(3);
  });
});

describe('lampOf', () => {
  it.each([
    [{ state: 'running' }, {}, 'live', 'On the air'],
    [{ state: 'running' }, { offline: true, offlineSinceMillis: NOW - 5_000 }, 'lost', '5\u202fs'],
    [
      { state: 'reconnecting', lastError: 'Connection refused' },
      {},
      'lost',
      'Lost 12\u202fs ago: connection refused. Trying again by itself.',
    ],
    [{ state: 'failed', lastError: 'HTTP 404.' }, {}, 'failed', 'Change the source'],
    [{ state: 'connecting' }, {}, 'waiting', 'Asking'],
    [{ state: 'waiting', type: 'rtmp-publish' }, {}, 'waiting', 'No encoder'],
    [{ state: 'waiting', type: 'file' }, {}, 'waiting', 'nothing new'],
    [{ state: 'running' }, { running: false }, 'stopped', 'Begin'],
  ])('%j %j: %s', (source, fields, kind, words) => {
    const lamp = lampOf(channel(source, fields), NOW);
    expect(lamp.kind).toBe(kind);
    expect(lamp.sentence).toContain(words);
  });
});

describe('sourceOf', () => {
  it.each([
    [{ kind: 'rtmp-publish' }, { type: 'rtmp-publish' }],
    [
      { kind: 'rtmp-publish', takeover: true },
      { type: 'rtmp-publish', takeover: true },
    ],
    [
      { kind: 'hls', url: ' https://a.example/i.m3u8 ', variant: '720p' },
      { type: 'hls', url: 'https://a.example/i.m3u8', variant: '720p' },
    ],
    [
      { kind: 'file', paths: 'a.flv\n\n b.flv', loop: false },
      { type: 'file', paths: ['a.flv', 'b.flv'], loop: false },
    ],
    [
      { kind: 'file', paths: 'a.flv' },
      { type: 'file', path: 'a.flv', loop: true },
    ],
  ] as const)('makes of %j what the API takes, and reads it again', (fields, source) => {
    const made = sourceOf({ ...EMPTY_SOURCE, ...fields });
    expect(made).toEqual({ source });
    expect(sourceOf(fieldsOf(source))).toEqual({ source });
  });

  it.each([
    [{ kind: 'http-flv', url: 'rtmp://a.example/x' }, 'http:// or https://'],
    [{ kind: 'rtmp', url: '' }, 'rtmp:// or rtmps://'],
    [{ kind: 'file', paths: ' \n' }, 'path'],
  ] as const)('says what is missing in %j', (fields, words) => {
    expect(sourceOf({ ...EMPTY_SOURCE, ...fields })).toEqual({ missing: expect.stringContaining(words) as string });
  });
});

it('says in one line where a stream comes from', () => {
  expect(sourceWords({ type: 'file', paths: ['a.flv', 'b.flv'], loop: true })).toBe(
    'File, over and over: a.flv and 1 more',
  );
  expect(sourceWords({ type: 'publish' })).toBe('Encoder sends here');
});

it('knows where the API hides a secret', () => {
  expect(hidesSecrets({ type: 'rtmp', url: 'rtmp://a.example/x?***' })).toBe(true);
  expect(hidesSecrets({ type: 'hls', url: 'http://a.example/', headers: { A: '***' } })).toBe(true);
  expect(hidesSecrets({ type: 'hls', url: 'http://a.example/' })).toBe(false);
});
