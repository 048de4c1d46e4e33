import type { Environment } from './environment.js';
import { fetchOfPage } from './early-answers.js';
import { FeedSocket } from './feed-socket.js';
import { GatewayFetch } from './gateway-fetch.js';
import type { Network } from './links.js';
import type { ObjectPlace } from './object-address.js';
import { ObjectFetch } from './object-fetch.js';
import type { ObjectNetwork } from './object-links.js';
import { openPeerConnection } from './open-peer-connection.js';
import { RecordingFetch } from './recording-fetch.js';
import { TrackerSocket } from './tracker-socket.js';
import { withToken, type ViewerToken } from './viewer-token.js';
import { webRtcSupported } from './webrtc-support.js';

export interface BrowserNetworkOptions {
  /** Address of the gateway, with a path when it does not stand at the root of its host. */
  readonly gatewayUrl: string;
  /** The group that HTTP requests are about. */
  readonly group: string;
  readonly environment: Environment;
  readonly token: ViewerToken;
}

/** The network of the page: its fetch, WebSocket and RTCPeerConnection, as they are when each is needed. */
export function browserNetwork({ environment, gatewayUrl, group, token }: BrowserNetworkOptions): Network {
  const { timers } = environment;
  return {
    ...meetingPlaces(environment),
    http: new GatewayFetch(fetchOfPage, timers, gatewayUrl, group, token),
    openFeed: (url, listener) => new FeedSocket(newWebSocket, timers, withToken(url, token()), listener),
  };
}

/** The network of the page for one object. */
export function browserObjectNetwork(object: ObjectPlace, environment: Environment): ObjectNetwork {
  return {
    ...meetingPlaces(environment),
    http: new ObjectFetch(fetchOfPage, environment.timers, object),
  };
}

/** What the page asks about the recording of a channel. */
export function browserRecording({ gatewayUrl, group, environment, token }: BrowserNetworkOptions): RecordingFetch {
  return new RecordingFetch((url, init) => fetch(url, init), environment.timers, gatewayUrl, group, token);
}

/** How viewers find and reach each other, whatever they share. */
function meetingPlaces({ timers }: Environment): Pick<Network, 'openTracker' | 'openPeer'> {
  const newConnection = (configuration: RTCConfiguration): RTCPeerConnection => new RTCPeerConnection(configuration);
  return {
    openTracker: (url, listener) => new TrackerSocket(newWebSocket, timers, url, listener),
    openPeer: webRtcSupported()
      ? (peer, listener) => openPeerConnection(newConnection, timers, peer, listener)
      : undefined,
  };
}

function newWebSocket(url: string): WebSocket {
  return new WebSocket(url);
}
