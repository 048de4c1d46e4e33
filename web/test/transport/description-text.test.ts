import { describe, expect, it } from 'vitest';
import { descriptionText, parseDescription } from '../../transport/description-text.js';
import type { CompactDescription } from '../../transport/tracker-messages.js';

const offer: CompactDescription = {
  type: 'offer',
  ufrag: '8hhY',
  pwd: 'asd88fgpdd777uzjYhagZg+/',
  fingerprint: 'A'.repeat(43),
  setup: 'actpass',
  candidates: ['h 192.0.2.7 50000', 's 203.0.113.7 46243'],
};
const HEAD = `offer 8hhY asd88fgpdd777uzjYhagZg+/ ${'A'.repeat(43)}`;

describe('descriptionText', () => {
  it('names the role in the handshake only where it is not the usual one', () => {
    expect(descriptionText(offer)).toBe(`${HEAD};h 192.0.2.7 50000;s 203.0.113.7 46243`);
    expect(descriptionText({ ...offer, setup: 'passive', candidates: [] })).toBe(`${HEAD} passive`);
  });
});

describe('parseDescription', () => {
  it.each<CompactDescription>([
    offer,
    { ...offer, candidates: [] },
    { ...offer, setup: 'active' },
    { ...offer, type: 'answer', setup: 'active' },
    { ...offer, type: 'answer', setup: 'passive', candidates: ['h 2001:db8::7 1'] },
  ])('reads back what was written: %j', (description) => {
    expect(parseDescription(descriptionText(description))).toEqual(description);
  });

  it.each([
    ['nothing', undefined],
    ['the fields of an object', offer],
    ['no text', ''],
    ['a word less', HEAD.slice(0, HEAD.lastIndexOf(' '))],
    ['a word more', `${HEAD} active active`],
    ['two spaces', HEAD.replace(' ', '  ')],
    ['the usual role', `${HEAD} actpass`],
    ['an unknown role', `${HEAD} holdconn`],
    ['a candidate of nothing', `${HEAD};`],
    ['a candidate with a space before it', `${HEAD}; h 192.0.2.7 1`],
    ['a line break', `${HEAD};h 192.0.2.7 1\n`],
    ['twenty-one candidates', HEAD + ';h 192.0.2.7 1'.repeat(21)],
    ['more characters than any has', HEAD + ';h 192.0.2.7 1'.repeat(140)],
  ])('refuses %s', (_, value) => {
    expect(parseDescription(value)).toBeUndefined();
  });
});
