// A menu is a third of what all the other controls are, and only films have speeds.
import 'media-chrome/dist/menu/media-chrome-menu-item.js';
import 'media-chrome/dist/menu/media-playback-rate-menu.js';
import 'media-chrome/dist/menu/media-playback-rate-menu-button.js';

const SPEEDS = '0.5 0.75 1 1.25 1.5 1.75 2';

/** Puts the choice of speeds among the controls, once. @param before the control that it stands before */
export function addSpeeds(controller: HTMLElement, before: Element): void {
  if (controller.querySelector('media-playback-rate-menu') !== null) {
    return;
  }
  const menu = document.createElement('media-playback-rate-menu');
  menu.setAttribute('rates', SPEEDS);
  menu.setAttribute('anchor', 'auto');
  menu.hidden = true;
  const button = document.createElement('media-playback-rate-menu-button');
  button.setAttribute('notooltip', '');
  controller.append(menu);
  before.before(button);
}
