import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../../engine/parameters.js';
import { TrackerSession } from '../../engine/tracker-session.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';
import type { TrackerListener } from '../../transport/links.js';
import type { TrackerEvent, TrackerRequest } from '../../transport/tracker-messages.js';

const STATS = {
  fromPeersBytes: 0,
  fromFeedBytes: 0,
  fromHttpBytes: 0,
  toPeersBytes: 0,
  lagMillis: 0,
  stalls: 0,
  stalledMillis: 0,
  neighbours: 0,
  playing: true,
};

/** A member of `news` that was told to report every 10 s, and how long after the welcome it did. */
function setUp() {
  const time = new VirtualTime();
  const welcomedAtMillis = time.nowMillis();
  const reportedAtMillis: number[] = [];
  const joins: (string | undefined)[] = [];
  const guest: { token?: string | undefined } = {};
  const listeners: TrackerListener[] = [];
  const session = new TrackerSession(
    'news',
    'desktop',
    (_url, listener) => {
      listeners.push(listener);
      const send = (request: TrackerRequest): void => {
        if (request.type === 'stats') reportedAtMillis.push(time.nowMillis() - welcomedAtMillis);
        if (request.type === 'join') joins.push(request.token);
      };
      return { send, close: () => undefined };
    },
    { clock: time, timers: time, random: { next: () => 0 } },
    defaultParameters,
    {
      membership: () => ({ capacity: 0, want: 0, ...guest }),
      onWelcome: () => undefined,
      onIntroductions: () => undefined,
      onPeerSignal: () => undefined,
      onPeerGone: () => undefined,
      viewerStats: () => STATS,
    },
  );
  session.start('wss://tv.example/tracker');
  const say = (event: TrackerEvent): void => listeners.at(-1)?.onEvent(event);
  say({
    type: 'welcome',
    group: 'news',
    peerId: 'AAAAAAAAAAAAAAAAAAAAAA',
    publicKey: undefined,
    gateways: [],
    stun: [],
    intervalMillis: 10_000,
    peers: 1,
  });
  time.every(1_000, () => session.tick(time.nowMillis()));
  return { time, reportedAtMillis, say, listeners, joins, guest };
}

describe('TrackerSession', () => {
  it('reports figures as often as the welcome says, the first ones half an interval after it', async () => {
    const { time, reportedAtMillis } = setUp();
    await time.run(26_000);
    expect(reportedAtMillis).toEqual([5_000, 15_000, 25_000]);
  });

  it('comes back when it was told to, whatever becomes of the socket, and is a member until then', async () => {
    const { time, say, listeners, joins } = setUp();
    const toldAtMillis = time.nowMillis();
    say({ type: 'reconnect', afterMillis: 7_000 });
    await time.run(2_000);
    expect(listeners).toHaveLength(1);
    listeners[0]?.onClose('the tracker stops');
    await time.run(4_999);
    expect(listeners).toHaveLength(1);
    await time.run(1);
    expect(listeners).toHaveLength(2);
    listeners[1]?.onOpen();
    expect(joins).toHaveLength(1);
    // And from then on as after any failure, the soonest first.
    const failedAtMillis = time.nowMillis();
    listeners[1]?.onClose('refused');
    while (listeners.length === 2) await time.run(10);
    expect(time.nowMillis() - failedAtMillis).toBeLessThanOrEqual(defaultParameters.trackerRetryLeastMillis);
    expect(failedAtMillis - toldAtMillis).toBe(7_000);
  });

  it('leaves an old socket for a new one when the time comes', async () => {
    const { time, say, listeners, reportedAtMillis } = setUp();
    say({ type: 'reconnect', afterMillis: 6_000 });
    await time.run(5_999);
    expect(reportedAtMillis).toEqual([5_000]);
    await time.run(20_000);
    expect(listeners).toHaveLength(2);
    expect(reportedAtMillis).toEqual([5_000]);
  });

  it('reports as often as it was told last', async () => {
    const { time, reportedAtMillis, say } = setUp();
    await time.run(5_000);
    say({ type: 'interval', group: 'news', intervalMillis: 30_000 });
    await time.run(60_000);
    expect(reportedAtMillis).toEqual([5_000, 35_000, 65_000]);
    say({ type: 'interval', group: 'news', intervalMillis: 10_000 });
    await time.run(20_000);
    expect(reportedAtMillis.slice(3)).toEqual([75_000, 85_000]);
  });

  it('does not listen to what is said of another group', async () => {
    const { time, reportedAtMillis, say } = setUp();
    say({ type: 'interval', group: 'sport', intervalMillis: 30_000 });
    await time.run(16_000);
    expect(reportedAtMillis).toEqual([5_000, 15_000]);
  });

  it('shows its token at each join, and comes back rarely after it was denied', async () => {
    const { time, say, listeners, joins, guest } = setUp();
    guest.token = 'right';
    listeners.at(-1)?.onOpen();
    guest.token = undefined;
    listeners.at(-1)?.onOpen();
    expect(joins).toEqual(['right', undefined]);
    say({ type: 'error', code: 'denied', message: '', group: 'news', fatal: true });
    await time.run(defaultParameters.trackerRetryMostMillis / 2 - 1);
    expect(listeners).toHaveLength(1);
    await time.run(defaultParameters.trackerRetryMostMillis);
    expect(listeners).toHaveLength(2);
  });
});
