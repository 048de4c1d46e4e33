import { tokenOf } from '../player/player-attributes.js';

/** The token that the page's address carries, as `?token=`. */
export function tokenOfPage(): string | undefined {
  return tokenOf(new URLSearchParams(location.search).get('token'));
}

/** Gives the player the token of the page's address. */
export function passToken(player: HTMLElement): void {
  const token = tokenOfPage();
  if (token !== undefined) {
    player.setAttribute('token', token);
  }
}
