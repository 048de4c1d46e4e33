import { part } from './page-parts.js';

/** Shows what somebody may put on a page of his own, and copies it. The page's markup has `#snippet`, `#copy` and `#copied`. */
export function offerSnippet(snippet: string): void {
  part('snippet').textContent = snippet;
  part('copy').addEventListener('click', () => {
    void copy(snippet).then((done) => {
      part('copied').textContent = done ? 'Copied' : 'Selected: copy it with your keyboard';
    });
  });
}

/** Pages without TLS have no clipboard: there the text is selected instead. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(part('snippet'));
    return false;
  }
}
