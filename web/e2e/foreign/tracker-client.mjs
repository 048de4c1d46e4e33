// Two clients of the npm package bittorrent-tracker meet through window.setup.trackers, one address each; what happens stands in window.lines.
import { once } from 'events';
import Client from 'bittorrent-tracker/client';

const lines = (window.lines = []);
const { trackers } = window.setup;
const infoHash = '00ff7f80225c0a0d01aabbccddeeff0011223344';

/** Clients with the same address share a socket, and hear each other's messages on it. */
function client(peer, tracker) {
  const made = new Client({
    infoHash,
    peerId: `2d${peer.repeat(38)}`,
    announce: [tracker],
    port: 6881,
    rtcConfig: { iceServers: [] },
    getAnnounceOpts: () => ({ numwant: 3, left: 7 }),
  });
  const say = (error) => lines.push(`failed: ${error}`);
  made.on('error', say).on('warning', say);
  return made;
}

function counts({ complete, incomplete }) {
  return `${complete} ${incomplete}`;
}

async function update(of) {
  return counts((await once(of, 'update'))[0]);
}

const one = client('1', trackers[0]);
const other = client('2', trackers[1]);
one.start();
lines.push(`started ${await update(one)}`);
const theirPeer = once(one, 'peer');
const ourPeer = once(other, 'peer');
other.start();
lines.push(`started ${await update(other)}`);
const [[answerer], [offerer]] = await Promise.all([theirPeer, ourPeer]);
for (const peer of [answerer, offerer]) peer.on('error', () => undefined);
await Promise.all([once(answerer, 'connect'), once(offerer, 'connect')]);
offerer.send('hello');
lines.push(`heard ${new TextDecoder().decode((await once(answerer, 'data'))[0])}`);

other.complete();
lines.push(`completed ${await update(other)}`);
one.scrape();
const [scraped] = await once(one, 'scrape');
lines.push(`scraped ${scraped.infoHash === infoHash} ${counts(scraped)} ${scraped.downloaded}`);
const unknown = 'ab'.repeat(20);
const both = await new Promise((resolve, reject) => {
  Client.scrape({ infoHash: [infoHash, unknown], announce: [trackers[0]] }, (error, found) =>
    error ? reject(error) : resolve(found),
  );
});
lines.push(`scraped two ${counts(both[infoHash])} ${counts(both[unknown])}`);

other.stop();
lines.push(`stopped ${await update(other)}`);
one.stop();
lines.push(`stopped ${await update(one)}`);
lines.push('end');
