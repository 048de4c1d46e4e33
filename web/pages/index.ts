import { setText } from '../player/page-text.js';
import { viewers } from '../player/words.js';
import { LibrarySection } from './library.js';
import { fetchLiveChannels, inOrder, type LiveChannel } from './live-channels.js';
import { GATEWAY, part, whileVisible } from './page-parts.js';

const CHANNELS_PERIOD_MILLIS = 5_000;
const LIBRARY_PERIOD_MILLIS = 30_000;

const library = new LibrarySection();
let hasLibrary = false;
let channels: readonly LiveChannel[] | undefined;

part('example').textContent =
  `curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' ${new URL('api/channels', GATEWAY).href} \\\n` +
  `     -d '{"name":"news","source":{"type":"http-flv","url":"http://encoder.example/live.flv"}}'`;
whileVisible(CHANNELS_PERIOD_MILLIS, () => void refreshChannels());
whileVisible(LIBRARY_PERIOD_MILLIS, () => void refreshLibrary());

async function refreshLibrary(): Promise<void> {
  hasLibrary = await library.refresh();
  showNote();
}

async function refreshChannels(): Promise<void> {
  const answer = await fetchLiveChannels(GATEWAY);
  if (answer === undefined) {
    part('note').hidden = false;
    part('note').textContent = 'The gateway does not answer. Trying again every 5 seconds.';
    return;
  }
  channels = answer;
  showNote();
  show(inOrder(answer));
}

function showNote(): void {
  if (channels === undefined) {
    return;
  }
  const live = channels.filter((channel) => channel.live).length;
  const isEmpty = channels.length === 0;
  setText(part('note'), isEmpty ? 'Nothing is live at the moment.' : `${live} of ${channels.length} channels live`);
  part('note').hidden = isEmpty && !hasLibrary;
  part('empty').hidden = !isEmpty || hasLibrary;
}

/** Rewrites the list in place: nothing flickers, and the keyboard's place in the list stays. */
function show(listed: readonly LiveChannel[]): void {
  const list = part('channels');
  while (list.children.length > listed.length) {
    list.lastElementChild?.remove();
  }
  listed.forEach((channel, index) => {
    const link = list.children[index]?.querySelector('a') ?? list.appendChild(row()).querySelector('a');
    if (link === null) {
      return;
    }
    link.href = new URL(`watch/${encodeURIComponent(channel.name)}`, GATEWAY).href;
    link.querySelector('.lamp')?.toggleAttribute('data-live', channel.live);
    setText(link.querySelector('strong'), channel.name);
    setText(link.querySelector('.count'), channel.live ? `Live · ${viewers(channel.viewers)}` : 'Not live');
  });
}

function row(): HTMLLIElement {
  const item = document.createElement('li');
  item.innerHTML = '<a><span class="lamp"></span><strong></strong><span class="count"></span></a>';
  return item;
}
