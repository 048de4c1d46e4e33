import type {} from '../download/bittube-download.js';
import type { StatsDetail } from '../player/bittube-player.js';
import { embedSnippet } from '../player/embed-snippet.js';
import { askForInfo, type ObjectProblem } from '../player/object-info.js';
import { fromServerBytes } from '../player/player-stats.js';
import { clock } from '../player/timeline.js';
import { bytes, percent } from '../player/words.js';
import { objectAddress } from '../transport/object-address.js';
import type { ObjectInfo } from '../transport/object-links.js';
import { offerSnippets } from './copy.js';
import { objectFromAddress, type ObjectAddress } from './object-address.js';
import { titleOf } from './object-list.js';
import { problemWords } from './object-problems.js';
import { GATEWAY, part } from './page-parts.js';
import { offerSharing } from './share.js';

const address = objectFromAddress(location);

if (address === undefined) {
  showProblem('unknown');
} else {
  askForInfo(
    { gateway: GATEWAY, ...address },
    { onInfo: (info) => show(address, info), onProblem: (problem) => showProblem(problem) },
  );
}

part('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const url = new URL(location.href);
  url.searchParams.set('token', (part('token') as HTMLInputElement).value.trim());
  location.assign(url);
});

function show(object: ObjectAddress, { title, name, sizeBytes, durationMillis }: ObjectInfo): void {
  const isFilm = durationMillis !== undefined;
  const heading = titleOf(title, name, isFilm);
  part('problem').hidden = true;
  part('heading').hidden = false;
  part('elsewhere').hidden = true;
  part('name').textContent = heading;
  document.title = `${heading} – BitTube`;
  const facts = [...(isFilm ? [clock(durationMillis)] : []), ...(sizeBytes === undefined ? [] : [bytes(sizeBytes)])];
  part('facts').textContent = facts.join(' · ');
  if (isFilm) {
    play(object);
  }
  // The download says a file's own name itself.
  part('heading').toggleAttribute('data-unseen', !isFilm && heading === name);
  offerDownload(object);
  part('embed').hidden = false;
  part('actions').hidden = false;
  // An object's token belongs to its link: whoever may have the one may have the other.
  offerSharing(objectAddress({ gatewayUrl: GATEWAY.href, ...object }, 'watch'));
  offerSnippets(embedSnippet(GATEWAY, object.id, isFilm ? 'object' : 'download'));
}

function offerDownload({ id, token }: ObjectAddress): void {
  const download = document.createElement('bittube-download');
  download.setAttribute('object', id);
  if (token !== undefined) {
    download.setAttribute('token', token);
  }
  part('saving').append(download);
}

function play({ id, token }: ObjectAddress): void {
  const player = document.createElement('bittube-player');
  player.setAttribute('object', id);
  if (token !== undefined) {
    player.setAttribute('token', token);
  }
  player.setAttribute('autoplay', '');
  player.addEventListener('stats', (event) => showStats(event.detail));
  part('stage').append(player);
  part('stage').hidden = false;
  part('sharing').hidden = false;
  document.addEventListener('keydown', (event) => {
    if (event.target === document.body && player.shortcut(event)) {
      event.preventDefault();
    }
  });
}

function showStats(stats: StatsDetail): void {
  const server = fromServerBytes(stats);
  const all = stats.fromPeersBytes + server;
  const share = all > 0 ? stats.fromPeersBytes / all : undefined;
  part('sentence').textContent = sentence(stats.neighbours, share);
  part('bar-peers').style.width = `${(share ?? 0) * 100}%`;
  part('bar-peers').parentElement?.toggleAttribute('data-known', share !== undefined);
  part('from-peers').textContent = bytes(stats.fromPeersBytes);
  part('from-server').textContent = bytes(server);
  part('to-peers').textContent = bytes(stats.toPeersBytes);
  part('others').textContent = String(stats.neighbours);
}

function sentence(neighbours: number, share: number | undefined): string {
  if (share === undefined) {
    return 'Nothing had to be fetched yet.';
  }
  if (share > 0) {
    return `${percent(share)} came from other viewers.`;
  }
  return neighbours > 0
    ? 'All of it came from the server so far.'
    : 'All of it comes from the server. As soon as others watch, you share with each other.';
}

function showProblem(problem: ObjectProblem): void {
  const { title, advice } = problemWords(problem, address?.token !== undefined);
  part('heading').hidden = true;
  document.title = `${title} – BitTube`;
  part('problem').hidden = false;
  part('problem-title').textContent = title;
  part('elsewhere').hidden = problem !== 'unknown';
  part('problem-advice').textContent = advice;
  part('token-form').hidden = problem !== 'denied';
}
