import { describe, expect, it } from 'vitest';
import { bytes, details, overlayParts, percent, seconds, sharing, shareSentence, viewers } from '../../player/words.js';
import { statsOf } from './stats-of.js';

/** Narrow no-break spaces as ordinary ones, to read the expectations. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('figures', () => {
  it.each([
    [-500, '0.1 s'],
    [40, '0.1 s'],
    [940, '0.9 s'],
    [9_940, '9.9 s'],
    [12_400, '12 s'],
  ])('%d ms reads %s', (millis, text) => {
    expect(plain(seconds(millis))).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [9_960, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [34_000_000, '34 MB'],
    [2_500_000_000, '2.5 GB'],
    [7_000_000_000_000, '7.0 TB'],
  ])('%d bytes read %s', (count, text) => {
    expect(plain(bytes(count))).toBe(text);
  });

  it('claims neither all nor nothing before it is so', () => {
    expect([0, 0.002, 0.5, 0.996, 1].map(percent).map(plain)).toEqual(['0 %', '1 %', '50 %', '99 %', '100 %']);
  });

  it('counts viewers', () => {
    expect([viewers(0), viewers(1), viewers(1204)]).toEqual(['0 viewers', '1 viewer', '1,204 viewers']);
  });
});

describe('the overlay', () => {
  it('says with how many others one shares', () => {
    expect([sharing(0), sharing(1), sharing(7)]).toEqual([
      'From the server',
      'Sharing with 1 other',
      'Sharing with 7 others',
    ]);
  });

  it('shows peers, share and lag', () => {
    expect(overlayParts(statsOf({ neighbours: 7, lagMillis: 900 }), 0.83).map(plain)).toEqual([
      'Sharing with 7 others',
      '83 % from peers',
      '0.9 s behind',
    ]);
  });

  it('leaves out what is not known and what says nothing', () => {
    expect(overlayParts(statsOf(), undefined)).toEqual(['From the server']);
    expect(overlayParts(statsOf({ lagMillis: 2_000 }), 0).map(plain)).toEqual(['From the server', '2.0 s behind']);
  });
});

describe('shareSentence', () => {
  it('speaks of viewers, not of peers', () => {
    expect(plain(shareSentence(3, 0.4))).toBe('40 % of your picture came from other viewers in the last half minute.');
    expect(shareSentence(0, 0)).toContain('All of your picture comes from the server.');
    expect(shareSentence(0, undefined)).toContain('Waiting');
  });
});

describe('details', () => {
  it('gives every figure a row, unknown ones a dash', () => {
    const rows = new Map(details(statsOf({ fromFeedBytes: 2_000, fromHttpBytes: 1_000 }), undefined));
    expect(rows.get('Epoch')).toBe('–');
    expect(rows.get('Stalls')).toBe('none');
    expect(plain(rows.get('From gateway') ?? '')).toBe('3.0 kB (feed 2.0 kB)');
  });

  it('writes the epoch as a time and the stalls with their sum', () => {
    const rows = new Map(details(statsOf({ epoch: 1_764_590_000_000, stalls: 2, stalledMillis: 1_500 }), 1));
    expect(rows.get('Epoch')).toBe('2025-12-01T11:53:20Z');
    expect(plain(rows.get('Stalls') ?? '')).toBe('2, 1.5 s in all');
  });
});
