import { describe, expect, it } from 'vitest';
import { LivePackets } from '../../engine/live-packets.js';
import { Neighbourhood } from '../../engine/neighbourhood.js';
import { defaultParameters } from '../../engine/parameters.js';
import type { SubstreamSources } from '../../engine/sources.js';
import type { TrackerSession } from '../../engine/tracker-session.js';
import { encodePeerId } from '../../peers/peer-id.js';
import type { NeighbourListener } from '../../peers/neighbour.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';

const { fewIntervalMillis, unfedMillis, moreIntervalMillis } = defaultParameters;
const random = { next: () => 0.5 };
const id = (n: number): string => encodePeerId(new Uint8Array(16).fill(n));

/** A member whose attempts to connect stay open, what it asked the tracker for, and whether it is fed where it belongs. */
function setUp() {
  const time = new VirtualTime();
  const asked: { want: number; exclude: readonly string[] }[] = [];
  const sources = { isAtHome: true, changed: false };
  const link = {
    accept: () => undefined,
    sendControl: () => undefined,
    sendData: () => undefined,
    bufferedBytes: () => 0,
    close: () => undefined,
  };
  const environment = { clock: time, timers: time, random };
  const live = new LivePackets(defaultParameters, random);
  const neighbourhood = new Neighbourhood('news', () => link, environment, defaultParameters, live);
  const tracker = {
    isMember: true,
    more: (want: number, exclude: readonly string[]) => asked.push({ want, exclude }),
  } as unknown as TrackerSession;
  const meet = (...numbers: number[]): void => {
    const peers = numbers.map((n) => ({ peerId: id(n), initiate: true, near: false, capacity: 0 }));
    neighbourhood.connect(peers, {} as NeighbourListener, () => 0);
  };
  const pass = async (millis: number): Promise<void> => {
    for (let passed = 0; passed < millis; passed += 100) {
      await time.run(100);
      neighbourhood.tick(tracker, sources as unknown as SubstreamSources, time.nowMillis());
    }
  };
  return { neighbourhood, asked, sources, meet, pass };
}

describe('a member with as many neighbours as it wants', () => {
  it('asks for no more while they feed it', async () => {
    const { neighbourhood, asked, meet, pass } = setUp();
    neighbourhood.onWelcome(id(99), [], 0);
    meet(1, 2, 3, 4, 5, 6);
    await pass(3 * moreIntervalMillis);
    expect(asked).toEqual([]);
  });

  it('asks when the gateway has to feed it instead of them', async () => {
    const { neighbourhood, asked, sources, meet, pass } = setUp();
    neighbourhood.onWelcome(id(99), [], 0);
    meet(1, 2, 3, 4, 5, 6);
    sources.isAtHome = false;
    await pass(fewIntervalMillis + unfedMillis);
    expect(asked.length).toBeGreaterThan(0);
  });
});

describe('whom the tracker is told to leave out', () => {
  it('is whoever it did not introduce to this membership itself', async () => {
    const { neighbourhood, asked, sources, meet, pass } = setUp();
    sources.isAtHome = false;
    neighbourhood.onWelcome(id(98), [], 0);
    meet(1, 2);
    await pass(fewIntervalMillis + unfedMillis);
    expect(asked.at(-1)?.exclude).toEqual([]);
    // The tracker was away, and knows nobody under the new name.
    neighbourhood.onWelcome(id(99), [], 0);
    meet(3);
    neighbourhood.table.ban(id(7));
    asked.length = 0;
    await pass(fewIntervalMillis + unfedMillis);
    expect(asked.at(-1)?.exclude).toEqual([id(1), id(2), id(7)]);
  });
});
