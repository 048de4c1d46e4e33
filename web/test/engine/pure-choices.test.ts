import { describe, expect, it } from 'vitest';
import { chooseMode } from '../../engine/mode.js';
import { canFeed, chooseParent, type ParentCandidate, type ParentNeed } from '../../engine/parents.js';
import { PULLED_HOPS } from '../../peers/messages.js';

const EPOCH = 7;

function candidate(peerId: string, hops: number, more: Partial<ParentCandidate> = {}): ParentCandidate {
  const none = new Array<boolean>(8).fill(false);
  return {
    peerId,
    holdings: {
      epoch: EPOCH,
      newest: new Array<number>(8).fill(1_000),
      hops: new Array<number>(8).fill(hops),
      ranks: new Array<number>(8).fill(100),
      headsAtMillis: 9_500,
    },
    parentOf: none,
    askedFor: none,
    childOf: none,
    refusedUntilMillis: new Array<number>(8).fill(0),
    responseMillis: 50,
    capacityKbps: 1_500,
    ...more,
  };
}

const need: ParentNeed = {
  substream: 3,
  epoch: EPOCH,
  nowMillis: 10_000,
  freshSeq: 950,
  hopsBelow: 15,
  pullerId: 'M',
};
const only = (substream: number) => Array.from({ length: 8 }, (_, s) => s === substream);

describe('who can be a parent', () => {
  it('has fewer hops, fresh packets of this epoch, and news of late', () => {
    const good = candidate('A', 2);
    expect(canFeed(good, need)).toBe(true);
    expect(canFeed(candidate('A', 15), need)).toBe(false);
    expect(canFeed(candidate('A', 255), { ...need, hopsBelow: 30 })).toBe(false);
    expect(canFeed(good, { ...need, freshSeq: 1_001 })).toBe(false);
    expect(canFeed(good, { ...need, epoch: EPOCH + 1 })).toBe(false);
    expect(canFeed(good, { ...need, nowMillis: 14_000 })).toBe(false);
  });

  it('is no child, no parent already, and did not refuse a moment ago', () => {
    expect(canFeed(candidate('A', 2, { childOf: only(3) }), need)).toBe(false);
    expect(canFeed(candidate('A', 2, { childOf: only(4) }), need)).toBe(true);
    expect(canFeed(candidate('A', 2, { parentOf: only(3) }), need)).toBe(false);
    const refused = new Array<number>(8).fill(10_001);
    expect(canFeed(candidate('A', 2, { refusedUntilMillis: refused }), need)).toBe(false);
  });

  it('may have more hops in a tree of a higher rank, for the top of another tree', () => {
    const deep = candidate('A', 5);
    expect(canFeed(deep, { ...need, hopsBelow: 3 })).toBe(false);
    expect(canFeed(deep, { ...need, hopsBelow: 3, higherTree: { rankAbove: 99, hopsBelow: 6 } })).toBe(true);
    expect(canFeed(deep, { ...need, hopsBelow: 3, higherTree: { rankAbove: 100, hopsBelow: 6 } })).toBe(false);
    expect(canFeed(candidate('A', 6), { ...need, hopsBelow: 3, higherTree: { rankAbove: 99, hopsBelow: 6 } })).toBe(
      false,
    );
    const puller = candidate('A', PULLED_HOPS);
    expect(
      canFeed(puller, {
        ...need,
        hopsBelow: 3,
        higherTree: { rankAbove: 99, hopsBelow: PULLED_HOPS },
        pullerId: undefined,
      }),
    ).toBe(false);
  });

  it('may be a puller when I pull too, and only in the order of the names', () => {
    expect(canFeed(candidate('A', PULLED_HOPS), need)).toBe(true);
    expect(canFeed(candidate('Z', PULLED_HOPS), need)).toBe(false);
    expect(canFeed(candidate('A', PULLED_HOPS), { ...need, pullerId: undefined })).toBe(false);
  });
});

describe('the choice among parents', () => {
  it('takes the nearest, then who answers soonest', () => {
    const near = candidate('A', 1);
    const far = candidate('B', 4);
    expect(chooseParent(need, [far, near], () => 0.5)).toBe(near);
    const slow = candidate('C', 1, { responseMillis: 900 });
    expect(chooseParent(need, [slow, near], () => 0.5)).toBe(near);
    expect(chooseParent<ParentCandidate>(need, [], () => 0.5)).toBeUndefined();
  });

  it('spreads substreams over parents at the same distance', () => {
    const used = candidate('A', 2, { parentOf: [true, true, true, false, false, false, false, false] });
    const unused = candidate('B', 2);
    expect(chooseParent(need, [used, unused], () => 0.9)).toBe(unused);
  });

  it('lets chance settle what is nearly equal', () => {
    const all = ['A', 'B', 'C'].map((peerId) => candidate(peerId, 2));
    let draw = 0;
    const draws = [0.9, 0.1, 0.5];
    expect(chooseParent(need, all, () => draws[draw++] ?? 0)?.peerId).toBe('B');
  });
});

describe('the mode', () => {
  const facts = { peersPossible: true, aloneSinceMillis: undefined, nowMillis: 50_000, relayAfterMillis: 5_000 };

  it('is swarm with WebRTC, pull without', () => {
    expect(chooseMode(facts)).toBe('swarm');
    expect(chooseMode({ ...facts, peersPossible: false })).toBe('pull');
  });

  it('is relay after five seconds alone', () => {
    expect(chooseMode({ ...facts, aloneSinceMillis: 45_001 })).toBe('swarm');
    expect(chooseMode({ ...facts, aloneSinceMillis: 45_000 })).toBe('relay');
    expect(chooseMode({ ...facts, peersPossible: false, aloneSinceMillis: 45_000 })).toBe('relay');
  });
});
