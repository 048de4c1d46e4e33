import { describe, expect, it } from 'vitest';
import { bytes, percent, seconds, sharing, shareSentence, viewers } from '../../player/words.js';

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

  it('have the mark of the language', () => {
    expect([seconds(940, ','), bytes(1_200, ','), bytes(740, ',')].map(plain)).toEqual(['0,9 s', '1,2 kB', '740 B']);
  });

  it('claims neither all nor nothing before it is so', () => {
    expect([0, 0.002, 0.5, 0.996, 1].map(percent).map(plain)).toEqual(['0 %', '1 %', '50 %', '99 %', '100 %']);
  });

  it('counts viewers', () => {
    expect([viewers(0), viewers(1), viewers(1204)]).toEqual(['0 viewers', '1 viewer', '1,204 viewers']);
  });
});

describe('a page', () => {
  it('says with how many others one shares', () => {
    expect([sharing(0), sharing(1), sharing(7)]).toEqual([
      'From the server',
      'Sharing with 1 other',
      'Sharing with 7 others',
    ]);
  });
});

describe('shareSentence', () => {
  it('speaks of viewers, not of peers', () => {
    expect(plain(shareSentence(3, 0.4))).toBe('40 % of your picture came from other viewers in the last half minute.');
    expect(shareSentence(0, 0)).toContain('All of your picture comes from the server.');
    expect(shareSentence(0, undefined)).toContain('Waiting');
  });
});
