import { setText } from '../player/page-text.js';
import { element } from './element.js';
import type { Lamp } from './lamp.js';

/** A lamp: colour, shape and word. */
export class LampView {
  readonly element = element('span', { class: 'lamp' });

  show({ kind, word }: Lamp): void {
    this.element.dataset['kind'] = kind;
    setText(this.element, word);
  }
}
