import type { Dictionary, Language } from './words/dictionary.js';
import { ENGLISH } from './words/en.js';

/** Dictionaries that are loaded where they are spoken; English is there for whom nothing else is. */
const LATER: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Dictionary>>> = {
  de: async () => (await import('./words/de.js')).GERMAN,
};

/** The player's language for a BCP 47 tag such as `de-AT`; undefined: it speaks none of that. */
export function spoken(tag: string): Language | undefined {
  const [language = ''] = tag.trim().toLowerCase().split(/[-_]/);
  return language === 'en' || Object.hasOwn(LATER, language) ? (language as Language) : undefined;
}

/**
 * The language that an element is in: that of its own `lang`, else of what it stands in. A page that names none is in the
 * viewer's, a page in a language that the player does not speak gets English.
 *
 * @param preferred the viewer's languages, the best first
 */
export function languageOf(element: Element, preferred: readonly string[]): Language {
  const tag = langOf(element);
  const tags = tag === undefined || tag === '' ? preferred : [tag];
  return tags.map(spoken).find((language) => language !== undefined) ?? 'en';
}

/** The nearest `lang`, out of shadow trees, too; undefined: there is none. */
function langOf(element: Element): string | undefined {
  const found = element.closest('[lang]');
  if (found !== null) {
    return found.getAttribute('lang') ?? undefined;
  }
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? langOf(root.host) : undefined;
}

/** Finds the words for an element, and hands them over: at once where they are there, else when they are, if they still are wanted. */
export function bringWords(element: Element, speak: (words: Dictionary) => void): void {
  const language = languageOf(element, navigator.languages);
  const words = dictionaryOf(language);
  if (words instanceof Promise) {
    void words.then((brought) => {
      if (language === languageOf(element, navigator.languages)) speak(brought);
    });
  } else {
    speak(words);
  }
}

/** The words of a language: at once where they are there. Where they cannot be loaded, English. */
export function dictionaryOf(language: Language): Dictionary | Promise<Dictionary> {
  if (language === 'en') {
    return ENGLISH;
  }
  return LATER[language]().catch((failure: unknown) => {
    console.error(`bittube: the words in "${language}" could not be loaded`, failure);
    return ENGLISH;
  });
}
