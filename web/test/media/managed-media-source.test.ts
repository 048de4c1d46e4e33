import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenTagPlayer, TagPlayer } from '../../media/tag-player.js';
import { canPlayStreams } from '../../player/media-support.js';

/** Whole FLV tags, without the file's header. */
const TAGS = new Uint8Array(readFileSync(new URL('../../../testdata/flv/h264-aac.flv', import.meta.url))).subarray(13);

/** Where the first tag begins that is behind the middle. */
function middleOf(tags: Uint8Array): number {
  const view = new DataView(tags.buffer, tags.byteOffset, tags.length);
  let at = 0;
  while (at < tags.length / 2) {
    at += 11 + (view.getUint32(at) & 0xffffff) + 4;
  }
  return at;
}

class FakeSourceBuffer extends EventTarget {
  updating = false;
  readonly buffered = { length: 0 };
  appends = 0;

  appendBuffer(): void {
    this.updating = true;
    this.appends++;
    queueMicrotask(() => {
      this.updating = false;
      this.dispatchEvent(new Event('updateend'));
    });
  }
}

/** A ManagedMediaSource as iPhones have it, which says when it wants media. */
class FakeManagedMediaSource extends EventTarget {
  static made: FakeManagedMediaSource[] = [];
  static isTypeSupported = (): boolean => true;
  readyState = 'closed';
  streaming = false;
  readonly buffers: FakeSourceBuffer[] = [];

  constructor() {
    super();
    FakeManagedMediaSource.made.push(this);
  }

  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('sourceopen'));
  }

  want(streaming: boolean): void {
    this.streaming = streaming;
    this.dispatchEvent(new Event(streaming ? 'startstreaming' : 'endstreaming'));
  }

  addSourceBuffer(): FakeSourceBuffer {
    const buffer = new FakeSourceBuffer();
    this.buffers.push(buffer);
    return buffer;
  }

  removeSourceBuffer(): void {
    // Nothing is kept of it.
  }

  endOfStream(): void {
    this.readyState = 'ended';
  }

  get appends(): number {
    return this.buffers.reduce((sum, { appends }) => sum + appends, 0);
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}

let openPlayer: OpenTagPlayer;

beforeEach(async () => {
  FakeManagedMediaSource.made = [];
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('navigator', { userAgent: 'an iPhone' });
  vi.stubGlobal('ManagedMediaSource', FakeManagedMediaSource);
  ({ openMpegtsPlayer: openPlayer } = await import('../../media/mpegts-player.js'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function begin() {
  const video = {
    currentTime: 0,
    readyState: 0,
    buffered: { length: 0 },
    disableRemotePlayback: false,
    srcObject: null as unknown,
    src: '',
    removeAttribute: () => undefined,
    load: () => undefined,
  };
  const failures: string[] = [];
  const player: TagPlayer = openPlayer(
    video as unknown as HTMLVideoElement,
    { audio: true, video: true },
    { onFailure: (failure, message) => failures.push(`${failure} ${message}`) },
  );
  const [source] = FakeManagedMediaSource.made;
  if (source === undefined) throw new Error('no managed source was made');
  return { video, player, failures, source };
}

describe('a browser that has managed media sources only', () => {
  it('can play streams, with a source that is no remote one', () => {
    expect(canPlayStreams()).toBe(true);
    const { video, source } = begin();
    expect(video.srcObject).toBe(source);
    expect(video.disableRemotePlayback).toBe(true);
  });

  it('gets media when it wants some, and the whole of what came before', async () => {
    const { player, source, failures } = begin();
    source.open();
    player.feed(TAGS);
    await settle();
    expect(source.appends).toBe(0);
    expect(player.waitingBytes()).toBeGreaterThan(TAGS.length);
    source.want(true);
    await settle();
    expect(source.buffers).toHaveLength(2);
    expect(source.appends).toBeGreaterThanOrEqual(4); // how both tracks begin, and something of each
    expect(player.waitingBytes()).toBe(0);
    expect(failures).toEqual([]);
  });

  it('gets no more while it wants none, and goes on where that was, to the end', async () => {
    const { player, source } = begin();
    source.want(true);
    source.open();
    const middle = middleOf(TAGS);
    player.feed(TAGS.subarray(0, middle));
    const busy = source.appends;
    source.want(false); // what was on its way to the buffers is held, too
    player.feed(TAGS.subarray(middle));
    player.end();
    await settle();
    const before = source.appends;
    expect(before - busy).toBe(0);
    expect(source.readyState).toBe('open');
    source.want(true);
    await settle();
    expect(source.appends).toBeGreaterThan(before);
    expect(source.readyState).toBe('ended');
  });

  it('is let go of, and hears nothing any more', async () => {
    const { player, source, video } = begin();
    source.open();
    player.feed(TAGS);
    player.close();
    player.close();
    source.want(true);
    await settle();
    expect(source.appends).toBe(0);
    expect(video.srcObject).toBeNull();
  });
});

it('a browser that has both is given the usual one', () => {
  const made: string[] = [];
  class Usual extends FakeManagedMediaSource {
    constructor() {
      super();
      made.push('usual');
    }
  }
  vi.stubGlobal('MediaSource', Usual);
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:usual', revokeObjectURL: () => undefined });
  const { video, player } = begin();
  expect(made).toEqual(['usual']);
  expect(video.src).toBe('blob:usual');
  expect(video.srcObject).toBeNull();
  player.close();
});
