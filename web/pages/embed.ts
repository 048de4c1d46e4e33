import { channelFromPath } from '../player/names.js';
import { fetchLiveChannel } from './live-channels.js';
import { GATEWAY, part } from './page-parts.js';
import { passToken, tokenOfPage } from './page-token.js';

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
call(player.channel);
// Who is not let in is told nothing of the channel, and the picture comes before its title.
player.addEventListener('playing', () => void askTitle(), { once: true });
player.setAttribute('muted', '');
player.setAttribute('autoplay', '');
part('stage').append(player);
document.addEventListener('keydown', (event) => {
  if (event.target === document.body && player.shortcut(event)) {
    event.preventDefault();
  }
});

async function askTitle(): Promise<void> {
  call((await fetchLiveChannel(GATEWAY, player.channel, tokenOfPage()))?.title ?? '');
}

/** What the page is called where it has a name: to screen readers, and in the system's media controls. */
function call(title: string): void {
  if (title !== '') {
    document.title = title;
    part('name').textContent = title;
  }
}
