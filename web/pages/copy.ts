import { part } from './page-parts.js';

/** How long it says so. */
const SAID_MILLIS = 3_000;

/** Has a button copy the text that stands in `shown`, and says that it did in `said`. Pages without TLS have no clipboard. */
export function copyOnClick(button: HTMLElement, shown: HTMLElement, said: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener('click', () => {
    void copyText(shown).then((done) => {
      said.textContent = done ? 'Copied' : 'Selected: copy it with your keyboard';
      clearTimeout(timer);
      timer = setTimeout(() => (said.textContent = ''), SAID_MILLIS);
    });
  });
}

/** Copies the element's text, or selects it where the page has no clipboard. @returns whether it is copied */
export async function copyText(shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(shown.textContent);
    return true;
  } catch {
    shown.hidden = false;
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}

/** What somebody may put on a page of his own: the page's markup has `#snippet`, `#copy`, and the same for `#frame` where there is one. */
export function offerSnippets(snippet: string, frame?: string): void {
  part('snippet').textContent = snippet;
  copyOnClick(part('copy'), part('snippet'), part('copied'));
  if (frame !== undefined) {
    part('frame').textContent = frame;
    copyOnClick(part('copy-frame'), part('frame'), part('copied-frame'));
  }
}
