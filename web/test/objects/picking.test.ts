import { describe, expect, it } from 'vitest';
import { defaultObjectParameters } from '../../objects/object-parameters.js';
import { type Asked, type Holder, pickFromGateway, pickFromPeers, type PickFacts } from '../../objects/picking.js';

interface TestHolder extends Holder {
  readonly name: string;
}

/** A neighbour that needs 200 ms for a piece. */
function holder(name: string, pieces: readonly number[], more: Partial<Holder> = {}): TestHolder {
  return {
    name,
    held: new Set(pieces),
    capacityKbps: 1_500,
    refusedUntilMillis: 0,
    outstanding: 0,
    pieceMillis: 200,
    hasBeenAsked: () => false,
    ...more,
  };
}

function facts(more: Partial<PickFacts<TestHolder>>): PickFacts<TestHolder> {
  return {
    nowMillis: 10_000,
    needs: [],
    wishes: [],
    holders: [],
    asked: () => undefined,
    lost: () => false,
    gatewayWorks: true,
    hope: 'some',
    httpPieces: 8,
    parameters: defaultObjectParameters,
    random: () => 0,
    jitter: () => 0,
    ...more,
  };
}

/** Pieces of half a second each, from `first` on, the first of them needed in `inMillis`. */
function needs(first: number, count: number, inMillis: number) {
  return Array.from({ length: count }, (_, i) => ({ piece: first + i, inMillis: inMillis + 500 * i }));
}

function peers(more: Partial<PickFacts<TestHolder>>): Record<string, readonly number[]> {
  const picks = pickFromPeers(facts(more));
  return Object.fromEntries([...picks].map(([{ name }, pieces]) => [name, pieces]));
}

function gateway(more: Partial<PickFacts<TestHolder>>, picked: readonly number[] = [], most = 2) {
  return pickFromGateway(facts(more), new Set(picked), most).map(({ first, last }) => [first, last]);
}

const all = Array.from({ length: 400 }, (_, i) => i + 1);

describe('picking from neighbours', () => {
  it('asks for what is near by need, of whoever brings it first', () => {
    const holders = [holder('slow', all, { pieceMillis: 500 }), holder('fast', all, { pieceMillis: 250 })];
    expect(peers({ needs: needs(10, 6, 5_000), holders })).toEqual({ fast: [10, 12, 13, 15], slow: [11, 14] });
  });

  it('asks nobody twice, nobody who gives nothing, and nobody who has just refused', () => {
    const holders = [
      holder('asked', all, { hasBeenAsked: () => true }),
      holder('leaf', all, { capacityKbps: 0 }),
      holder('full', all, { refusedUntilMillis: 10_001 }),
      holder('empty', []),
      holder('busy', all, { outstanding: 5 }),
    ];
    expect(peers({ needs: needs(10, 3, 5_000), holders })).toEqual({});
    const asked = (piece: number): Asked | undefined =>
      piece === 11 ? { http: true, expectedAtMillis: 0 } : undefined;
    expect(peers({ needs: needs(10, 3, 5_000), holders: [holder('a', all)], asked })).toEqual({ a: [10, 12] });
  });

  it('leaves to the gateway what would come too late, unless the gateway cannot give it', () => {
    const holders = [holder('a', all)];
    expect(peers({ needs: needs(10, 3, 0), holders })).toEqual({ a: [11, 12] });
    expect(peers({ needs: needs(10, 3, 0), holders, lost: (piece) => piece === 10 })).toEqual({ a: [10, 12] });
    expect(peers({ needs: needs(10, 3, 0), holders, gatewayWorks: false })).toEqual({ a: [10, 11, 12] });
  });

  it('uses a fifth of the requests for what is ahead, the rarest first', () => {
    const rare = holder('a', [...all], { pieceMillis: 100 });
    const other = holder(
      'b',
      all.filter((piece) => piece !== 120),
      { pieceMillis: 100 },
    );
    const ahead = needs(100, 100, 40_000);
    const picks = peers({ needs: ahead, holders: [rare, other] });
    expect(Object.values(picks).flat()).toHaveLength(4);
    expect(picks['a']?.[0]).toBe(120);
    const asked = (piece: number): Asked | undefined =>
      piece < 104 ? { http: false, expectedAtMillis: 0 } : undefined;
    expect(peers({ needs: ahead, holders: [rare, other], asked })).toEqual({});
  });

  it('asks for the rarest of what is wished for, as far as there is room', () => {
    const holders = [holder('a', [1, 2, 3, 4]), holder('b', [2, 3, 4]), holder('c', [4])];
    const picks = peers({ wishes: [4, 3, 2, 1, 9], holders });
    expect(picks['a']?.[0]).toBe(1);
    expect(Object.values(picks).flat().sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('picking from the gateway', () => {
  it('asks for the beginning while neighbours are yet to come', () => {
    expect(gateway({ needs: needs(1, 100, 0), hope: 'connecting' })).toEqual([[1, 3]]);
  });

  it('asks seldom and for much when there is nobody else', () => {
    expect(gateway({ needs: needs(1, 100, 0), hope: 'none' }, [], 9)).toEqual([
      [1, 8],
      [9, 16],
      [17, 24],
      [25, 32],
      [33, 40],
      [41, 41],
    ]);
    expect(gateway({ needs: needs(20, 100, 10_500), hope: 'none' })).toEqual([]);
    expect(gateway({ needs: needs(20, 100, 9_900), hope: 'none' })).toEqual([
      [20, 27],
      [28, 35],
    ]);
  });

  it('asks 4 s before its need for what nobody holds, and takes along what would follow', () => {
    const none = [holder('a', [])];
    expect(gateway({ needs: needs(10, 20, 4_100), holders: none })).toEqual([]);
    expect(gateway({ needs: needs(10, 20, 3_900), holders: none })).toEqual([[10, 14]]);
    // Some viewers ask up to 2 s earlier, so that they serve the others.
    expect(gateway({ needs: needs(10, 20, 5_500), holders: none, jitter: () => 0.9 })).toEqual([[10, 11]]);
  });

  it('waits for neighbours that hold it as long as they can bring it in time', () => {
    const holders = [holder('a', all)];
    const asked = (expectedAtMillis: number) => () => ({ http: false, expectedAtMillis });
    expect(gateway({ needs: needs(10, 1, 1_000), holders, asked: asked(10_900) })).toEqual([]);
    expect(gateway({ needs: needs(10, 1, 1_000), holders, asked: asked(11_100) })).toEqual([[10, 10]]);
    expect(gateway({ needs: needs(10, 1, 1_000), holders, asked: asked(9_600) })).toEqual([[10, 10]]);
    expect(gateway({ needs: needs(10, 1, 2_000), holders, asked: asked(9_600) })).toEqual([]);
    expect(gateway({ needs: needs(10, 2, 1_000), holders }, [10])).toEqual([[11, 11]]);
  });

  it('asks neither twice nor for what it has lost', () => {
    expect(gateway({ needs: needs(10, 3, 0), asked: () => ({ http: true, expectedAtMillis: 0 }) })).toEqual([]);
    expect(gateway({ needs: needs(10, 3, 0), lost: (piece) => piece === 11 })).toEqual([
      [10, 10],
      [12, 12],
    ]);
  });

  it('asks for wishes that nobody holds when nothing is needed, and for the last late ones', () => {
    const holders = [holder('a', [1, 2, 3])];
    expect(gateway({ wishes: [1, 2, 3, 4, 5], holders })).toEqual([[4, 5]]);
    expect(gateway({ wishes: [4, 5], needs: needs(10, 1, 0), holders })).toEqual([[10, 10]]);
    const asked = () => ({ http: false, expectedAtMillis: 9_000 });
    expect(gateway({ wishes: [1, 2], holders, asked })).toEqual([[1, 2]]);
    expect(gateway({ wishes: all.slice(0, 9), holders: [holder('b', all)], asked })).toEqual([]);
  });

  it('asks for wishes that only those hold who give nothing, and for none while neighbours are yet to come', () => {
    const unwilling = [{ ...holder('a', [1, 2, 3]), capacityKbps: 0 }];
    expect(gateway({ wishes: [1, 2, 3], holders: unwilling })).toEqual([[1, 3]]);
    expect(gateway({ wishes: [1, 2, 3], hope: 'connecting' })).toEqual([]);
  });
});
