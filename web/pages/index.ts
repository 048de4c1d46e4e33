import { setText } from '../player/page-text.js';
import { LibrarySection } from './library.js';
import { LiveCards } from './live-cards.js';
import { fetchLiveChannels, inOrder, type LiveChannel } from './live-channels.js';
import { GATEWAY, part, whileVisible } from './page-parts.js';
import { Posters } from './poster.js';

const CHANNELS_PERIOD_MILLIS = 5_000;
const LIBRARY_PERIOD_MILLIS = 30_000;

const posters = new Posters();
const live = new LiveCards(part('channels'), GATEWAY, posters);
const library = new LibrarySection(posters);
let hasLibrary: boolean | undefined;
let channels: readonly LiveChannel[] | undefined;

whileVisible(CHANNELS_PERIOD_MILLIS, () => void refreshChannels());
whileVisible(LIBRARY_PERIOD_MILLIS, () => void refreshLibrary());

async function refreshLibrary(): Promise<void> {
  hasLibrary = await library.refresh();
  showNote();
}

async function refreshChannels(): Promise<void> {
  const answer = await fetchLiveChannels(GATEWAY);
  if (answer === undefined) {
    setText(part('note'), 'The server does not answer. Trying again every 5 seconds.');
    return;
  }
  channels = answer;
  showNote();
  live.show(inOrder(answer), performance.now());
}

function showNote(): void {
  if (channels !== undefined) {
    setText(part('note'), noteOf(channels));
    // Whether there is anything at all is known when both have answered.
    part('empty').hidden = channels.length > 0 || hasLibrary !== false;
  }
}

function noteOf(listed: readonly LiveChannel[]): string {
  const count = listed.filter((channel) => channel.live).length;
  if (count === 0) {
    return 'Nothing is live at the moment. What begins appears here by itself.';
  }
  return count === 1 ? '1 channel is live' : `${count} channels are live`;
}
