import { copyText } from '../pages/copy.js';
import { button, element } from './element.js';

const SAID_MILLIS = 2_000;

/** A text to be copied, with a button that does it. */
export function copyField(label: string, text: string): HTMLElement {
  const value = element('code', { tabindex: 0, 'aria-label': label }, text);
  const copy = button('Copy', () => void put(), { 'aria-label': `Copy ${label.toLowerCase()}` });
  const said = element('span', { class: 'hidden', role: 'status' });

  async function put(): Promise<void> {
    copy.textContent = said.textContent = (await copyText(value)) ? 'Copied' : 'Selected';
    setTimeout(() => {
      copy.textContent = 'Copy';
      said.textContent = '';
    }, SAID_MILLIS);
  }

  return element('div', { class: 'copy' }, element('span', { class: 'copy-label' }, label), value, copy, said);
}
