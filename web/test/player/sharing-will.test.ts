import { beforeEach, describe, expect, it } from 'vitest';
import { Consent, peersFor } from '../../player/consent.js';
import type { PeerWish } from '../../player/player-attributes.js';
import { SharingWill } from '../../player/sharing-will.js';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

let consent: Consent;

/** A player's will, and what it told. */
function player() {
  const told: (string | undefined)[] = [];
  const will = new SharingWill(
    { onPeers: (peers) => told.push(`peers ${peers}`), onView: (view) => told.push(view) },
    () => consent,
  );
  return { will, told, last: () => told.at(-1) };
}

beforeEach(() => {
  const storage = memory();
  consent = new Consent(() => storage);
});

describe('a page that lets its viewers choose', () => {
  it('tells nobody of them before they say yes, and asks when there is a picture', () => {
    const { will, told, last } = player();
    expect(will.begin('ask')).toBe('alone');
    expect(last()).toBeUndefined();
    will.played();
    expect(last()).toBe('asked');
    will.choose(true);
    expect(told.slice(-2)).toContain('peers on');
    expect(last()).toBe('allowed');
  });

  it('does not ask again, and takes a no for one', () => {
    const first = player();
    first.will.begin('ask');
    first.will.played();
    first.will.choose(false);
    expect(first.last()).toBe('refused');
    expect(first.told).not.toContain('peers on');
    const second = player();
    expect(second.will.begin('ask')).toBe('alone');
    second.will.played();
    expect(second.last()).toBe('refused');
  });

  it('lets them change their mind, which counts for every player of the page', () => {
    consent.give('yes');
    const [one, other] = [player(), player()];
    expect([one.will.begin('ask'), other.will.begin('ask')]).toEqual(['on', 'on']);
    one.will.choose(false);
    expect([one.last(), other.last()]).toEqual(['peers alone', 'peers alone']);
    other.will.choose(true);
    expect(one.told.filter((word) => word?.startsWith('peers'))).toEqual(['peers alone', 'peers on']);
  });

  it('asks once where it has several players, and the next one when that one goes', () => {
    const [one, other] = [player(), player()];
    for (const { will } of [one, other]) {
      will.begin('ask');
      will.played();
    }
    expect([one.last(), other.last()]).toEqual(['asked', undefined]);
    one.will.end();
    expect([one.last(), other.last()]).toEqual([undefined, 'asked']);
  });

  it('hears of an answer that was given in another tab', () => {
    const storage = memory();
    consent = new Consent(() => storage);
    const { will, told } = player();
    will.begin('ask');
    storage.setItem('bittube-sharing', 'yes');
    consent.changedElsewhere('something-else');
    expect(told).not.toContain('peers on');
    consent.changedElsewhere('bittube-sharing');
    expect(told).toContain('peers on');
  });

  it('keeps the answer for the page where browsers keep nothing', () => {
    consent = new Consent(() => {
      throw new DOMException('', 'SecurityError');
    });
    expect(peersFor('ask', () => consent)).toBe('alone');
    consent.give('yes');
    expect(peersFor('ask', () => consent)).toBe('on');
  });
});

it('a page that decides itself asks nobody', () => {
  const { will, told } = player();
  expect((['on', 'off', 'download-only'] satisfies PeerWish[]).map((wish) => will.begin(wish))).toEqual([
    'on',
    'off',
    'download-only',
  ]);
  will.played();
  expect(told.every((view) => view === undefined)).toBe(true);
});
