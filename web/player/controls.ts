// Only the elements that the player uses: the whole library is three times as large.
import 'media-chrome/dist/media-controller.js';
import 'media-chrome/dist/media-control-bar.js';
import 'media-chrome/dist/media-play-button.js';
import 'media-chrome/dist/media-mute-button.js';
import 'media-chrome/dist/media-fullscreen-button.js';
import 'media-chrome/dist/media-pip-button.js';
import { addTranslation, setLanguage } from 'media-chrome/dist/utils/i18n.js';
import { controlStore } from './control-store.js';
import type { Dictionary } from './words/dictionary.js';

/** The media-chrome controller as far as it is used here. */
interface Controller extends HTMLElement {
  fullscreenElement: HTMLElement;
  mediaStore: ReturnType<typeof controlStore>;
}

/**
 * Has the controls in `controller`, which stand in the document already, show and move `video`. Full screen takes
 * `fullScreen`.
 */
export function connectControls(controller: HTMLElement, video: HTMLVideoElement, fullScreen: HTMLElement): void {
  const store = controlStore();
  const connected = controller as Controller;
  connected.mediaStore = store;
  connected.fullscreenElement = fullScreen;
  // Not the landmark that it makes itself when it comes to life: a page may have several players, all of one name.
  connected.setAttribute('role', 'group');
  // A controller says this when it comes into the document; this one had no store then.
  store.dispatch({ type: 'documentelementchangerequest', detail: document });
  store.dispatch({ type: 'mediaelementchangerequest', detail: video });
}

const SPEAKING = 'media-play-button, media-mute-button, media-pip-button, media-fullscreen-button';

/**
 * Has the controls in `controller` speak other words. They take theirs when they come into the document, so others come in
 * their place. The library knows one language a page: where players differ, that of the last one.
 */
export function translateControls(controller: HTMLElement, { language, controls }: Dictionary): void {
  addTranslation(language, controls);
  setLanguage(language);
  for (const control of controller.querySelectorAll(SPEAKING)) {
    if (!control.matches(':focus')) {
      control.replaceWith(control.cloneNode(true));
    }
  }
}
