import { tokenOf } from '../player/player-attributes.js';

/** Gives the player the token that the page's address carries, as `?token=`. */
export function passToken(player: HTMLElement): void {
  const token = tokenOf(new URLSearchParams(location.search).get('token'));
  if (token !== undefined) {
    player.setAttribute('token', token);
  }
}
