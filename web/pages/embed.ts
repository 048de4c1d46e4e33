import { channelFromPath } from '../player/names.js';
import { passToken } from './page-token.js';

const player = document.createElement('bittube-player');
player.setAttribute('channel', channelFromPath(location.pathname) ?? '');
passToken(player);
player.setAttribute('muted', '');
player.setAttribute('autoplay', '');
document.body.append(player);
document.addEventListener('keydown', (event) => {
  if (event.target === document.body && player.shortcut(event)) {
    event.preventDefault();
  }
});
