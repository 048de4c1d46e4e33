import { describe, expect, it } from 'vitest';
import { detailRows } from '../../player/detail-rows.js';
import { overlayParts } from '../../player/overlay-words.js';
import { GERMAN } from '../../player/words/de.js';
import { ENGLISH } from '../../player/words/en.js';
import { statsOf } from './stats-of.js';

/** Narrow no-break spaces as ordinary ones, to read the expectations. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('the overlay', () => {
  it('shows peers, share and lag', () => {
    expect(overlayParts(statsOf({ neighbours: 7, lagMillis: 900 }), 0.83, ENGLISH).map(plain)).toEqual([
      'Sharing with 7 others',
      '83 % from peers',
      '0.9 s behind',
    ]);
    expect(overlayParts(statsOf({ neighbours: 7, lagMillis: 900 }), 0.83, GERMAN).map(plain)).toEqual([
      'Geteilt mit 7 Zuschauern',
      '83 % von anderen',
      '0,9 s zurück',
    ]);
  });

  it('leaves out what is not known and what says nothing', () => {
    expect(overlayParts(statsOf(), undefined, ENGLISH)).toEqual(['From the server']);
    expect(overlayParts(statsOf({ lagMillis: 2_000 }), 0, ENGLISH).map(plain)).toEqual([
      'From the server',
      '2.0 s behind',
    ]);
  });
});

describe('the details', () => {
  it('give every figure a row, unknown ones a dash', () => {
    const rows = new Map(detailRows(statsOf({ fromFeedBytes: 2_000, fromHttpBytes: 1_000 }), undefined, ENGLISH));
    expect(rows.get('Epoch')).toBe('–');
    expect(rows.get('Stalls')).toBe('none');
    expect(plain(rows.get('From gateway') ?? '')).toBe('3.0 kB (feed 2.0 kB)');
  });

  it('write the epoch as a time and the stalls with their sum', () => {
    const stats = statsOf({ epoch: 1_764_590_000_000, stalls: 2, stalledMillis: 1_500 });
    const rows = new Map(detailRows(stats, 1, ENGLISH));
    expect(rows.get('Epoch')).toBe('2025-12-01T11:53:20Z');
    expect(plain(rows.get('Stalls') ?? '')).toBe('2, 1.5 s in all');
    expect(plain(new Map(detailRows(stats, 1, GERMAN)).get('Stillstände') ?? '')).toBe('2, zusammen 1,5 s');
  });

  it('tell of a film what is held of it', () => {
    const film = { id: '', durationMillis: 60_000, pieces: 1_200, piecesHeld: 30, poisoned: 0, overheadBytes: 900 };
    const rows = new Map(detailRows(statsOf({ film: { ...film, serverLost: false } }), 1, GERMAN));
    expect(rows.get('Stücke da')).toBe('30 von 1.200');
    expect(rows.has('Epoche')).toBe(false);
  });
});
