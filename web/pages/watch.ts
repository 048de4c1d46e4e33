import type { BittubePlayer, StatsDetail } from '../player/bittube-player.js';
import { embedSnippet, frameSnippet } from '../player/embed-snippet.js';
import { channelFromPath } from '../player/names.js';
import { setText } from '../player/page-text.js';
import { fromServerBytes } from '../player/player-stats.js';
import { bytes, seconds, sharing, shareSentence, viewers } from '../player/words.js';
import { offerSnippets } from './copy.js';
import { fetchLiveChannel } from './live-channels.js';
import { PacketMap } from './packet-map.js';
import { GATEWAY, part, whileVisible } from './page-parts.js';
import { passToken, tokenOfPage } from './page-token.js';
import { offerSharing } from './share.js';

const ABOUT_PERIOD_MILLIS = 5_000;
const MAP_PERIOD_MILLIS = 250;

const channel = channelFromPath(location.pathname) ?? '';
/** Who is not let in is told nothing of the channel, either, and each wrong token counts as a guess. */
let isRefused = false;
const player = document.createElement('bittube-player');
player.setAttribute('channel', channel);
passToken(player);
player.setAttribute('autoplay', '');
player.addEventListener('error', ({ detail: { kind } }) => {
  isRefused = kind.startsWith('refused-');
  showCards(kind !== 'unknown-channel' && kind !== 'no-channel' && !isRefused);
});
player.addEventListener('playing', () => {
  isRefused = false;
  showCards(true);
  void showAbout(); // now this viewer is one of those that are counted
});
showCards(channel !== '');
part('stage').append(player);
showTitle(channel);
(part('tester') as HTMLAnchorElement).href = new URL(`tester/${channel}${location.search}`, GATEWAY).href;

player.addEventListener('stats', (event) => showStats(event.detail));
drawMap(player);
whileVisible(ABOUT_PERIOD_MILLIS, () => void showAbout());
// Never with a token that may be in this page's address: it is this viewer's own.
offerSharing(new URL(`watch/${channel}`, GATEWAY).href);
offerSnippets(embedSnippet(GATEWAY, channel), frameSnippet(GATEWAY, `embed/${channel}`, channel));
document.addEventListener('keydown', (event) => {
  if (event.target === document.body && player.shortcut(event)) {
    event.preventDefault();
  }
});

function showStats(stats: StatsDetail): void {
  const { share } = stats;
  const sentence =
    stats.delivery === 'tab'
      ? 'Another tab of yours plays this channel and brings the picture: it is fetched only once.'
      : shareSentence(stats.neighbours, share);
  part('sentence').textContent = stats.neighbours > 0 ? `${sharing(stats.neighbours)}. ${sentence}` : sentence;
  part('bar-peers').style.width = `${(share ?? 0) * 100}%`;
  part('bar-peers').parentElement?.toggleAttribute('data-known', share !== undefined);
  part('from-peers').textContent = bytes(stats.fromPeersBytes);
  part('from-server').textContent = bytes(fromServerBytes(stats));
  part('to-peers').textContent = bytes(stats.toPeersBytes);
  part('lag').textContent = stats.lagMillis === undefined ? '–' : seconds(stats.lagMillis);
}

/** Of a channel that is none there is nothing to say, and nothing to embed: there is another way to go. */
function showCards(shown: boolean): void {
  for (const id of ['actions', 'sharing', 'embed']) {
    part(id).hidden = !shown;
  }
  part('elsewhere').hidden = shown;
}

function drawMap(source: BittubePlayer): void {
  const map = new PacketMap(part('map') as HTMLCanvasElement);
  whileVisible(MAP_PERIOD_MILLIS, () => map.draw(source.packets(map.capacity)));
}

async function showAbout(): Promise<void> {
  const about = channel === '' || isRefused ? undefined : await fetchLiveChannel(GATEWAY, channel, tokenOfPage());
  if (about === undefined) {
    return; // what was known stays
  }
  showTitle(about.title);
  setText(part('viewers'), about.live && about.viewers > 0 ? viewers(about.viewers) : '');
  setText(part('description'), about.description);
  part('description').hidden = about.description === '';
}

function showTitle(title: string): void {
  setText(part('name'), title);
  document.title = title === '' ? 'BitTube' : `${title} – BitTube`;
}
