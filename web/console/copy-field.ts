import { button, element } from './element.js';

/** A text to be copied, with a button that does it. Pages without TLS have no clipboard: there the text is selected instead. */
export function copyField(label: string, text: string): HTMLElement {
  const value = element('code', { tabindex: 0, 'aria-label': label }, text);
  const copy = button('Copy', () => void put(), { 'aria-label': `Copy ${label.toLowerCase()}` });

  async function put(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value.textContent);
      copy.textContent = 'Copied';
    } catch {
      getSelection()?.selectAllChildren(value);
      copy.textContent = 'Selected';
    }
    setTimeout(() => (copy.textContent = 'Copy'), 2_000);
  }

  return element('div', { class: 'copy' }, element('span', { class: 'copy-label' }, label), value, copy);
}
