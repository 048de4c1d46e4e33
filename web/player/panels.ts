import { ConsentQuestion } from './consent-question.js';
import { DetailsPanel } from './details-panel.js';
import type { Figures } from './figure-ticker.js';
import { styleSheet } from './page-text.js';
import panelsCss from './panels.css';
import type { SharingView } from './player-screen.js';
import type { Dictionary } from './words/dictionary.js';

export interface PanelsListener {
  onClose(): void;
  onSharing(allowed: boolean): void;
}

/** What most viewers never open: *stats for nerds*, and the question whether they share. Loaded when it is to be seen. */
export class Panels {
  readonly #details: DetailsPanel;
  readonly #consent: ConsentQuestion;

  /** @param details, consent: the empty sections of the player's shadow tree */
  constructor(root: ShadowRoot, details: HTMLElement, consent: HTMLElement, listener: PanelsListener) {
    root.adoptedStyleSheets.push(styleSheet(panelsCss));
    this.#details = new DetailsPanel(details, listener);
    this.#consent = new ConsentQuestion(consent, (allowed) => listener.onSharing(allowed));
  }

  show(words: Dictionary, figures: Figures | undefined, sharing: SharingView | undefined): void {
    this.#consent.show(words);
    if (figures !== undefined) {
      this.#details.show(words, figures, sharing);
    }
  }
}
