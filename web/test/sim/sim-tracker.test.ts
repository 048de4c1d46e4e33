import { describe, expect, it } from 'vitest';
import { Accesses } from '../../sim/world/access.js';
import type { PeerProfile } from '../../sim/world/peer-profile.js';
import { SimRandom } from '../../sim/world/sim-random.js';
import { Station } from '../../sim/world/station.js';
import { Group } from '../../sim/world/tracker/group.js';
import { Member } from '../../sim/world/tracker/member.js';
import { SimTracker } from '../../sim/world/tracker/sim-tracker.js';
import { VirtualTime } from '../../sim/world/virtual-time.js';
import type { TrackerLink } from '../../transport/links.js';
import type { TrackerEvent } from '../../transport/tracker-messages.js';

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
const PROFILE: Omit<PeerProfile, 'address'> = {
  uplinkKbps: 10_000,
  downlinkKbps: 50_000,
  nat: 'open',
  region: 0,
  lossShare: 0,
  cellular: false,
  attacker: false,
};

class Scene {
  readonly time = new VirtualTime();
  readonly #tracker = new SimTracker('news', this.time, new SimRandom(1, 1));
  readonly #accesses = new Accesses();
  #count = 0;

  /** A viewer that joins as soon as its socket is open, and all that it is told. */
  join(): { readonly link: TrackerLink; readonly heard: TrackerEvent[] } {
    const number = this.#count++;
    const profile = { ...PROFILE, address: number };
    const station = new Station(number, profile, new SimRandom(1, number), this.#accesses.enter(profile));
    const heard: TrackerEvent[] = [];
    const link = this.#tracker.open(station, {
      onOpen: () =>
        link.send({ type: 'join', group: 'news', capacity: 1_500, device: 'desktop', nat: 'unknown', want: 0 }),
      onEvent: (event) => heard.push(event),
      onClose: () => undefined,
    });
    return { link, heard };
  }
}

describe('SimTracker', () => {
  it('tells another interval once when the group has grown or shrunk', async () => {
    const scene = new Scene();
    const { link, heard } = scene.join();
    const intervals = (): number[] =>
      heard.flatMap((event) => (event.type === 'interval' ? [event.intervalMillis] : []));
    const report = async (): Promise<void> => {
      link.send({ type: 'stats', group: 'news', stats: STATS });
      await scene.time.run(1_000);
    };
    const others = Array.from({ length: 48 }, () => scene.join());
    await scene.time.run(1_000);
    await report();
    expect(intervals()).toEqual([]);
    scene.join();
    await scene.time.run(1_000);
    await report();
    await report();
    expect(intervals()).toEqual([30_000]);
    others[0]?.link.close();
    await scene.time.run(1_000);
    await report();
    await report();
    expect(intervals()).toEqual([30_000, 10_000]);
  });
});

describe('Group', () => {
  it('credits both with a report of success, and the reporter with one of failure', () => {
    const group = new Group();
    const [one, other] = ['a', 'b'].map((id, network) => new Member(id, network, 1_500, 'unknown'));
    if (one === undefined || other === undefined) throw new Error('two members were made');
    group.join(one);
    group.join(other);
    group.introduce(one, other);
    group.connected(one, 'b');
    expect([one.reliability, other.reliability]).toEqual([2 / 3, 2 / 3]);
    group.failed(other, 'a');
    expect([one.reliability, other.reliability]).toEqual([2 / 3, 2 / 4]);
  });
});
