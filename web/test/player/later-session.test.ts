import { describe, expect, it } from 'vitest';
import { LaterSession } from '../../player/later-session.js';
import type { OpenSession, SessionFault, SessionListener, SessionOptions } from '../../player/player-session.js';
import { FakeStream } from './fake-stream.js';

const OPTIONS = {
  video: {} as HTMLVideoElement,
  gateway: new URL('http://gateway.test/'),
  channel: '',
  token: () => undefined,
  object: { id: 'a'.repeat(43), token: undefined },
  peers: 'on',
  maxUploadKbps: 500,
  sharesTabs: true,
} satisfies SessionOptions;

describe('a session whose script comes later', () => {
  it('shows nothing and then what the session shows', async () => {
    const { session, opened, arrive } = awaited();
    expect(session.stats()).toMatchObject({ film: { id: OPTIONS.object.id, pieces: 0 }, uploadLimitKbps: 500 });
    expect(session.timeline()).toBeUndefined();
    await arrive();
    expect(session.stats()).toEqual(opened[0]?.stats());
  });

  it('opens with the limit that was set meanwhile', async () => {
    const { session, opened, arrive } = awaited();
    session.limitUpload(100);
    expect(session.stats().uploadLimitKbps).toBe(100);
    await arrive();
    expect(opened[0]?.options.maxUploadKbps).toBe(100);
  });

  it('opens nothing when it was closed meanwhile, and closes what it opened', async () => {
    const early = awaited();
    early.session.close();
    await early.arrive();
    expect(early.opened).toEqual([]);
    const late = awaited();
    await late.arrive();
    late.session.close();
    expect(late.opened[0]?.calls).toEqual(['close']);
  });

  it('says so when the script cannot be loaded', async () => {
    const { faults, fail } = awaited();
    await fail(new TypeError('Failed to fetch'));
    expect(faults).toEqual([{ kind: 'broken', message: expect.stringContaining('Failed to fetch') as string }]);
  });
});

function awaited() {
  const opened: FakeStream[] = [];
  const faults: SessionFault[] = [];
  const listener: SessionListener = {
    onPhase: () => undefined,
    onFault: (fault) => faults.push(fault),
    onSeeking: () => undefined,
    onSeeked: () => undefined,
    onOver: () => undefined,
    onNotice: () => undefined,
  };
  const { promise, resolve, reject } = withResolvers<OpenSession>();
  const session = new LaterSession(promise, OPTIONS, listener);
  const arrive = async (): Promise<void> => {
    resolve((options, heard) => {
      const stream = new FakeStream(options, heard);
      opened.push(stream);
      return stream;
    });
    await promise;
  };
  const fail = async (failure: Error): Promise<void> => {
    reject(failure);
    await promise.catch(() => undefined);
  };
  return { session, opened, faults, arrive, fail };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (failure: Error) => void = () => undefined;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}
