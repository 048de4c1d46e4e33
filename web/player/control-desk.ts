import type { Dictionary } from './words/dictionary.js';

/** Brings the controls of a player when they are needed: they are a quarter of its script, and no first picture waits for them. */
export class ControlDesk {
  readonly #controller: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #fullScreen: HTMLElement;
  #brought: Promise<typeof import('./controls.js') | undefined> | undefined;
  #words: Dictionary | undefined;
  #spoken: Dictionary | undefined;

  /** @param fullScreen what takes the screen */
  constructor(controller: HTMLElement, video: HTMLVideoElement, fullScreen: HTMLElement) {
    this.#controller = controller;
    this.#video = video;
    this.#fullScreen = fullScreen;
  }

  bring(): void {
    this.#brought ??= this.#bring();
  }

  /** Comes with the controls, or after them. */
  bringSpeeds(): void {
    void this.#brought?.then((controls) => controls && this.#addSpeeds());
  }

  speak(words: Dictionary): void {
    this.#words = words;
    void this.#brought?.then((controls) => controls && this.#translate(controls));
  }

  async #bring(): Promise<typeof import('./controls.js') | undefined> {
    try {
      const controls = await import('./controls.js');
      this.#translate(controls);
      controls.connectControls(this.#controller, this.#video, this.#fullScreen);
      if (this.#fullScreen.dataset['kind'] === 'object') {
        void this.#addSpeeds();
      }
      return controls;
    } catch (failure) {
      console.error('bittube: the controls could not be loaded', failure);
      this.#brought = undefined; // tried again with the next screen
      return undefined;
    }
  }

  /** They speak English by themselves. */
  #translate({ translateControls }: typeof import('./controls.js')): void {
    const words = this.#words;
    if (words !== undefined && words !== this.#spoken && (words.language !== 'en' || this.#spoken !== undefined)) {
      this.#spoken = words;
      translateControls(this.#controller, words);
    }
  }

  async #addSpeeds(): Promise<void> {
    const before = this.#controller.querySelector('media-pip-button');
    try {
      const { addSpeeds } = await import('./speeds.js');
      if (before !== null) addSpeeds(this.#controller, before);
    } catch (failure) {
      console.error('bittube: the choice of speeds could not be loaded', failure);
    }
  }
}
