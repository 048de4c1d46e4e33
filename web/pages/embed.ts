import { channelFromPath } from '../player/names.js';

const player = document.createElement('bittube-player');
player.setAttribute('channel', channelFromPath(location.pathname) ?? '');
player.setAttribute('muted', '');
player.setAttribute('autoplay', '');
document.body.append(player);
document.addEventListener('keydown', (event) => {
  if (event.target === document.body && player.shortcut(event)) {
    event.preventDefault();
  }
});
