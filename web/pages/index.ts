import { viewers } from '../player/words.js';
import { fetchLiveChannels, inOrder, type LiveChannel } from './live-channels.js';
import { GATEWAY, part, whileVisible } from './page-parts.js';

const PERIOD_MILLIS = 5_000;

part('example').textContent =
  `curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' ${new URL('api/channels', GATEWAY).href} \\\n` +
  `     -d '{"name":"news","source":{"type":"http-flv","url":"http://encoder.example/live.flv"}}'`;
whileVisible(PERIOD_MILLIS, () => void refresh());

async function refresh(): Promise<void> {
  const channels = await fetchLiveChannels(GATEWAY);
  if (channels === undefined) {
    part('note').hidden = false;
    part('note').textContent = 'The gateway does not answer. Trying again every 5 seconds.';
    return;
  }
  const live = channels.filter((channel) => channel.live).length;
  part('note').textContent = channels.length === 0 ? '' : `${live} of ${channels.length} channels live`;
  part('note').hidden = channels.length === 0;
  part('empty').hidden = channels.length > 0;
  show(inOrder(channels));
}

/** Rewrites the list in place: nothing flickers, and the keyboard's place in the list stays. */
function show(channels: readonly LiveChannel[]): void {
  const list = part('channels');
  while (list.children.length > channels.length) {
    list.lastElementChild?.remove();
  }
  channels.forEach((channel, index) => {
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

function setText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) {
    element.textContent = text;
  }
}
