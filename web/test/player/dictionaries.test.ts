import { expect, it } from 'vitest';
import { dictionaryOf, spoken } from '../../player/language.js';
import { GERMAN } from '../../player/words/de.js';
import { ENGLISH } from '../../player/words/en.js';

/** Every word of a dictionary by where it stands; functions are called with as many arguments as they take. */
function* wordsOf(value: unknown, place: string): Generator<readonly [string, string]> {
  if (typeof value === 'string') {
    yield [place, value];
  } else if (typeof value === 'function') {
    const said: unknown = (value as (...given: readonly unknown[]) => unknown)(...Array<number>(value.length).fill(3));
    yield [place, String(said)];
  } else {
    for (const [name, inner] of Object.entries(value as object)) {
      yield* wordsOf(inner, `${place}.${name}`);
    }
  }
}

/** Words that say nothing, on purpose. */
const SILENT = ['.screens.connecting.advice', '.details.giving.full', '.details.giving.tab follower'];

it.each([ENGLISH, GERMAN])('the words in $language are all there', (dictionary) => {
  const silent = [...wordsOf(dictionary, '')].filter(([, word]) => word === '').map(([place]) => place);
  expect(silent).toEqual(SILENT);
  expect(dictionary.controls['Playback rate {playbackRate}']).toContain('{playbackRate}');
});

it('nothing was left in English', () => {
  const english = new Map(wordsOf(ENGLISH, ''));
  const same = [...wordsOf(GERMAN, '')].filter(([place, word]) => word === english.get(place) && word.length > 10);
  expect(same).toEqual([]);
});

it('tags of languages with countries are understood, others are not', () => {
  expect(['de', 'de-AT', 'DE_ch', 'en-GB', 'fr', '', 'constructor'].map(spoken)).toEqual([
    'de',
    'de',
    'de',
    'en',
    undefined,
    undefined,
    undefined,
  ]);
});

it('English is there at once, German when it is wanted', async () => {
  expect(dictionaryOf('en')).toBe(ENGLISH);
  expect(await dictionaryOf('de')).toBe(GERMAN);
});
