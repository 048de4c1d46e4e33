import { copyText } from '../pages/copy.js';
import { button, element } from './element.js';

const SAID_MILLIS = 2_000;

/** A text to be copied, with a button that does it. */
export function copyField(label: string, text: string): HTMLElement {
  const value = element('code', { tabindex: 0, 'aria-label': label }, text);
  const copy = button('Copy', () => void put());
  const said = element('span', { class: 'hidden', role: 'status' });

  name('Copy');

  /** What is seen on the button is the beginning of what is heard of it. */
  function name(word: string): void {
    copy.textContent = word;
    copy.setAttribute('aria-label', `${word} ${label.toLowerCase()}`);
  }

  async function put(): Promise<void> {
    const done = (await copyText(value)) ? 'Copied' : 'Selected';
    name(done);
    said.textContent = done;
    setTimeout(() => {
      name('Copy');
      said.textContent = '';
    }, SAID_MILLIS);
  }

  return element('div', { class: 'copy' }, element('span', { class: 'copy-label' }, label), value, copy, said);
}
