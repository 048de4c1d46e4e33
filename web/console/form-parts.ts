import { element } from './element.js';

/** A field below its label. */
export function row(label: string, field: HTMLElement): HTMLElement {
  return element('label', { class: 'row' }, label, field);
}

/** A box to be ticked, before its label. */
export function check(label: string, box: HTMLInputElement): HTMLElement {
  return element('label', { class: 'check' }, box, element('span', {}, label));
}

/** A list of which one is chosen. */
export interface Choice<T extends string> {
  readonly element: HTMLElement;
  readonly value: T;
}

/** @param onChange told what was chosen */
export function choice<T extends string>(
  label: string,
  choices: readonly (readonly [T, string])[],
  chosen: T,
  onChange: (value: T) => void = () => undefined,
): Choice<T> {
  const select = element(
    'select',
    { class: 'field' },
    ...choices.map(([value, words]) => element('option', { value, selected: value === chosen }, words)),
  );
  const value = (): T => choices[select.selectedIndex]?.[0] ?? chosen;
  select.addEventListener('change', () => onChange(value()));
  return {
    element: row(label, select),
    get value() {
      return value();
    },
  };
}
