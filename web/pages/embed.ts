import { channelFromPath } from '../player/names.js';
import { passToken } from './page-token.js';

/** What the page around the frame may say of the player, in the frame's address: `/embed/news?lang=de&p2p=ask`. */
const ATTRIBUTES = ['lang', 'p2p', 'max-upload', 'controls', 'tabs'];

const query = new URLSearchParams(location.search);
const player = document.createElement('bittube-player');
player.setAttribute('channel', channelFromPath(location.pathname) ?? '');
passToken(player);
for (const name of ATTRIBUTES) {
  const value = query.get(name);
  if (value !== null) {
    player.setAttribute(name, value);
  }
}
// What the system's media controls call it.
document.title = player.channel;
player.setAttribute('muted', '');
player.setAttribute('autoplay', '');
document.body.append(player);
document.addEventListener('keydown', (event) => {
  if (event.target === document.body && player.shortcut(event)) {
    event.preventDefault();
  }
});
