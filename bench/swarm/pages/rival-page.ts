// The rival's page, as its documentation has it: hls.js with the peer-to-peer engine mixed in.
import Hls from 'hls.js';
import { HlsJsP2PEngine } from 'p2p-media-loader-hlsjs';

declare global {
  interface Window {
    /** Set by the page. */
    rivalSetup: { playlist: string; tracker: string; tuned: boolean };
  }
}

const { playlist, tracker, tuned } = window.rivalSetup;
const bytes = { fromHttp: 0, fromPeers: 0 };
const video = document.querySelector('video');
if (video === null) throw new Error('the page has a video');

const HlsWithPeers = HlsJsP2PEngine.injectMixin(Hls);
const hls = new HlsWithPeers({
  ...(tuned ? { liveSyncDurationCount: 3 } : {}),
  p2p: {
    core: {
      announceTrackers: [tracker],
      rtcConfig: { iceServers: [] }, // its default servers are strangers' and not needed on one machine
      ...(tuned ? { highDemandTimeWindow: 2 } : {}),
    },
    onHlsJsCreated: (created) => {
      created.p2pEngine.addEventListener('onChunkDownloaded', (length, source) => {
        bytes[source === 'p2p' ? 'fromPeers' : 'fromHttp'] += length;
      });
    },
  },
});
window.ownFigures = () => bytes;
hls.loadSource(playlist);
hls.attachMedia(video);
