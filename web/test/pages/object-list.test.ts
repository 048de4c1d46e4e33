import { describe, expect, it } from 'vitest';
import { objectFromAddress } from '../../pages/object-address.js';
import { objectAddress } from '../../transport/object-address.js';
import { readObjectPage, titleOf } from '../../pages/object-list.js';

const id = 'A'.repeat(42) + '_';
const entry = { id, title: 'Our film', name: 'film.flv', type: 'video/x-flv', size: 7, durationMillis: 61_000 };

describe('readObjectPage', () => {
  it('reads films and other files', () => {
    const file = { id, title: '', name: 'a.pdf', type: 'application/pdf', size: 1 };
    expect(readObjectPage({ objects: [entry, file], next: '1.x' })).toEqual({
      objects: [
        { id, title: 'Our film', name: 'film.flv', sizeBytes: 7, durationMillis: 61_000 },
        { id, title: 'a.pdf', name: 'a.pdf', sizeBytes: 1, durationMillis: undefined },
      ],
      next: '1.x',
    });
  });

  it.each([{ ...entry, id: '../../api' }, { ...entry, size: -1 }, { ...entry, name: 7 }, {}, null, 'film'])(
    'leaves out %j',
    (bad) => {
      expect(readObjectPage({ objects: [bad, entry] })?.objects).toHaveLength(1);
    },
  );

  it.each([null, [], {}, 'x', { objects: {} }])('takes %j for no list', (json) => {
    expect(readObjectPage(json)).toBeUndefined();
  });
});

it.each([
  ['', 'a.flv', true, 'a'],
  ['a.flv', 'a.flv', true, 'a'],
  ['b.flv', 'a.flv', true, 'b.flv'],
  ['', 'a.pdf', false, 'a.pdf'],
  ['', '.flv', true, '.flv'],
])('title %j and name %j, film %j: %s', (title, name, isFilm, shown) => {
  expect(titleOf(title, name, isFilm)).toBe(shown);
});

describe('the address of an object', () => {
  it('is read from a page and made for others', () => {
    const address = objectFromAddress(new URL(`http://a.example/objects/${id}/watch?token=s%2Bc`));
    expect(address).toEqual({ id, token: 's+c' });
    const gatewayUrl = 'http://a.example/';
    const page = address && objectAddress({ gatewayUrl, ...address }, 'watch');
    expect(page).toBe(`http://a.example/objects/${id}/watch?token=s%2Bc`);
    expect(objectAddress({ gatewayUrl, id })).toBe(`http://a.example/objects/${id}`);
  });

  it.each([`/objects/${id}`, `/objects/${id}x/watch`, '/objects/short/watch', '/watch/news'])('is none: %s', (path) => {
    expect(objectFromAddress(new URL(path, 'http://a.example/'))).toBeUndefined();
  });
});
