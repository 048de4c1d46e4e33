import { expect, it } from 'vitest';
import { maxUploadOf, sharesTabsOf } from '../../player/player-attributes.js';
import { uploadLimitsFor, type GivingFacts } from '../../player/upload-rule.js';

const facts: GivingFacts = {
  peers: 'on',
  maxUploadKbps: undefined,
  metered: false,
  hidden: false,
  silent: false,
  hasFollowers: false,
};

it('gives as much as it can, up to what the page allows', () => {
  expect(uploadLimitsFor(facts)).toEqual({ maximumKbps: Infinity, leaf: false });
  expect(uploadLimitsFor({ ...facts, maxUploadKbps: 800 })).toEqual({ maximumKbps: 800, leaf: false });
});

it('only receives where data cost money, or where the page says so', () => {
  for (const change of [
    { metered: true },
    { peers: 'download-only' },
    { peers: 'off' },
    { maxUploadKbps: 0 },
  ] as const) {
    expect(uploadLimitsFor({ ...facts, maxUploadKbps: 800, ...change }).maximumKbps).toBe(0);
  }
});

it('is a leaf only when nobody sees, hears or follows it', () => {
  expect(uploadLimitsFor({ ...facts, hidden: true, silent: true }).leaf).toBe(true);
  expect(uploadLimitsFor({ ...facts, hidden: true }).leaf).toBe(false);
  expect(uploadLimitsFor({ ...facts, silent: true }).leaf).toBe(false);
  expect(uploadLimitsFor({ ...facts, hidden: true, silent: true, hasFollowers: true }).leaf).toBe(false);
});

it('reads its attributes, and takes what is no number for no limit', () => {
  expect([null, '', '0', ' 800 ', '-1', '1.5', '1e3', 'x', '99999999'].map(maxUploadOf)).toEqual([
    undefined,
    undefined,
    0,
    800,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([null, 'on', 'off', ''].map(sharesTabsOf)).toEqual([true, true, false, true]);
});
