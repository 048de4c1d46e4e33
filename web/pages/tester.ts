import { channelFromPath } from '../player/names.js';
import { setText } from '../player/page-text.js';
import { fetchLiveChannel } from './live-channels.js';
import { GATEWAY, part, whileVisible } from './page-parts.js';
import { tokenOfPage } from './page-token.js';
import { streams, swarmTotal, totalSentence } from './swarm-total.js';
import { TesterViewer } from './tester-viewer.js';

const VIEWERS = 4;
/** The next one joins when the one before has its picture, or after so long. */
const PATIENCE_MILLIS = 4_000;
const MAP_PERIOD_MILLIS = 250;
const TOTAL_PERIOD_MILLIS = 1_000;

const channel = channelFromPath(location.pathname) ?? '';
const viewers = Array.from({ length: VIEWERS }, (_, index) => new TesterViewer(channel, index + 1));

part('viewers').append(...viewers.map(({ element }) => element));
(part('watch') as HTMLAnchorElement).href = new URL(`watch/${channel}${location.search}`, GATEWAY).href;
showTitle(channel);
void fetchLiveChannel(GATEWAY, channel, tokenOfPage()).then((about) => about && showTitle(about.title));
void joinOneAfterTheOther();
whileVisible(MAP_PERIOD_MILLIS, () => viewers.forEach((viewer) => viewer.drawMap()));
whileVisible(TOTAL_PERIOD_MILLIS, () => showTotal());

async function joinOneAfterTheOther(): Promise<void> {
  for (const viewer of viewers) {
    const picture = viewer.firstPicture(PATIENCE_MILLIS);
    viewer.join();
    await picture;
  }
}

function showTotal(): void {
  const total = swarmTotal(viewers);
  setText(part('total'), total === undefined ? '–' : streams(total.streams));
  setText(part('sentence'), total === undefined ? 'Waiting for the first viewer.' : totalSentence(total));
  part('bar-peers').style.width = `${(total?.share ?? 0) * 100}%`;
  part('bar-peers').parentElement?.toggleAttribute('data-known', total !== undefined);
}

function showTitle(title: string): void {
  const words = title === '' ? 'Four viewers' : `${title}: four viewers`;
  setText(part('title'), words);
  document.title = `${words} – BitTube`;
}
