import { part } from './page-parts.js';

/** How long it says so. */
const SAID_MILLIS = 3_000;

/** Has a button copy the text that stands in `shown`, and says that it did in `said`. Pages without TLS have no clipboard: there the text is selected instead. */
export function copyOnClick(button: HTMLElement, shown: HTMLElement, said: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener('click', () => {
    void copy(shown).then((words) => {
      said.textContent = words;
      clearTimeout(timer);
      timer = setTimeout(() => (said.textContent = ''), SAID_MILLIS);
    });
  });
}

async function copy(shown: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(shown.textContent);
    return 'Copied';
  } catch {
    shown.hidden = false;
    getSelection()?.selectAllChildren(shown);
    return 'Selected: copy it with your keyboard';
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
