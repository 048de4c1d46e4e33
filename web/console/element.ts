/** Attributes of an element: true writes it without a value, false and undefined leave it out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element with its attributes and children. Text is text: nothing of it is read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children);
  return made;
}

/** A button that does something on this page. */
export function button(words: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'button', ...attributes }, words);
  made.addEventListener('click', onClick);
  return made;
}

/** A section with a heading of its own, which names it for screen readers. */
export function card(title: string, ...children: readonly (Node | string)[]): HTMLElement {
  const id = `card-${String(++cards)}`;
  return element('section', { class: 'card', 'aria-labelledby': id }, element('h2', { id }, title), ...children);
}

let cards = 0;
