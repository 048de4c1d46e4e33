// Two clients of the npm package bittorrent-tracker meet through a tracker: node bittorrent-tracker.mjs NODE_MODULES ws://host:port
import { once } from 'node:events';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, tracker] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/`));
const asModule = (source) => `data:text/javascript,${encodeURIComponent(source)}`;
// The WebRTC that comes with the client has its binary elsewhere. The client changes descriptions and waits for the candidate null,
// which this one knows nothing of.
const webRtc = asModule(`
  import { RTCPeerConnection as Connection } from ${JSON.stringify(pathToFileURL(require.resolve('node-datachannel/polyfill')).href)};
  export * from ${JSON.stringify(pathToFileURL(require.resolve('node-datachannel/polyfill')).href)};
  const plain = ({ type, sdp }) => ({ type, sdp });
  export class RTCPeerConnection extends Connection {
    constructor(configuration) {
      super(configuration);
      this.addEventListener('icegatheringstatechange', () => {
        if (this.iceGatheringState === 'complete') this.onicecandidate?.({ candidate: null });
      });
    }
    createOffer = async () => plain(await super.createOffer());
    createAnswer = async () => plain(await super.createAnswer());
  }`);
register(
  asModule(
    `export const resolve = (name, context, next) =>
       name === 'webrtc-polyfill' ? { url: ${JSON.stringify(webRtc)}, shortCircuit: true } : next(name, context);`,
  ),
);
const { default: Client } = await import(pathToFileURL(`${modules}/bittorrent-tracker/index.js`).href).then((all) => ({
  default: all.Client ?? all.default,
}));

const infoHash = '00ff7f80225c0a0d01aabbccddeeff0011223344';
const rtcConfig = { iceServers: [] };

/** A client on an address of its own: clients with the same one share a socket, and hear each other's messages on it. */
function client(peer, path) {
  const made = new Client({
    infoHash,
    peerId: `2d${peer.repeat(38)}`,
    announce: [tracker + path],
    port: 6881,
    rtcConfig,
    getAnnounceOpts: () => ({ numwant: 3, left: 7 }),
  });
  made.on('error', fail).on('warning', fail);
  return made;
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

function counts(update) {
  return `${update.complete} ${update.incomplete}`;
}

const one = client('1', '/announce');
const other = client('2', '/');
one.start();
console.log('started', counts((await once(one, 'update'))[0]));
const theirPeer = once(one, 'peer');
const ourPeer = once(other, 'peer');
other.start();
console.log('started', counts((await once(other, 'update'))[0]));
const [[answerer], [offerer]] = await Promise.all([theirPeer, ourPeer]);
for (const peer of [answerer, offerer]) peer.on('error', () => undefined);
await Promise.all([once(answerer, 'connect'), once(offerer, 'connect')]);
offerer.send('hello');
console.log('heard', new TextDecoder().decode((await once(answerer, 'data'))[0]));

other.complete();
console.log('completed', counts((await once(other, 'update'))[0]));
one.scrape();
const [scraped] = await once(one, 'scrape');
console.log('scraped', scraped.infoHash === infoHash, counts(scraped), scraped.downloaded);
const several = new Promise((resolve, reject) => {
  Client.scrape({ infoHash: [infoHash, 'ab'.repeat(20)], announce: [`${tracker}/announce`] }, (error, data) =>
    error ? reject(error) : resolve(data),
  );
});
const all = await several;
console.log('scraped', counts(all[infoHash]), counts(all['ab'.repeat(20)]));

other.stop();
console.log('stopped', counts((await once(other, 'update'))[0]));
one.stop();
console.log('stopped', counts((await once(one, 'update'))[0]));
process.exit(0);
