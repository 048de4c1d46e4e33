// hls.js with the peer-to-peer engine of p2p-media-loader mixed in, as its documentation has it; bytes by source stand in window.bytes.
import Hls from 'hls.js';
import { HlsJsP2PEngine } from 'p2p-media-loader-hlsjs';

const bytes = (window.bytes = { http: 0, p2p: 0 });
const { playlist, trackers } = window.setup;
const HlsWithPeers = HlsJsP2PEngine.injectMixin(Hls);
const hls = new HlsWithPeers({
  p2p: {
    core: {
      announceTrackers: [trackers[0]],
      rtcConfig: { iceServers: [] },
      // What is not urgent is left to peers: by default a short film is fetched over HTTP before they have met.
      highDemandTimeWindow: 3,
      simultaneousHttpDownloads: 1,
    },
    onHlsJsCreated: (created) =>
      created.p2pEngine.addEventListener('onChunkDownloaded', (length, source) => (bytes[source] += length)),
  },
});
hls.loadSource(playlist);
hls.attachMedia(document.querySelector('video'));
